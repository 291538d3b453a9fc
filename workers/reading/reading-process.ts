import { type ChildProcess, fork } from "node:child_process";
import type { ReadingFailure } from "../../schemas/outcome.js";
import { childEntry } from "./child-entry.js";
import { OUT_OF_MEMORY_SIGNAL, residentMb } from "./limits.js";
import type { Reading, ReadingReply, ReadingRequest } from "./messages.js";

export type Limits = { timeLimitMs: number; ocrTimeLimitMsPerPage: number; memoryLimitMb: number };

/** What came of a request. `died` is an end that no limit explains; `fault` a failure that is not the document's. */
export type ProcessAnswer =
  | { kind: "done"; reading: Reading }
  | { kind: "failed"; failure: ReadingFailure; sha256: string | null }
  | { kind: "died"; how: string; page: number | null; sha256: string | null }
  | { kind: "fault"; message: string };

const WATCH_EVERY_MS = 50;
const START_LIMIT_MS = 60_000;
const KEPT_COMPLAINT = 4000;
// Beyond this share of the limit a process has little room for the next document and is replaced.
const FULL_SHARE = 0.5;

/** One child process that reads documents, one at a time, and is killed when a document exceeds a limit. */
export class ReadingProcess {
  #child: ChildProcess;
  #limits: Limits;
  #complaint = "";
  #job: Job | null = null;
  #exited: Promise<void>;
  #hasStarted = false;
  isAlive = true;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#child = startChild(limits.memoryLimitMb);
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString("utf8")).slice(-KEPT_COMPLAINT);
    });
    this.#child.on("message", (reply: ReadingReply) => this.#hear(reply));
    this.#child.on("error", (error) =>
      this.#end({ kind: "fault", message: `A reading process failed: ${error.message}` }),
    );
    this.#exited = new Promise((resolve) => {
      this.#child.on("exit", (status, signal) => {
        this.isAlive = false;
        this.#explainExit(status, signal);
        resolve();
      });
      this.#child.on("error", () => {
        if (this.#child.pid === undefined) {
          this.isAlive = false;
          resolve();
        }
      });
    });
    this.#rest();
  }

  /** Reads one document. Must not be called while another is being read. */
  read(request: ReadingRequest): Promise<ProcessAnswer> {
    this.#child.ref();
    this.#child.channel?.ref();
    return new Promise((resolve) => {
      const job: Job = {
        id: request.id,
        resolve,
        page: null,
        pageCount: null,
        sha256: null,
        // A document's time runs from when the process can take it.
        deadline: performance.now() + (this.#hasStarted ? this.#limits.timeLimitMs : START_LIMIT_MS),
        allowedMs: this.#limits.timeLimitMs,
        ocrPages: new Set(),
        watch: setInterval(() => this.#watch(), WATCH_EVERY_MS),
        killedBecause: null,
      };
      this.#job = job;
      this.#child.send(request, (error) => {
        if (error && this.#job === job && this.isAlive) this.#kill();
      });
    });
  }

  /** Whether so much memory is held that the next document should get a fresh process. */
  get isFull(): boolean {
    const used = this.#child.pid === undefined ? null : residentMb(this.#child.pid);
    return used !== null && used > this.#limits.memoryLimitMb * FULL_SHARE;
  }

  /** Ends the process at once, and what it started; settles when it is gone. A document in hand counts as `died`. */
  async stop(): Promise<void> {
    if (!this.isAlive) return;
    this.#child.ref();
    this.#kill();
    await this.#exited;
  }

  #hear(reply: ReadingReply): void {
    const job = this.#job;
    if (reply.kind === "ready") {
      this.#hasStarted = true;
      if (job !== null) job.deadline = performance.now() + job.allowedMs;
    }
    if (job === null || reply.id !== job.id || job.killedBecause) return;
    if (reply.kind === "hash") job.sha256 = reply.sha256;
    if (reply.kind === "page") {
      job.page = reply.page;
      job.pageCount = reply.pageCount;
      if (reply.how === "ocr" && !job.ocrPages.has(reply.page)) {
        job.ocrPages.add(reply.page);
        job.deadline += this.#limits.ocrTimeLimitMsPerPage;
        job.allowedMs += this.#limits.ocrTimeLimitMsPerPage;
      }
    }
    if (reply.kind === "done") this.#end({ kind: "done", reading: reply.reading });
    if (reply.kind === "failed") this.#end({ kind: "failed", failure: reply.failure, sha256: job.sha256 });
    if (reply.kind === "fault") this.#end({ kind: "fault", message: reply.message });
  }

  #watch(): void {
    const job = this.#job;
    if (job === null || job.killedBecause || this.#child.pid === undefined) return;
    const used = residentMb(this.#child.pid);
    if (used !== null && used > this.#limits.memoryLimitMb) {
      job.killedBecause = outOfMemory(this.#limits.memoryLimitMb, job.page);
    } else if (performance.now() > job.deadline) {
      if (this.#hasStarted) job.killedBecause = outOfTime(job);
      else
        this.#end({
          kind: "fault",
          message: `A reading process did not start in ${START_LIMIT_MS / 1000} s.`,
        });
    }
    if (job.killedBecause || this.#job === null) this.#kill();
  }

  #explainExit(status: number | null, signal: NodeJS.Signals | null): void {
    const job = this.#job;
    if (job === null) return;
    const ranOutOfHeap = /heap out of memory|allocation failed|Array buffer allocation/i.test(
      this.#complaint,
    );
    if (job.killedBecause) {
      this.#end({ kind: "failed", failure: job.killedBecause, sha256: job.sha256 });
    } else if (signal === OUT_OF_MEMORY_SIGNAL || ranOutOfHeap) {
      const failure = outOfMemory(this.#limits.memoryLimitMb, job.page);
      this.#end({ kind: "failed", failure, sha256: job.sha256 });
    } else if (!this.#hasStarted && signal === null) {
      const message = `A reading process could not be started: ${this.#complaint.trim() || `status ${status}`}`;
      this.#end({ kind: "fault", message });
    } else {
      const how = signal ? `ended by ${signal}` : `ended with status ${status}`;
      const why = this.#complaint.match(/^\w*Error:.*$/m)?.[0];
      this.#end({ kind: "died", how: why ? `${how}: ${why}` : how, page: job.page, sha256: job.sha256 });
    }
  }

  #end(answer: ProcessAnswer): void {
    const job = this.#job;
    if (job === null) return;
    this.#job = null;
    clearInterval(job.watch);
    this.#rest();
    job.resolve(answer);
  }

  /** An idle child does not keep the command alive. */
  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || !this.isAlive) return;
    try {
      // The child leads a group of its own, in which OCR engines that it started die with it.
      process.kill(-pid, "SIGKILL");
    } catch {
      this.#child.kill("SIGKILL");
    }
  }
}

