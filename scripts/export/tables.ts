import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import type { ExportTable } from "../../sql/export.js";
import { writeAnswer } from "../sql/write-answer.js";
import type { ExportedFile } from "./manifest.js";

export type TableFormat = "csv" | "parquet" | "jsonl";

const DICTIONARY = "dictionary.csv";

/** Writes every table to a file of its own in `folder`, and the dictionary of their columns. */
export async function writeTables(
  tables: readonly ExportTable[],
  options: { format: TableFormat; folder: string },
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const table of tables) {
    const file = `${table.name}.${options.format}`;
    const rows = await writeTable(table, options.format, join(options.folder, file));
    files.push({ file, holds: table.meaning, rows });
  }
  const columns = tables.flatMap((table) =>
    table.columns.map(({ name, type, meaning }) => [table.name, name, type, meaning]),
  );
  await writeFile(
    join(options.folder, DICTIONARY),
    stringify([["table", "column", "type", "meaning"], ...columns]),
  );
  return [
    ...files,
    { file: DICTIONARY, holds: "What every column of every table means.", rows: columns.length },
  ];
}

async function writeTable(table: ExportTable, format: TableFormat, file: string): Promise<number> {
  if (format === "parquet") {
    return table.rows((answer) => writeAnswer(answer, { format: "parquet", file, stdout: process.stdout }));
  }
  const stream = format === "csv" ? table.csv() : table.jsonLines();
  await pipeline(stream, createWriteStream(file));
  // pg-copy-streams learns from the server how many rows it sent.
  return (stream as unknown as { rowCount: number }).rowCount;
}
