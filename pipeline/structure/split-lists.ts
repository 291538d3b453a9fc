import { readOpener } from "./openers.js";

/** The list marks whose successor is known: (a), (ii), (3), and E1. for items that run on in one paragraph. */
const MARK = /^\(?([a-z]|[ivx]{1,4}|[A-Z]\d{1,2}|\d{1,2}(?:\.\d{1,2})+)[.)]?$/;
const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];

/**
 * Where a list that was run together into one paragraph has to be cut: "(i) the report be received; (ii) …", "E1. …
 * E2. …". Offsets into the text, without 0. Marks must follow each other without a gap and stand after the end of an
 * entry.
 */
export function findListCuts(text: string): number[] {
  const first = readOpener(text)?.mark;
  if (first === undefined || !MARK.test(first)) return [];
  const cuts: number[] = [];
  let mark: string | null = first;
  let from = first.length;
  while (mark !== null) {
    const next = nextMark(mark);
    const at = next === null ? -1 : findMark(text, next, from);
    if (next === null || at < 0) break;
    cuts.push(at);
    mark = next;
    from = at + next.length;
  }
  return cuts;
}

function findMark(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (
      /[.;:,?!)”"'’]\s+(?:and |or )?$/.test(text.slice(0, at)) &&
      /^[.)]?\s/.test(text.slice(at + mark.length))
    )
      return at;
  }
  return -1;
}

/** The mark after this one in the same style: (b) after (a), (ii) after (i), E3. after E2. */
export function nextMark(mark: string): string | null {
  const core = MARK.exec(mark)?.[1];
  if (core === undefined) return null;
  const next = nextCore(core);
  return next === null ? null : mark.replace(core, next);
}

function nextCore(core: string): string | null {
  const counted = /^(.*?)(\d+)$/.exec(core);
  if (counted) return `${counted[1]}${Number(counted[2]) + 1}`;
  const roman = ROMAN.indexOf(core);
  // A single i, v or x may be a letter, but a list hardly ever starts with it.
  if (roman >= 0) return ROMAN[roman + 1] ?? null;
  return core === "z" ? null : String.fromCharCode(core.charCodeAt(0) + 1);
}
