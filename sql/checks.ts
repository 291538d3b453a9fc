import { readSqlFolder } from "./files.js";
import type { Queryable } from "./run-query.js";

/** One row that a check returned. */
export interface Mistake {
  what: string;
  place: string | null;
  found: string | null;
}

/** A check and the mistakes it found, at most `EXAMPLES` of them in full. */
export interface CheckResult {
  name: string;
  /** What a row of it means: the first line of its file. */
  meaning: string;
  mistakes: number;
  examples: Mistake[];
}

const EXAMPLES = 5;

/** Runs every check of `sql/checks`; a check is a statement of which every row is a mistake. */
export async function runChecks(db: Queryable): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, text } of readSqlFolder("checks")) {
    const { rows } = await (db as { query(text: string): Promise<{ rows: Mistake[] }> }).query(text);
    results.push({
      name,
      meaning: text.split("\n", 1)[0]?.replace(/^--\s*/, "") ?? name,
      mistakes: rows.length,
      examples: rows.slice(0, EXAMPLES),
    });
  }
  return results;
}