type Job = {
  id: number;
  resolve: (answer: ProcessAnswer) => void;
  page: number | null;
  pageCount: number | null;
  sha256: string | null;
  deadline: number;
  allowedMs: number;
  ocrPages: Set<number>;
  watch: NodeJS.Timeout;
  killedBecause: ReadingFailure | null;
};

function startChild(memoryLimitMb: number): ChildProcess {
  const entry = childEntry();
  return fork(entry.path, [String(memoryLimitMb)], {
    serialization: "advanced",
    // Reading makes much short-lived garbage; room for it saves a tenth of the time.
    execArgv: [...entry.execArgv, `--max-old-space-size=${memoryLimitMb}`, "--max-semi-space-size=32"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
}

function outOfMemory(limitMb: number, page: number | null): ReadingFailure {
  return {
    outcome: "used too much memory",
    detail: `Reading ${atPage(page)}took more than ${limitMb} MB and was stopped. Raise BOARDSENSE_MEMORY_LIMIT_MB if the file is to be trusted.`,
    page,
  };
}

function outOfTime(job: Job): ReadingFailure {
  const seconds = Math.round(job.allowedMs / 100) / 10;
  const ocr = job.ocrPages.size > 0 ? ` (with ${job.ocrPages.size} pages of OCR)` : "";
  return {
    outcome: "took too long",
    detail: `Reading ${atPage(job.page, job.pageCount)}was stopped after ${seconds} s${ocr}. Raise BOARDSENSE_TIME_LIMIT_S if the file is to be trusted.`,
    page: job.page,
  };
}

function atPage(page: number | null, pageCount: number | null = null): string {
  if (page === null) return "";
  return pageCount === null ? `page ${page} ` : `page ${page} of ${pageCount} `;
}
