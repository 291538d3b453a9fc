import pg from "pg";
import Cursor from "pg-cursor";
import { getTypeParser } from "./warehouse.js";

/** A column of an answer. */
export interface Column {
  name: string;
  /** What its values are, whatever PostgreSQL calls them. */
  type: "integer" | "number" | "boolean" | "date" | "time" | "json" | "text";
}

export type Value = string | number | boolean | Date | null | object;

/** An answer that arrives in pieces: columns first, then rows in the order of the columns. */
export interface Answer {
  columns: Column[];
  batches: AsyncGenerator<Value[][]>;
}

const BATCH = 10_000;
const CONNECT_LIMIT_MS = 15_000;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

const TYPE_OF_OID: Record<number, Column["type"]> = {
  16: "boolean",
  20: "integer",
  21: "integer",
  23: "integer",
  26: "integer",
  700: "number",
  701: "number",
  1700: "number",
  114: "json",
  3802: "json",
  1082: "date",
  1114: "time",
  1184: "time",
};

/**
 * Asks one statement over a connection of its own, in the extended protocol, which takes one statement only: what a
 * login may not do cannot be smuggled in behind a `commit`. `use` gets the answer while the connection is open;
 * whatever it returns is returned. Memory does not grow with the answer.
 */
export async function ask<T>(
  url: string,
  statement: { text: string; values: readonly (string | null)[] },
  use: (answer: Answer) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "boardsense sql",
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    types: { getTypeParser: readValue },
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await askOn(client, statement, use);
  } finally {
    await client.end();
  }
}

/** The same over a connection that is open, and stays so. */
export async function askOn<T>(
  client: pg.ClientBase,
  statement: { text: string; values: readonly (string | null)[] },
  use: (answer: Answer) => Promise<T>,
): Promise<T> {
  const cursor = client.query(
    new Cursor<Value[]>(statement.text, [...statement.values], {
      rowMode: "array",
      types: { getTypeParser: readValue },
    } as ConstructorParameters<typeof Cursor>[2]),
  );
  const first = await cursor.read(BATCH);
  const { fields } = (cursor as unknown as { _result: { fields: pg.FieldDef[] } })._result;
  const columns = fields.map((field) => ({
    name: field.name,
    type: TYPE_OF_OID[field.dataTypeID] ?? "text",
  }));
  const answer = await use({ columns, batches: readOn(cursor, first) });
  await cursor.close();
  return answer;
}

async function* readOn(cursor: Cursor<Value[]>, first: Value[][]): AsyncGenerator<Value[][]> {
  let rows = first;
  while (rows.length > 0) {
    // The server works on the next piece while this one is being written.
    const next = cursor.read(BATCH);
    // Whoever stops early never asks for it.
    next.catch(() => undefined);
    yield rows;
    rows = await next;
  }
}

/** Whole numbers and decimals as numbers, where a number can hold them. */
function readValue(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === 20) return (value) => (isSafe(BigInt(value)) ? Number(value) : value);
  if (oid === 1700) return Number;
  return getTypeParser(oid, format);
}

function isSafe(value: bigint): boolean {
  return value <= MAX_SAFE && value >= -MAX_SAFE;
}
