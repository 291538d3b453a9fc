import type pg from "pg";

/**
 * What may differ between two runs over the same files: times, numbers given out in order, and which run or attempt it
 * was. Everything else of `raw` and `derived` must not.
 */
const BOOKKEEPING = [
  "run_id",
  "first_run_id",
  "last_run_id",
  "wanted_run_id",
  "last_seen_run_id",
  "first_seen_at",
  "read_at",
  "coded_at",
  "at",
  "outcome_id",
  "coding_id",
  "revision",
  "consolidated_revision",
  "stored_at",
  "is_awaited",
  "attempts",
  "attempt",
];
const LEFT_OUT = [
  "runs",
  "pins",
  "pinned_coders",
  "archive",
  "migrations",
  "views",
  "failures",
  "nights",
  "schedules",
];

/** Rows of a table that one archive has and the other lacks. */
export interface Difference {
  table: string;
  rows: number;
  missing: number;
  unexpected: number;
  example: string | null;
}

/** Compares all tables of two archives, row by row, as multisets: a row twice is a difference too. */
export async function compareArchives(expected: pg.Pool, found: pg.Pool): Promise<Difference[]> {
  const { rows: tables } = await expected.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('raw', 'derived') and table_type = 'BASE TABLE' and table_name <> all ($1::text[])
     order by 1`,
    [LEFT_OUT],
  );
  const differences: Difference[] = [];
  for (const { name } of tables) {
    const [before, after] = await Promise.all([countRows(expected, name), countRows(found, name)]);
    let missing = 0;
    let unexpected = 0;
    let odd: string | null = null;
    for (const hash of new Set([...before.keys(), ...after.keys()])) {
      const difference = (after.get(hash) ?? 0) - (before.get(hash) ?? 0);
      if (difference < 0) missing -= difference;
      if (difference > 0) unexpected += difference;
      if (difference !== 0) odd ??= hash;
    }
    const rows = [...before.values()].reduce((sum, count) => sum + count, 0);
    const example =
      odd === null ? null : ((await showRow(found, name, odd)) ?? (await showRow(expected, name, odd)));
    differences.push({ table: name, rows, missing, unexpected, example });
  }
  return differences;
}

const HASH = "md5((to_jsonb(subject) - $1::text[])::text)";

async function countRows(pool: pg.Pool, table: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ hash: string; count: number }>(
    `select ${HASH} as hash, count(*)::int as count from ${table} as subject group by 1`,
    [BOOKKEEPING],
  );
  return new Map(rows.map(({ hash, count }) => [hash, count]));
}

async function showRow(pool: pg.Pool, table: string, hash: string): Promise<string | null> {
  const { rows } = await pool.query<{ row: string }>(
    `select left((to_jsonb(subject) - $1::text[])::text, 300) as row from ${table} as subject where ${HASH} = $2 limit 1`,
    [BOOKKEEPING, hash],
  );
  return rows[0]?.row ?? null;
}
