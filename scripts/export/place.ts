import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.js";

export const MANIFEST = "manifest.json";

/**
 * Lets `write` fill a folder beside `folder`, and puts it in its place when all of it is there: an export is whole or
 * it is not there. An earlier export is replaced where `isReplacing`. Throws `UsageError` for a folder that holds
 * anything else.
 */
export async function fillFolder<T>(
  folder: string,
  isReplacing: boolean,
  write: (folder: string) => Promise<T>,
): Promise<T> {
  const place = resolve(folder);
  const hasFormer = checkFolder(place, isReplacing);
  mkdirSync(dirname(place), { recursive: true });
  // Not by mkdtemp, which would lock out everybody else.
  const partial = join(dirname(place), `.${basename(place)}-${randomUUID()}`);
  mkdirSync(partial);
  try {
    const answer = await write(partial);
    if (hasFormer) rmSync(place, { recursive: true });
    renameSync(partial, place);
    return answer;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** Whether a folder lies there that may be replaced. */
function checkFolder(place: string, isReplacing: boolean): boolean {
  if (!existsSync(place)) return false;
  if (!statSync(place).isDirectory())
    throw new UsageError(`${place} is a file: name a folder with --out DIR.`);
  if (readdirSync(place).length === 0) return true;
  if (!isEarlierExport(place)) {
    throw new UsageError(`${place} holds other files: name a new or an empty folder with --out DIR.`);
  }
  if (!isReplacing) {
    throw new UsageError(`${place} holds an earlier export: --replace puts the new one in its place.`);
  }
  return true;
}

function isEarlierExport(place: string): boolean {
  try {
    const { kind } = JSON.parse(readFileSync(join(place, MANIFEST), "utf8")) as { kind?: string };
    return kind === "boardsense export";
  } catch {
    return false;
  }
}

/** Lets `write` fill a file beside `file`, and puts it in its place when all of it is there. */
export async function fillFile<T>(
  file: string,
  isReplacing: boolean,
  write: (file: string) => Promise<T>,
): Promise<T> {
  const place = resolve(file);
  if (existsSync(place) && !isReplacing) {
    throw new UsageError(`${place} is there already: --replace puts the new one in its place.`);
  }
  if (existsSync(place) && statSync(place).isDirectory()) {
    throw new UsageError(`${place} is a folder: name a file with --out FILE.`);
  }
  mkdirSync(dirname(place), { recursive: true });
  const partial = join(dirname(place), `.${basename(place)}.partial`);
  try {
    const answer = await write(partial);
    renameSync(partial, place);
    return answer;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}
