export { type CheckResult, type Mistake, runChecks } from "./checks.js";
export { inspectEmbedded, keepServer } from "./embedded/index.js";
export { isDiskFull, mayPass, reasonOf, WarehouseError } from "./errors.js";
export * from "./load/index.js";
export { type MigrationReport, migrate } from "./migrate.js";
export { READER, type ReaderRole, setReaderPassword } from "./roles.js";
export { inTransaction, type Queryable, runQuery } from "./run-query.js";
export { hidePassword, openWarehouse, type Warehouse, withLogin } from "./warehouse.js";
