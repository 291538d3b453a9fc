import { setTimeout as sleep } from "node:timers/promises";

/** One request at a time to each host, with a gap between them. */
export interface HostTurns {
  /** Does `work` when it is the host's turn. Throws the signal's reason where it fires while waiting. */
  take<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/** Turns with `gapMs` from the end of a request to the start of the next. */
export function createHostTurns(gapMs: number): HostTurns {
  const lastTurn = new Map<string, Promise<unknown>>();
  return {
    take: (host, signal, work) => {
      const before = lastTurn.get(host);
      const turn = (async () => {
        if (before !== undefined) {
          await before.catch(() => undefined);
          await sleep(gapMs, undefined, { signal });
        }
        signal.throwIfAborted();
        return work();
      })();
      lastTurn.set(host, turn);
      return turn;
    },
  };
}
