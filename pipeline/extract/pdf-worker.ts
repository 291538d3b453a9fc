import { pathToFileURL } from "node:url";

/** pdf.js' messages between the half that is called and the half that reads; `stream` marks parts of an answer. */
type Message = { stream?: number; action?: string; chunk?: unknown; reason?: unknown; data?: unknown };
type Listener = (event: { data: unknown }) => void;

type PdfjsWorker = { destroy(): void };
type Pdfjs = {
  PDFWorker: { create(options: { port: LendingPort; verbosity: number }): PdfjsWorker };
};
type PdfjsReader = { WorkerMessageHandler: { initializeFromPort(port: LendingPort): void } };

/** What pdf.js' `worker` option takes, and how to be rid of it once the document is destroyed. */
export type PdfWorker = { worker: PdfjsWorker; close(): void };

/** Gives pdf.js a reading half in this thread whose answers are lent, not copied. `folder`: where pdfjs-dist lies. */
export async function startPdfWorker(folder: string, verbosity: number): Promise<PdfWorker> {
  const [{ PDFWorker }, { WorkerMessageHandler }] = await Promise.all([
    import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`).href) as Promise<Pdfjs>,
    import(pathToFileURL(`${folder}/legacy/build/pdf.worker.mjs`).href) as Promise<PdfjsReader>,
  ]);
  const port = new LendingPort();
  WorkerMessageHandler.initializeFromPort(port);
  const worker = PDFWorker.create({ port, verbosity });
  return {
    worker,
    close() {
      worker.destroy();
      port.terminate();
    },
  };
}

/**
 * Both ends of a channel between the two halves of pdf.js in one thread. pdf.js' own copies every message deeply, as if
 * it went to another thread: a twentieth of the time of reading. Here text, drawing instructions and fonts, which the
 * reading half makes for the other and does not look at again, are passed on as they are; all else is copied as there.
 */
export class LendingPort {
  #listeners = new Map<Listener, () => void>();
  #turn = Promise.resolve();

  postMessage(message: Message, transfer?: ArrayBuffer[] | null): void {
    const data = mayBeLent(message)
      ? lend(message)
      : structuredClone(message, transfer ? { transfer } : undefined);
    // A listener is heard after the sender has finished what it is doing, in the order of sending.
    this.#turn.then(() => {
      for (const listener of this.#listeners.keys()) listener.call(this, { data });
    });
  }

  addEventListener(_name: string, listener: Listener, options: { signal?: AbortSignal } | null = null): void {
    const signal = options?.signal;
    const stop = () => this.removeEventListener(_name, listener);
    signal?.addEventListener("abort", stop);
    this.#listeners.set(listener, () => signal?.removeEventListener("abort", stop));
  }

  removeEventListener(_name: string, listener: Listener): void {
    this.#listeners.get(listener)?.();
    this.#listeners.delete(listener);
  }

  terminate(): void {
    for (const forget of this.#listeners.values()) forget();
    this.#listeners.clear();
  }
}

/** Errors are copied always: the copy is what pdf.js knows how to tell apart. */
function mayBeLent({ stream, action, reason, data }: Message): boolean {
  if (reason !== undefined) return false;
  return stream !== undefined || (action === "commonobj" && Array.isArray(data) && data[1] === "Font");
}

/** The reading half empties the lists of a part once it is sent and fills them anew: they are copied, their entries not. */
function lend(message: Message): Message {
  const { chunk } = message;
  if (typeof chunk !== "object" || chunk === null) return message;
  if ("items" in chunk) return { ...message, chunk: { ...chunk } };
  if ("fnArray" in chunk && "argsArray" in chunk) {
    const { fnArray, argsArray } = chunk as { fnArray: unknown[]; argsArray: unknown[] };
    return { ...message, chunk: { ...chunk, fnArray: fnArray.slice(), argsArray: argsArray.slice() } };
  }
  return structuredClone(message);
}
