import type { Readable } from "node:stream";
import {
  type Entry,
  fromBufferPromise,
  getFileNameLowLevel,
  openPromise,
  validateFileName,
  type ZipFile,
} from "yauzl";

/** Bounds within which archives are opened; what lies beyond them is named and left alone. */
export type ZipLimits = {
  /** Files of any kind, in the archive and in those within it. */
  entries: number;
  nameLength: number;
  entryMb: number;
  /** Of all that is unpacked, one after the other. */
  totalMb: number;
  /** Archives within archives: 1 opens none. */
  depth: number;
};

export const ZIP_LIMITS: ZipLimits = {
  entries: 20_000,
  nameLength: 400,
  entryMb: 300,
  totalMb: 20_000,
  depth: 2,
};

/** A PDF in an archive, or why one is left out. Names of files within inner archives read "inner.zip!/minutes.pdf". */
export type ZipMember = { name: string; bytes: Buffer } | { name: string; problem: string };

/** The archive itself cannot be opened; the message says why in words. */
export class ZipError extends Error {
  override name = "ZipError";
}

const INNER = "!/";
const MEGABYTE = 1024 * 1024;

/**
 * The PDFs in a ZIP archive (a path, or its bytes), one at a time and in its own order; nothing is written to disk, so
 * no name can lead anywhere. Files of other kinds are passed over. Throws a ZipError where it is no readable archive.
 */
export async function* readZip(
  source: string | Buffer,
  limits: ZipLimits = ZIP_LIMITS,
): AsyncGenerator<ZipMember, void> {
  yield* walk(source, { prefix: "", depth: 1 }, { limits, entries: 0, bytes: 0, names: new Set() });
}

/** One PDF of an archive by the name that `readZip` gives it. Throws a ZipError where it is not there or left out. */
export async function readZipMember(
  source: string,
  name: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<Buffer> {
  const [outer = "", ...inner] = name.split(INNER);
  const zip = await open(source);
  try {
    for await (const entry of zip.eachEntry()) {
      if (nameOf(entry) !== outer) continue;
      const problem = whyNotRead(entry, limits);
      if (problem) throw new ZipError(`${name}: ${problem}`);
      const bytes = await unpack(zip, entry, limits.entryMb * MEGABYTE);
      if (inner.length === 0) return bytes;
      for await (const member of walk(
        bytes,
        { prefix: "", depth: 2 },
        { limits, entries: 0, bytes: 0, names: new Set() },
      )) {
        if (member.name !== inner.join(INNER)) continue;
        if ("bytes" in member) return member.bytes;
        throw new ZipError(`${name}: ${member.problem}`);
      }
    }
  } finally {
    zip.close();
  }
  throw new ZipError(`There is no ${name} in ${source} (any more).`);
}

type Used = { limits: ZipLimits; entries: number; bytes: number; names: Set<string> };

async function* walk(
  source: string | Buffer,
  place: { prefix: string; depth: number },
  used: Used,
): AsyncGenerator<ZipMember, void> {
  const { limits } = used;
  const zip = await open(source);
  try {
    const entries = zip.eachEntry();
    for (;;) {
      let step: IteratorResult<Entry>;
      try {
        step = await entries.next();
      } catch (error) {
        throw new ZipError(`The archive is damaged: ${words(error)}`);
      }
      if (step.done) return;
      const entry = step.value;
      const name = place.prefix + shown(nameOf(entry), limits.nameLength);
      if (++used.entries > limits.entries) {
        yield {
          name,
          problem: `the archive holds more than ${limits.entries} files; this one and the rest are left out.`,
        };
        return;
      }
      if (!isWanted(nameOf(entry))) continue;
      const problem =
        whyNotRead(entry, limits) ??
        (used.names.has(name) ? "a second file of the same name; the first is taken." : null) ??
        (used.bytes + entry.uncompressedSize > limits.totalMb * MEGABYTE
          ? `the archive unpacks to more than ${limits.totalMb} MB; this file is left out.`
          : null) ??
        (isArchive(nameOf(entry)) && place.depth >= limits.depth
          ? `archives within archives are opened ${limits.depth - 1} deep only; unpack it yourself.`
          : null);
      if (problem) {
        yield { name, problem };
        continue;
      }
      used.names.add(name);
      used.bytes += entry.uncompressedSize;
      yield* openMember(zip, entry, name, place.depth, used);
    }
  } finally {
    zip.close();
  }
}

async function* openMember(
  zip: ZipFile,
  entry: Entry,
  name: string,
  depth: number,
  used: Used,
): AsyncGenerator<ZipMember, void> {
  let bytes: Buffer;
  try {
    bytes = await unpack(zip, entry, used.limits.entryMb * MEGABYTE);
  } catch (error) {
    yield { name, problem: `it cannot be unpacked: ${words(error)}` };
    return;
  }
  if (!isArchive(name)) {
    yield { name, bytes };
    return;
  }
  try {
    yield* walk(bytes, { prefix: name + INNER, depth: depth + 1 }, used);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    yield { name, problem: error.message };
  }
}

async function open(source: string | Buffer): Promise<ZipFile> {
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false };
  try {
    return await (typeof source === "string"
      ? openPromise(source, options)
      : fromBufferPromise(source, options));
  } catch (error) {
    throw new ZipError(`It cannot be opened as a ZIP archive: ${words(error)}`);
  }
}

/** Stops as soon as more comes out than the archive says or is allowed: sizes in archives may lie. */
async function unpack(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new Error(`it is larger than ${limit / MEGABYTE} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function whyNotRead(entry: Entry, limits: ZipLimits): string | null {
  const name = nameOf(entry);
  const bad = validateFileName(name);
  if (bad) return "its name leads out of the archive.";
  if (name.length > limits.nameLength) return `its name is longer than ${limits.nameLength} characters.`;
  if (entry.isEncrypted()) return "it is locked with the archive's password; unpack it yourself.";
  if (entry.uncompressedSize > limits.entryMb * MEGABYTE)
    return `it unpacks to more than ${limits.entryMb} MB.`;
  return null;
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}

/** A name as it can stand in a message and a table. */
function shown(name: string, length: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return name.replace(/[\u0000-\u001f\u007f\ud800-\udfff]/g, "\ufffd").slice(0, length + 1);
}

function isWanted(name: string): boolean {
  // Macs put a shadow of each file beside it.
  return /\.(pdf|zip)$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name);
}

function isArchive(name: string): boolean {
  return /\.zip$/i.test(name);
}

function words(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 200);
}
