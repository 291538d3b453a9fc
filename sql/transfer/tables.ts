import type pg from "pg";

/** A table that an export holds: everything of `raw` and `derived` but what the migration runner notes of itself. */
export interface TransferTable {
  /** With its schema: `raw.documents`. */
  name: string;
  /** Columns that are stored, in order; generated ones are computed anew. */
  columns: string[];
  /** The columns of its primary key; empty where it has none. */
  key: string[];
  /** The column whose values the database itself hands out; null where there is none. */
  identity: string | null;
}

/** Tables that a migration fills: a fresh warehouse has their rows. */
export const PREFILLED: readonly string[] = ["raw.archive", "raw.domains"];

/** The tables of a warehouse, each after those that it refers to. */
export async function readTransferTables(client: pg.ClientBase): Promise<TransferTable[]> {
  const { rows } = await client.query<TransferTable & { refersTo: string[] }>(TABLES);
  const waiting = new Map(rows.map((row) => [row.name, row]));
  const ordered: TransferTable[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ name, refersTo }) =>
      refersTo.every((other) => other === name || !waiting.has(other)),
    );
    if (ready.length === 0)
      throw new Error(`Tables refer to one another in a circle: ${[...waiting.keys()]}.`);
    for (const { name, columns, identity, key } of ready) {
      ordered.push({ name, columns, identity, key });
      waiting.delete(name);
    }
  }
  return ordered;
}

const TABLES = `
  select n.nspname || '.' || c.relname as name,
    array(
      select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by a.attnum) as columns,
    coalesce((
      select array(
        select a.attname::text from unnest(k.conkey) with ordinality as part(attnum, place)
        inner join pg_attribute a on a.attrelid = c.oid and a.attnum = part.attnum order by place)
      from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'), '{}') as key,
    (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '' limit 1) as identity,
    array(
      select distinct fn.nspname || '.' || f.relname
      from pg_constraint k
      inner join pg_class f on f.oid = k.confrelid
      inner join pg_namespace fn on fn.oid = f.relnamespace
      where k.conrelid = c.oid and k.contype = 'f') as "refersTo"
  from pg_class c
  inner join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('raw', 'derived') and c.relkind = 'r'
    and not (n.nspname = 'raw' and c.relname in ('migrations', 'views'))
  order by 1`;

/** Names of the migrations that a database has, with what each was: its schema version. */
export async function readSchemaVersion(client: pg.ClientBase): Promise<{ file: string; sha256: string }[]> {
  const { rows } = await client.query<{ file: string; sha256: string }>(
    "select file, sha256 from raw.migrations order by file",
  );
  return rows;
}

/** A name from the catalogue as SQL takes it. */
export function quoteName(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}

/** The columns of a table for COPY. */
export function columnList({ columns }: TransferTable): string {
  return columns.map(quoteName).join(", ");
}

/** Text of the same value is the same on every server: how days, hours and numbers are written. */
export const SAME_TEXT = `
  set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 3; set local client_encoding = 'UTF8'; set local statement_timeout = 0;
  set local lock_timeout = '60s'`;
