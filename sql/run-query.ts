import type pg from "pg";
import { WarehouseError } from "./errors.js";
import { readSqlFolder } from "./files.js";

/** A pool or a client inside a transaction. */
export type Queryable = Pick<pg.Pool, "query"> | Pick<pg.ClientBase, "query">;

let statements: Map<string, string> | null = null;

/** Runs the statement of `sql/queries/<name>.sql` and returns its rows. Its parameters stand in the file's head. */
export async function runQuery<Row = Record<string, unknown>>(
  db: Queryable,
  name: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  statements ??= new Map(readSqlFolder("queries").map((file) => [file.name, file.text]));
  const text = statements.get(name);
  if (text === undefined) {
    throw new WarehouseError("UNKNOWN_QUERY", {
      name,
      folder: "sql/queries",
      known: [...statements.keys()].join(", "),
    });
  }
  // A named statement is parsed and planned once a connection.
  const { rows } = await (db as Pick<pg.ClientBase, "query">).query({ name, text, values: [...params] });
  return rows as Row[];
}

/** How often a transaction that had to give way to another is begun again. */
const MOST_TRIES = 5;
/** `deadlock_detected`, and `serialization_failure`: what was looked at before is no longer so. */
const GAVE_WAY = new Set(["40P01", "40001"]);

/**
 * Does `work` in one transaction: all of it is stored, or nothing. Where it has to give way to another (the two
 * waited for each other, or what was looked at changed meanwhile) it is done again from its beginning: `work` must
 * change nothing but through its client. Throws what `work` throws.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryInTransaction(pool, work);
    } catch (error) {
      if (tries >= MOST_TRIES || !GAVE_WAY.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
}

async function tryInTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const answer = await work(client);
    await client.query("commit");
    return answer;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
