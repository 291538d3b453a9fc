import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The answer is larger than it may be. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

const PART = /^\.part-/;
/** What a killed process left behind is in nobody's hands after this long. */
const LEFT_BEHIND_MS = 24 * 3600_000;
/** Readers look for a PDF's mark in so many bytes from the start. */
const HEAD_BYTES = 1024;

/** Where fetched bytes lie: by their sha256, so that the same bytes lie there once. */
export function pathOfFetched(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), `${sha256}.pdf`);
}

/** Whether the bytes are still kept. */
export async function isKept(folder: string, sha256: string): Promise<boolean> {
  return stat(pathOfFetched(folder, sha256)).then(
    (status) => status.isFile(),
    () => false,
  );
}

/**
 * Writes bytes as they come, and puts them in their place when they are complete: whoever looks there sees all of
 * them or nothing. Throws `TooLargeError` past `byteLimit`; nothing stays then, nor where the stream breaks.
 */
export async function keepStream(
  folder: string,
  body: AsyncIterable<Uint8Array>,
  byteLimit: number,
): Promise<{ sha256: string; byteSize: number; looksLikePdf: boolean }> {
  await mkdir(folder, { recursive: true });
  const part = join(folder, `.part-${randomUUID()}`);
  const hash = createHash("sha256");
  let byteSize = 0;
  let head = Buffer.alloc(0);
  const count = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      byteSize += piece.length;
      if (byteSize > byteLimit) return done(new TooLargeError());
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.length)]);
      hash.update(piece);
      return done(null, piece);
    },
  });
  try {
    await pipeline(Readable.from(body), count, createWriteStream(part));
    const sha256 = hash.digest("hex");
    const place = pathOfFetched(folder, sha256);
    await mkdir(join(place, ".."), { recursive: true });
    await rename(part, place);
    return { sha256, byteSize, looksLikePdf: head.includes("%PDF-") };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Whether kept bytes are those of a PDF; false where they are not kept. */
export async function isKeptPdf(folder: string, sha256: string): Promise<boolean> {
  const file = await open(pathOfFetched(folder, sha256)).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).includes("%PDF-");
  } finally {
    await file.close();
  }
}

/** Erases kept bytes. */
export async function eraseKept(folder: string, sha256: string): Promise<void> {
  await rm(pathOfFetched(folder, sha256), { force: true });
}

/** Erases what killed processes left half-written. */
export async function eraseLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!PART.test(name)) continue;
    const path = join(folder, name);
    const status = await stat(path).catch(() => null);
    if (status !== null && Date.now() - status.mtimeMs > LEFT_BEHIND_MS) await rm(path, { force: true });
  }
}
