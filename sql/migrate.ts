import type pg from "pg";
import { reasonOf, WarehouseError } from "./errors.js";
import { readSqlFolder, type SqlFile } from "./files.js";
import { makeReaderRole, READER, type ReaderRole } from "./roles.js";
import { renewWriterGrants } from "./writer-role.js";

/** Any number that nobody else uses: the advisory lock under which a database is migrated. */
const LOCK_KEY = 7_302_118_441;
const NAME_OF_MIGRATION = /^\d{4}_[a-z0-9_]+$/;

/** What `migrate` did. */
export interface MigrationReport {
  /** Names of the migrations applied now; empty where the database was up to date. */
  applied: string[];
  /** Whether the views were made anew. */
  viewsRenewed: boolean;
  reader: ReaderRole;
}

/**
 * Brings a database to this version: migrations in order, each in a transaction of its own, then the views, then
 * the read-only login (with `readerPassword` where given). Processes that do it at once wait for one another. A login
 * that may not change the schema (a worker's) only looks whether it is at this version. Throws `WarehouseError` for a
 * migration that was edited after it had been applied, that is unknown here, that fails, or that the owner must apply.
 */
export async function migrate(
  pool: pg.Pool,
  options: { readerPassword?: string } = {},
): Promise<MigrationReport> {
  const client = await pool.connect();
  try {
    if (!(await mayMigrate(client))) return await verifyMigrated(client);
    await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
    try {
      const applied = await applyMigrations(client);
      const viewsRenewed = await renewViews(client, applied.length > 0);
      const reader = await makeReaderRole(client, {
        password: options.readerPassword,
        isChanged: applied.length > 0 || viewsRenewed,
      });
      if (applied.length > 0 || viewsRenewed) await renewWriterGrants(client);
      return { applied, viewsRenewed, reader };
    } finally {
      await client.query("select pg_advisory_unlock($1)", [LOCK_KEY]);
    }
  } finally {
    client.release();
  }
}

/** Whether our login owns the warehouse's schema or, where there is none yet, may make it. */
async function mayMigrate(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(`
    select coalesce(
      (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'raw'),
      has_database_privilege(current_database(), 'create')) as may`);
  return rows[0]?.may === true;
}

async function verifyMigrated(client: pg.PoolClient): Promise<MigrationReport> {
  const { rows } = await client.query<{ file: string; sha256: string }>(
    "select file, sha256 from raw.migrations order by file",
  );
  const files = readSqlFolder("migrations");
  const missing = files.find(
    ({ file, sha256 }) => !rows.some((row) => row.file === file && row.sha256 === sha256),
  );
  if (missing !== undefined) throw new WarehouseError("MIGRATION_BY_OWNER", { what: missing.file });
  const unknown = rows.find(({ file }) => !files.some((known) => known.file === file));
  if (unknown !== undefined) throw new WarehouseError("MIGRATION_UNKNOWN", { file: unknown.file });
  const { rows: views } = await client.query<{ sha256: string }>("select sha256 from raw.views");
  if (views[0]?.sha256 !== viewsVersion(readViews())) {
    throw new WarehouseError("MIGRATION_BY_OWNER", { what: "its views" });
  }
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [READER]);
  return { applied: [], viewsRenewed: false, reader: { isReady: (rowCount ?? 0) > 0, remedy: null } };
}

function readViews(): SqlFile[] {
  return orderViews([...readSqlFolder("derived"), ...readSqlFolder("marts")]);
}

function viewsVersion(views: readonly SqlFile[]): string {
  return views.map((view) => view.sha256).join("");
}

async function applyMigrations(client: pg.PoolClient): Promise<string[]> {
  await client.query(`
    create schema if not exists raw;
    create table if not exists raw.migrations (
      file text primary key, sha256 text not null, applied_at timestamptz not null default now());
    create table if not exists raw.views (only_row boolean primary key default true check (only_row), sha256 text not null);
  `);
  const { rows } = await client.query<{ file: string; sha256: string }>(
    "select file, sha256 from raw.migrations",
  );
  const known = new Map(rows.map((row) => [row.file, row.sha256]));
  const files = readSqlFolder("migrations");
  for (const file of files) {
    if (!NAME_OF_MIGRATION.test(file.name)) {
      throw new WarehouseError("MIGRATION_NAME", { file: file.file, folder: "sql/migrations" });
    }
    const sha256 = known.get(file.file);
    if (sha256 !== undefined && sha256 !== file.sha256) {
      throw new WarehouseError("MIGRATION_EDITED", { file: file.file });
    }
    known.delete(file.file);
  }
  const [unknown] = known.keys();
  if (unknown !== undefined) throw new WarehouseError("MIGRATION_UNKNOWN", { file: unknown });

  const waiting = files.filter((file) => !rows.some((row) => row.file === file.file));
  for (const file of waiting) {
    await inOneTransaction(client, file.file, async () => {
      await client.query(file.text);
      await client.query("insert into raw.migrations (file, sha256) values ($1, $2)", [
        file.file,
        file.sha256,
      ]);
    });
  }
  return waiting.map((file) => file.name);
}

/**
 * Views hold nothing, so all of them are dropped and made again when the text of any has changed: a view may then
 * lose or reorder columns without a migration.
 */
async function renewViews(client: pg.PoolClient, isForced: boolean): Promise<boolean> {
  const views = readViews();
  const sha256 = viewsVersion(views);
  const { rows } = await client.query<{ sha256: string }>("select sha256 from raw.views");
  if (!isForced && rows[0]?.sha256 === sha256) return false;
  await inOneTransaction(client, "The views", async () => {
    const { rows: existing } = await client.query<{ name: string }>(`
      select format('%I.%I', schemaname, viewname) as name from pg_views where schemaname in ('marts', 'derived')`);
    for (const { name } of existing) await client.query(`drop view if exists ${name} cascade`);
    for (const view of views) {
      try {
        await client.query(view.text);
      } catch (error) {
        throw new WarehouseError(
          "MIGRATION_FAILED",
          { file: view.file, reason: reasonOf(error) },
          { cause: error },
        );
      }
    }
    await client.query(
      "insert into raw.views (sha256) values ($1) on conflict (only_row) do update set sha256 = excluded.sha256",
      [sha256],
    );
  });
  return true;
}

/** Each view after those that it names; else in order of name. */
export function orderViews(files: SqlFile[]): SqlFile[] {
  const nameOf = (file: SqlFile) =>
    /create view\s+((?:marts|derived)\.\w+)/i.exec(file.text)?.[1] ?? file.name;
  const waiting = new Map(files.map((file) => [nameOf(file), file]));
  const ordered: SqlFile[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([name, file]) => {
      const named = file.text.match(/\b(?:marts|derived)\.\w+/g) ?? [];
      return named.every((other) => other === name || !waiting.has(other));
    });
    if (ready.length === 0) {
      throw new WarehouseError("VIEW_CYCLE", { views: [...waiting.keys()].join(", ") });
    }
    for (const [name, file] of ready) {
      ordered.push(file);
      waiting.delete(name);
    }
  }
  return ordered;
}

async function inOneTransaction(
  client: pg.PoolClient,
  file: string,
  work: () => Promise<void>,
): Promise<void> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    if (error instanceof WarehouseError) throw error;
    throw new WarehouseError("MIGRATION_FAILED", { file, reason: reasonOf(error) }, { cause: error });
  }
}
