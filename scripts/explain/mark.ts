/** Runs of a text, in UTF-16 units, the end excluded. */
interface Run {
  start: number;
  end: number;
}

/** A text with runs of it between « and »; runs that overlap or touch become one. */
export function markRuns(text: string, runs: readonly Run[]): string {
  const joined: Run[] = [];
  for (const { start, end } of [...runs].sort((one, other) => one.start - other.start)) {
    if (end <= start) continue;
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  let marked = "";
  let at = 0;
  for (const { start, end } of joined) {
    marked += `${text.slice(at, start)}«${text.slice(start, end)}»`;
    at = end;
  }
  return marked + text.slice(at);
}
