import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { drawPages } from "../../pipeline/extract/draw-page.js";
import { extract, failureOf, ReadingError } from "../../pipeline/extract/index.js";
import { createOcrEngine, type OcrEngine } from "../../pipeline/extract/ocr/index.js";
import { structure } from "../../pipeline/structure/index.js";
import type { Reading, ReadingReply, ReadingRequest, ReadingSource } from "./messages.js";
import { readZipMember, ZIP_LIMITS } from "./zip.js";

let engine: Promise<OcrEngine> | null = null;

/** Reads one document and says what came of it; never throws. */
export async function readDocument(
  request: ReadingRequest,
  tell: (reply: ReadingReply) => void,
): Promise<ReadingReply> {
  const { id } = request;
  try {
    return { id, kind: "done", reading: await read(request, tell) };
  } catch (error) {
    if (error instanceof Error && error.name === "OcrEngineError") {
      return { id, kind: "fault", message: error.message };
    }
    return { id, kind: "failed", failure: failureOf(error, request.password !== null) };
  }
}

async function read(request: ReadingRequest, tell: (reply: ReadingReply) => void): Promise<Reading> {
  const { id, source } = request;
  const bytes = await bytesOf(source, request.sizeLimitMb);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  tell({ id, kind: "hash", sha256 });
  const password = request.password ?? request.manifest?.password ?? null;
  if (request.ocr !== "never") engine ??= createOcrEngine();
  const extraction = await extract(bytes, {
    password,
    ocr: request.ocr,
    ocrEngine: (await engine) ?? null,
    onPage: (page, pageCount, how) => tell({ id, kind: "page", page, pageCount, how }),
  });
  const scanned = extraction.pages.filter(({ textSource }) => textSource === "ocr");
  const pagesOcr = scanned.length;
  const fileName = request.fileName ?? ("path" in source ? basename(source.member ?? source.path) : null);
  return {
    minutes: structure(extraction, { manifest: request.manifest, fileName }),
    pageCount: extraction.pageCount,
    pagesOcr,
    ocrConfidence: meanConfidence(scanned),
    lostPages: extraction.lostPages,
    metadata: extraction.metadata,
    ocrEngine: pagesOcr > 0 ? ((await engine)?.name ?? null) : null,
    extractVersion: extraction.extractVersion,
    sha256,
    inspected: request.inspect
      ? { extraction, drawings: await drawPages(bytes, { password, ...request.inspect }) }
      : null,
  };
}

/** To one decimal; null where no page says how sure it is. */
function meanConfidence(pages: readonly { ocrConfidence: number | null }[]): number | null {
  const known = pages.map(({ ocrConfidence }) => ocrConfidence).filter((value) => value !== null);
  if (known.length === 0) return null;
  return Math.round((10 * known.reduce((sum, value) => sum + value, 0)) / known.length) / 10;
}

async function bytesOf(source: ReadingSource, sizeLimitMb: number): Promise<Uint8Array> {
  if ("bytes" in source) return source.bytes;
  if (source.member === undefined) return readWholeFile(source.path, sizeLimitMb);
  try {
    return await readZipMember(source.path, source.member, { ...ZIP_LIMITS, entryMb: sizeLimitMb });
  } catch (error) {
    throw unfetched(error instanceof Error ? error.message : String(error));
  }
}

async function readWholeFile(path: string, sizeLimitMb: number): Promise<Buffer> {
  try {
    const { size, ...file } = await stat(path).then((found) => ({
      size: found.size,
      isFile: found.isFile(),
    }));
    if (!file.isFile) throw unfetched(`${path} is a folder or a device, not a file.`);
    if (size > sizeLimitMb * 1024 * 1024) {
      throw new ReadingError({
        outcome: "used too much memory",
        detail: `The file has ${Math.round(size / 1024 / 1024)} MB; up to ${sizeLimitMb} MB are read. Split it, or raise BOARDSENSE_MEMORY_LIMIT_MB.`,
        page: null,
      });
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw unfetched(`There is no file ${path} (any more).`);
    if (code === "EACCES" || code === "EPERM")
      throw unfetched(`The file ${path} may not be read: check its permissions.`);
    throw unfetched(
      `The file ${path} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function unfetched(detail: string): ReadingError {
  return new ReadingError({ outcome: "could not be fetched", detail, page: null });
}
