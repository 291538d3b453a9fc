import { afterEach, beforeEach, expect, test } from "vitest";
import { readSqlFolder } from "../sql/files.js";
import { migrate, orderViews } from "../sql/migrate.js";
import { runQuery } from "../sql/run-query.js";
import type { Warehouse } from "../sql/warehouse.js";
import { openWarehouse } from "../sql/warehouse.js";
import { openTestWarehouse } from "./support/warehouse.js";

let blank: Warehouse;
beforeEach(async () => {
  blank = await openTestWarehouse({ isMigrated: false });
});
afterEach(async () => {
  await blank.close();
});

test("a blank database is brought up to date, and a second time nothing is left to do", async () => {
  const first = await migrate(blank.pool);
  expect(first.applied).toEqual(readSqlFolder("migrations").map((file) => file.name));
  expect(first.viewsRenewed).toBe(true);
  expect(await migrate(blank.pool)).toEqual({
    applied: [],
    viewsRenewed: false,
    reader: { isReady: true, remedy: null },
  });
});

test("two processes that migrate at once do it once", async () => {
  const reports = await Promise.all([migrate(blank.pool), migrate(blank.pool), migrate(blank.pool)]);
  expect(reports.filter((report) => report.applied.length > 0)).toHaveLength(1);
});

test("a migration that was edited after it was applied is refused", async () => {
  await migrate(blank.pool);
  await blank.pool.query("update raw.migrations set sha256 = 'other' where file = '0002_documents.sql'");
  await expect(migrate(blank.pool)).rejects.toThrow(
    /0002_documents\.sql was changed after it had been applied/,
  );
});

test("a database of a newer version is refused", async () => {
  await migrate(blank.pool);
  await blank.pool.query("insert into raw.migrations (file, sha256) values ('9999_later.sql', 'x')");
  await expect(migrate(blank.pool)).rejects.toThrow(
    /9999_later\.sql, which this version of boardsense does not know/,
  );
});

test("a view that has changed is made anew, and the reader may read it still", async () => {
  await migrate(blank.pool);
  await blank.pool.query("update raw.views set sha256 = 'former'; drop view marts.runs cascade");
  expect((await migrate(blank.pool)).viewsRenewed).toBe(true);
  const { rows } = await blank.pool.query(
    "select has_table_privilege('boardsense_reader', 'marts.runs', 'select') as may_read",
  );
  expect(rows).toEqual([{ may_read: true }]);
});

test("views come after those that they name, and a circle is named", () => {
  const file = (name: string, text: string) => ({ name, file: `${name}.sql`, text, sha256: "" });
  const a = file("a", "create view marts.a as select * from marts.b");
  const b = file("b", "create view marts.b as select 1");
  expect(orderViews([a, b]).map(({ name }) => name)).toEqual(["b", "a"]);
  const circle = file("b", "create view marts.b as select * from marts.a");
  expect(() => orderViews([a, circle])).toThrow(/refer to one another in a circle/);
});

test("a statement that is not there is named with those that are", async () => {
  await expect(runQuery(blank.pool, "no_such")).rejects.toThrow(
    /no statement 'no_such' in sql\/queries.*start_run/,
  );
});

test("a server that does not answer is one clear line without its password", async () => {
  const opening = openWarehouse({
    databaseUrl: "postgres://me:secret@127.0.0.1:1/none",
    dataFolder: "unused",
  });
  await expect(opening).rejects.toThrow(
    /^The database at postgres:\/\/me:\*\*\*@127\.0\.0\.1:1\/none cannot be reached: nothing listens there\..*$/,
  );
});
