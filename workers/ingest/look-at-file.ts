import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { KnownFile } from "../../sql/load/offer.js";
import { readZip } from "../reading/zip.js";
import type { FoundFile } from "../sources/find-files.js";
import { isZip, memberSource, splitSource } from "../sources/zip-source.js";

/** A file, or a PDF in a ZIP archive, by its bytes; or why its bytes cannot be had. */
export type SeenFile =
  | {
      source: string;
      sha256: string;
      byteSize: number;
      modifiedAtMs: number | null;
      etag?: string | null;
      lastModified?: string | null;
    }
  | { source: string; problem: string };

/**
 * What lies behind a found file: itself, or the PDFs in it where it is a ZIP archive. What has the time of change of
 * a former scan is not opened.
 */
export async function* lookAtFile(
  file: FoundFile,
  known: ReadonlyMap<string, KnownFile>,
): AsyncGenerator<SeenFile, void> {
  if (isZip(file.path)) yield* lookIntoZip(file, known);
  else yield await lookAtOne(file, known.get(file.path));
}

/** Whether a file has the size and the time of change that are known of it, so that its bytes need not be read. */
export function isUnchanged(file: FoundFile, before: KnownFile | undefined): boolean {
  return (
    before?.sha256 != null &&
    before.isPresent &&
    before.byteSize === file.bytes &&
    before.modifiedAtMs === file.modifiedAt.getTime()
  );
}

async function lookAtOne(file: FoundFile, before: KnownFile | undefined): Promise<SeenFile> {
  const { path: source, bytes: byteSize } = file;
  const modifiedAtMs = file.modifiedAt.getTime();
  if (before?.sha256 != null && isUnchanged(file, before)) {
    return { source, sha256: before.sha256, byteSize, modifiedAtMs };
  }
  try {
    return { source, sha256: await hashFile(source), byteSize, modifiedAtMs };
  } catch (error) {
    return { source, problem: explainUnreadable(error) };
  }
}

async function* lookIntoZip(
  file: FoundFile,
  known: ReadonlyMap<string, KnownFile>,
): AsyncGenerator<SeenFile, void> {
  const modifiedAtMs = file.modifiedAt.getTime();
  const before = [...known].filter(
    ([source]) => splitSource(source).path === file.path && source !== file.path,
  );
  const isSame = before.every(
    ([, { isPresent, sha256, modifiedAtMs: at }]) => isPresent && sha256 !== null && at === modifiedAtMs,
  );
  if (before.length > 0 && isSame) {
    for (const [source, { sha256, byteSize }] of before) {
      yield { source, sha256: sha256 as string, byteSize: byteSize ?? 0, modifiedAtMs };
    }
    return;
  }
  let members = 0;
  try {
    for await (const member of readZip(file.path)) {
      members += 1;
      const source = memberSource(file.path, member.name);
      if ("problem" in member) yield { source, problem: member.problem };
      else yield { source, sha256: hashBytes(member.bytes), byteSize: member.bytes.length, modifiedAtMs };
    }
  } catch (error) {
    yield { source: file.path, problem: (error as Error).message };
    return;
  }
  if (members === 0) yield { source: file.path, problem: "The ZIP archive holds no PDF." };
}

/** SHA-256 of a file's bytes in lower-case hex, read in pieces. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

function hashBytes(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function explainUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "EACCES"
    ? "This user may not read the file. Change its permissions, then run `boardsense ingest` again."
    : `The file cannot be opened: ${message}.`;
}
