import type { QueueName } from "../../schemas/jobs.js";
import type { Unfinished } from "../../workers/ingest/finish.js";

const WORDS: Record<QueueName, string> = {
  extract: "reads",
  code: "codes",
  consolidate: "puts innovations together",
};

/** "3 files and 1 body". */
export function describeUnfinished({ toRead, toCode, toConsolidate }: Unfinished): string {
  const parts = [
    ...(toRead + toCode === 0 ? [] : [toRead + toCode === 1 ? "1 file" : `${toRead + toCode} files`]),
    ...(toConsolidate === 0 ? [] : [toConsolidate === 1 ? "1 body" : `${toConsolidate} bodies`]),
  ];
  return parts.join(" and ");
}

/**
 * What a command waits for that leaves the work to others: its own, and how much else waits; null where nothing does.
 */
export function describeWait(own: Unfinished, all: Unfinished): string | null {
  const others = {
    toRead: all.toRead - own.toRead,
    toCode: all.toCode - own.toCode,
    toConsolidate: all.toConsolidate - own.toConsolidate,
  };
  if (describeUnfinished(own) === "") return null;
  const rest = describeUnfinished(others);
  return `Waiting for ${describeUnfinished(own)} of this call${rest === "" ? "" : `, not for ${rest} of others`}.`;
}

/** What to do where no worker is seen that takes what waits; `mayBeHidden` where some workers cannot be seen. */
export function describeIdle(idle: readonly QueueName[], mayBeHidden: boolean): string {
  const missing =
    idle.length === Object.keys(WORDS).length ? "" : ` that ${idle.map((name) => WORDS[name]).join(" and ")}`;
  return (
    `No worker${missing} is at work on this archive, and this command only waits: start \`boardsense worker\` ` +
    `beside it, with the same settings and --data. Ctrl-C leaves the files in the queue.${mayBeHidden ? " (Workers of another login may not be seen from here.)" : ""}`
  );
}

/** Says once, on stderr, that no worker is at work, and again when that happens anew. */
export function sayWhenIdle(mayBeHidden: boolean): (idle: readonly QueueName[]) => void {
  let said = "";
  return (idle) => {
    const now = idle.join(" ");
    if (now !== said && idle.length > 0) process.stderr.write(`${describeIdle(idle, mayBeHidden)}\n`);
    said = now;
  };
}
