import { availableParallelism } from "node:os";
import type { OcrMode } from "../../schemas/config.js";
import type { ManifestRow } from "../../schemas/minutes.js";
import type { ReadingFailure } from "../../schemas/outcome.js";
import type { Reading, ReadingRequest, ReadingSource } from "./messages.js";
import { type ProcessAnswer, ReadingProcess } from "./reading-process.js";

export type { Drawing, Reading, ReadingSource } from "./messages.js";
export { readZip, readZipMember, ZIP_LIMITS, ZipError, type ZipLimits, type ZipMember } from "./zip.js";

export type ReadingPoolOptions = {
  /** Documents read at the same time, each in a process of its own. */
  size?: number;
  /** Wall-clock time a document may take, without OCR. */
  timeLimitMs?: number;
  /** Further time for each page that needs OCR. */
  ocrTimeLimitMsPerPage?: number;
  /** Resident memory a reading process may use. */
  memoryLimitMb?: number;
  ocr?: OcrMode;
};

export type ReadingJob = ReadingSource & {
  /** Name of the file as the user knows it; taken from the path where it is left out. */
  fileName?: string | null;
  manifest?: ManifestRow | null;
  password?: string | null;
  /** Wins over the pool's. */
  ocr?: OcrMode;
  signal?: AbortSignal;
  inspect?: ReadingRequest["inspect"];
};

export type ReadingAnswer =
  | ({ ok: true } & Reading)
  | { ok: false; failure: ReadingFailure; sha256: string | null };

export type ReadingPool = {
  /**
   * Reads one document in a guarded process. Every fault of the document is an answer; rejects only where the signal
   * aborts (with its reason), the pool is closed, or the process or the OCR engine itself fails.
   */
  read(job: ReadingJob): Promise<ReadingAnswer>;
  /** Ends all processes at once; documents in hand or waiting are rejected. */
  close(): Promise<void>;
};

const MEGABYTE_SHARE = 0.5;

/** Child processes that read documents, started when needed and used again; see `ReadingPoolOptions` for their limits. */
export function createReadingPool(options: ReadingPoolOptions = {}): ReadingPool {
  const size = Math.max(1, options.size ?? availableParallelism());
  const limits = {
    timeLimitMs: options.timeLimitMs ?? 120_000,
    ocrTimeLimitMsPerPage: options.ocrTimeLimitMsPerPage ?? 60_000,
    memoryLimitMb: options.memoryLimitMb ?? 1000,
  };
  const idle: ReadingProcess[] = [];
  const all = new Set<ReadingProcess>();
  const waiting: { take: (process: ReadingProcess) => void; refuse: (error: Error) => void }[] = [];
  let nextId = 1;
  let isClosed = false;

  const closed = () => new Error("The reading pool is closed.");

  function start(): ReadingProcess {
    const process = new ReadingProcess(limits);
    all.add(process);
    return process;
  }

  function lend(signal: AbortSignal | undefined): Promise<ReadingProcess> {
    signal?.throwIfAborted();
    if (isClosed) throw closed();
    for (let process = idle.pop(); process; process = idle.pop()) {
      if (process.isAlive) return Promise.resolve(process);
      all.delete(process);
    }
    if (all.size < size) return Promise.resolve(start());
    return new Promise((resolve, reject) => {
      const place = { take: resolve, refuse: reject };
      waiting.push(place);
      signal?.addEventListener("abort", () => {
        const index = waiting.indexOf(place);
        if (index === -1) return;
        waiting.splice(index, 1);
        reject(signal.reason);
      });
    });
  }

  async function giveBack(process: ReadingProcess): Promise<void> {
    if (!process.isAlive || process.isFull) {
      await process.stop();
      all.delete(process);
    }
    if (isClosed) return;
    const next = waiting.shift();
    if (next) next.take(all.has(process) ? process : start());
    else if (all.has(process)) idle.push(process);
  }

  async function ask(job: ReadingJob, request: ReadingRequest): Promise<ProcessAnswer> {
    const process = await lend(job.signal);
    const stop = () => void process.stop();
    job.signal?.addEventListener("abort", stop);
    try {
      if (job.signal?.aborted) return { kind: "fault", message: "aborted" };
      return await process.read(request);
    } finally {
      job.signal?.removeEventListener("abort", stop);
      await giveBack(process);
    }
  }

  async function read(job: ReadingJob): Promise<ReadingAnswer> {
    const request: ReadingRequest = {
      id: nextId++,
      source: "path" in job ? { path: job.path, member: job.member } : { bytes: job.bytes },
      fileName: job.fileName ?? null,
      manifest: job.manifest ?? null,
      password: job.password ?? null,
      ocr: job.ocr ?? options.ocr ?? "auto",
      sizeLimitMb: Math.floor(limits.memoryLimitMb * MEGABYTE_SHARE),
      inspect: job.inspect ?? null,
    };
    let answer = await ask(job, request);
    job.signal?.throwIfAborted();
    // What an earlier document left behind in the process may be the cause: a fresh one decides.
    if (answer.kind === "died" && !isClosed) answer = await ask(job, { ...request, id: nextId++ });
    job.signal?.throwIfAborted();
    if (isClosed && answer.kind === "died") throw closed();
    if (answer.kind === "done") return { ok: true, ...answer.reading };
    if (answer.kind === "failed") return { ok: false, failure: answer.failure, sha256: answer.sha256 };
    if (answer.kind === "fault") throw new Error(answer.message);
    return { ok: false, failure: crash(answer.how, answer.page), sha256: answer.sha256 };
  }

  async function close(): Promise<void> {
    isClosed = true;
    for (const place of waiting.splice(0)) place.refuse(closed());
    await Promise.all([...all].map((process) => process.stop()));
    all.clear();
  }

  return { read, close };
}

function crash(how: string, page: number | null): ReadingFailure {
  const where = page === null ? "" : ` on page ${page}`;
  return {
    outcome: "damaged",
    detail: `The reading process broke down${where}, twice (${how}). Open the file in a PDF viewer and save it again.`,
    page,
  };
}
