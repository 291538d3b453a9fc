import { SingleBar } from "cli-progress";

/** Shows how far a long command has come, on stderr: a bar on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

/** Elsewhere than on a terminal a line is written at most this often. */
const PLAIN_INTERVAL_MS = 5_000;

/** Starts a progress display over `total` things called `unit`. Nothing is shown where `isQuiet`. */
export function startProgress(options: { total: number; unit: string; isQuiet: boolean }): Progress {
  if (options.isQuiet || options.total === 0) return { update: () => {}, stop: () => {} };
  return process.stderr.isTTY
    ? startBar(options.total, options.unit)
    : startPlainLines(options.total, options.unit);
}

function startBar(total: number, unit: string): Progress {
  const startedAt = Date.now();
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {value}/{total} ${unit} · {rate}/s · ETA {eta_formatted} {note}`,
    hideCursor: true,
    clearOnComplete: false,
    barsize: 24,
    etaBuffer: 50,
  });
  bar.start(total, 0, { rate: "0.0", note: "" });
  return {
    update: (done, note = "") => bar.update(done, { rate: rate(done, startedAt), note }),
    stop: () => bar.stop(),
  };
}

function startPlainLines(total: number, unit: string): Progress {
  const startedAt = Date.now();
  let writtenAt = startedAt;
  let shown = -1;
  return {
    update: (done) => {
      const now = Date.now();
      const isLast = done >= total;
      if (done === shown || (!isLast && now - writtenAt < PLAIN_INTERVAL_MS)) return;
      writtenAt = now;
      shown = done;
      const perSecond = done / Math.max((now - startedAt) / 1000, 0.001);
      const left = done === 0 ? "unknown" : `${Math.ceil((total - done) / perSecond)} s`;
      process.stderr.write(`${done}/${total} ${unit}, ${perSecond.toFixed(1)}/s, ETA ${left}\n`);
    },
    stop: () => {},
  };
}

function rate(done: number, startedAt: number): string {
  return (done / Math.max((Date.now() - startedAt) / 1000, 0.001)).toFixed(1);
}
