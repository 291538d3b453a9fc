import type { Meeting } from "../../schemas/minutes.js";
import { type SourcePassage, toWords } from "./source-text.js";

/** How much of a source's words stand in a text in the same order: the longest common run of both, in words. */
export function wordsInOrder(source: readonly string[], found: readonly string[]): number {
  return source.length === 0 ? 1 : longestCommon(source, found) / source.length;
}

export type Recovery = { total: number; recovered: number; misses: { text: string; because: string }[] };

/** Which source passages came back as exactly one passage under the right item. */
export function recoverPassages(source: readonly SourcePassage[], meeting: Meeting, tolerance = 0): Recovery {
  const byText = new Map<string, number[]>();
  const keys = meeting.passages.map((passage) => key(passage.text));
  for (const [index, text] of keys.entries()) byText.set(text, [...(byText.get(text) ?? []), index]);
  const used = new Set<number>();
  const misses: Recovery["misses"] = [];
  let total = 0;
  for (const { text, heading } of source) {
    if (key(text) === "") continue;
    total++;
    const candidates = (byText.get(key(text)) ?? nearly(keys, key(text), tolerance)).filter(
      (index) => !used.has(index),
    );
    const right = candidates.find((index) => isUnder(meeting, index, heading));
    if (right !== undefined) used.add(right);
    else misses.push({ text, because: why(meeting, keys, candidates, text, heading) });
  }
  return { total, recovered: total - misses.length, misses };
}

const key = (text: string) => toWords(text).join("");

function isUnder(meeting: Meeting, index: number, heading: string | null): boolean {
  const item = meeting.items[meeting.passages[index]?.item ?? -1];
  if (heading === null || item === undefined)
    return heading === null || meeting.passages[index]?.part !== "discussion";
  const found = key(`${item.number ?? ""} ${item.title}`);
  const wanted = key(heading);
  return found === wanted || wanted.startsWith(found) || found.startsWith(wanted);
}

function why(
  meeting: Meeting,
  keys: readonly string[],
  candidates: readonly number[],
  text: string,
  heading: string | null,
): string {
  const found = meeting.passages[candidates[0] ?? -1];
  if (found !== undefined) {
    const item = meeting.items[found.item ?? -1];
    return `under "${item?.number ?? ""} ${item?.title ?? "no item"}" instead of "${heading ?? "no item"}"`;
  }
  const holder = keys.find((each) => each.includes(key(text)));
  if (holder !== undefined) return "inside a longer passage";
  const piece = meeting.passages.find(
    (passage) => key(passage.text).length > 8 && key(text).includes(key(passage.text)),
  );
  return piece === undefined ? "not found" : `cut, at "${piece.text.slice(-40)}"`;
}

/** Passages that OCR read with a few wrong letters. */
function nearly(keys: readonly string[], wanted: string, tolerance: number): number[] {
  if (tolerance === 0) return [];
  return keys.flatMap((each, index) => {
    if (Math.abs(each.length - wanted.length) > tolerance * wanted.length + 2) return [];
    const common = longestCommon([...wanted], [...each]);
    return common >= (1 - tolerance) * wanted.length - 1 ? [index] : [];
  });
}

/** Length of the longest common subsequence (Myers' greedy algorithm: fast where both are nearly the same). */
function longestCommon<T>(a: readonly T[], b: readonly T[]): number {
  const most = a.length + b.length;
  const furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= most; distance++) {
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const down = furthest.get(diagonal + 1) ?? -1;
      const right = (furthest.get(diagonal - 1) ?? -1) + 1;
      let x = diagonal === -distance || (diagonal !== distance && right - 1 < down) ? down : right;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return (most - distance) / 2;
    }
  }
  return 0;
}
