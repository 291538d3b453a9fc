import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { ExpectedError } from "../errors.js";

/** Bounds within which projects are read. */
export const QDA_LIMITS = {
  entries: 200_000,
  textBytes: 64 << 20,
  xmlBytes: 1 << 30,
  totalBytes: 2 ** 31,
} as const;

/** The files of a project's ZIP that boardsense reads: `project.qde` and texts. */
export interface QdaFiles {
  project: Buffer;
  /** Bytes of `sources/NAME` by NAME in small letters. */
  texts: Map<string, Buffer>;
}

/**
 * Unpacks in memory what a project needs. Nothing is written to disk, so no name can lead anywhere; other files are
 * passed over. Throws `ExpectedError` for what is no such ZIP or unpacks beyond the bounds.
 */
export async function readQdaZip(
  bytes: Uint8Array,
  limits: typeof QDA_LIMITS = QDA_LIMITS,
): Promise<QdaFiles> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
      autoClose: false,
    });
  } catch (error) {
    throw new ExpectedError(
      `This is no REFI-QDA project: a .qdpx is a ZIP archive, and it cannot be opened as one (${words(error)}).`,
    );
  }
  let project: Buffer | null = null;
  const texts = new Map<string, Buffer>();
  let entries = 0;
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (++entries > limits.entries)
        throw new ExpectedError(`The project holds more than ${limits.entries} files.`);
      const name = entry.fileName.toLowerCase();
      const isProject = name === "project.qde";
      const isText = /^sources\/[^/]+\.txt$/.test(name);
      if (!isProject && !isText) continue;
      const content = await unpack(zip, entry, isProject ? limits.xmlBytes : limits.textBytes);
      total += content.length;
      if (total > limits.totalBytes)
        throw new ExpectedError(`The project unpacks to more than ${limits.totalBytes / 2 ** 20} MB.`);
      if (isProject) project = content;
      else texts.set(name.slice("sources/".length), content);
    }
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError(`The project's ZIP archive is damaged: ${words(error)}.`);
  } finally {
    zip.close();
  }
  if (project === null)
    throw new ExpectedError("This is no REFI-QDA project: the archive holds no project.qde.");
  return { project, texts };
}

/** Stops as soon as more comes out than is allowed: sizes in archives may lie. */
async function unpack(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  if (entry.isEncrypted()) throw new ExpectedError(`${entry.fileName} is locked with a password.`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit)
      throw new ExpectedError(`${entry.fileName} unpacks to more than ${limit / 2 ** 20} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function words(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 200);
}
