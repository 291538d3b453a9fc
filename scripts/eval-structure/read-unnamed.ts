import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ReadingAnswer, ReadingPool } from "../../workers/reading/index.js";

/** Documents read at the same time. */
const AT_ONCE = 2;

/** Reads a file under its sha256 for a name and without a manifest, since names carry dates. */
export function readUnnamed(pool: ReadingPool, path: string): Promise<ReadingAnswer> {
  return pool.read({ path, fileName: `${sha256Of(path)}.pdf`, manifest: null });
}

/** The sha256 of a file, in hex. */
export function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Does something with each, a few at a time; answers come in the order of the list. */
export async function forEach<T, R>(list: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < list.length; index = next++) {
      answers[index] = await work(list[index] as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

/** A share as a percentage with two decimals. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(2)}%`;
}
