import { once } from "node:events";
import { createWriteStream, rmSync } from "node:fs";
import type { Writable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { Answer, Column, Value } from "../../sql/ask.js";
import { UsageError } from "../errors.js";
import { renderTable } from "../table.js";

export const FORMATS = ["table", "csv", "json", "parquet"] as const;
export type Format = (typeof FORMATS)[number];

/** Rows of a table on a terminal; whoever wants more writes a file. */
const TABLE_ROWS = 1000;
const WIDEST_CELL = 100;

const PARQUET_TYPES: Record<Column["type"], BasicType> = {
  integer: "INT64",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  date: "STRING",
  time: "TIMESTAMP",
  json: "STRING",
  text: "STRING",
};

/**
 * Writes an answer in one format to a file, or to `stdout` where `file` is null, and returns how many rows. A file
 * that could not be written to the end is removed.
 */
export async function writeAnswer(
  answer: Answer,
  options: { format: Format; file: string | null; stdout: Writable },
): Promise<number> {
  const { format, file, stdout } = options;
  if (format === "parquet") {
    if (file === null) throw new UsageError("Parquet is not for a terminal: name a file with --out FILE.");
    return writeParquet(answer, file);
  }
  const write = { table: writeTable, csv: writeCsv, json: writeJson }[format];
  if (file === null) return write(answer, stdout);
  const stream = createWriteStream(file);
  try {
    await once(stream, "open");
    const rows = await write(answer, stream);
    stream.end();
    await once(stream, "finish");
    return rows;
  } catch (error) {
    stream.destroy();
    rmSync(file, { force: true });
    throw error;
  }
}

async function writeTable({ columns, batches }: Answer, out: Writable): Promise<number> {
  const shown: Value[][] = [];
  let rows = 0;
  for await (const batch of batches) {
    shown.push(...batch.slice(0, TABLE_ROWS - shown.length));
    rows += batch.length;
  }
  const cells = shown.map((row) => row.map((value, column) => toCell(value, columns[column])));
  await send(
    out,
    renderTable(
      columns.map((column) => column.name),
      cells,
    ),
  );
  if (rows > shown.length) {
    await send(out, `… ${rows - shown.length} further rows: --format csv --out FILE writes all ${rows}.\n`);
  }
  return rows;
}

function toCell(value: Value, column: Column | undefined): string | number | null {
  if (value === null) return null;
  if (typeof value === "number") return column?.type === "number" ? Number(value.toPrecision(4)) : value;
  const text = String(toText(value)).replace(/\s+/g, " ");
  return text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - 1)}…` : text;
}

async function writeCsv({ columns, batches }: Answer, out: Writable): Promise<number> {
  // A cell that begins with = or @ would be run as a formula by a spreadsheet.
  const options = { escape_formulas: true };
  await send(out, stringify([columns.map((column) => column.name)], options));
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    await send(
      out,
      stringify(
        batch.map((row) => row.map(toText)),
        { ...options, cast: { boolean: String } },
      ),
    );
  }
  return rows;
}

async function writeJson({ columns, batches }: Answer, out: Writable): Promise<number> {
  let rows = 0;
  await send(out, "[");
  for await (const batch of batches) {
    const lines = batch.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((column, index) => [column.name, row[index]]))),
    );
    await send(out, `${rows === 0 ? "\n" : ",\n"}${lines.join(",\n")}`);
    rows += batch.length;
  }
  await send(out, rows === 0 ? "]\n" : "\n]\n");
  return rows;
}

async function writeParquet({ columns, batches }: Answer, file: string): Promise<number> {
  const pieces = columns.map((column) => ({ name: column.name, type: PARQUET_TYPES[column.type] }));
  const writer = new ParquetWriter({
    writer: fileWriter(file),
    schema: schemaFromColumnData({
      columnData: pieces.map((piece) => ({ ...piece, data: [], nullable: true })),
    }),
    createdBy: "boardsense",
  });
  let rows = 0;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      await writer.write({
        columnData: pieces.map((piece, column) => ({
          ...piece,
          nullable: true,
          data: batch.map((row) => toParquet(row[column] ?? null, piece.type)),
        })),
        rowGroupSize: batch.length,
      });
    }
    await writer.finish();
    return rows;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

function toParquet(value: Value, type: BasicType): unknown {
  if (value === null) return undefined;
  if (type === "INT64") return BigInt(value as number | string);
  if (type === "STRING") return String(toText(value));
  return value;
}

function toText(value: Value): Exclude<Value, object> {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** Waits where the reader of a pipe is slow: memory does not grow with the answer. */
async function send(out: Writable, text: string): Promise<void> {
  if (!out.write(text)) await once(out, "drain");
}
