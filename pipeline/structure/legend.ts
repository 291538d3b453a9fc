import type { PlacedBlock } from "./reading-text.js";

/** "GSC – Governance Sub-Committee". */
const ENTRY = /^(\p{Lu}[\p{L}&]{1,7})\s*[–—=:-]\s+(\p{Lu}.{3,80})$/u;

/**
 * Indexes of the blocks behind `lastProse` that spell out abbreviations: at least two in a row whose letters open the
 * words after them.
 */
export function findLegend(blocks: readonly PlacedBlock[], lastProse: number): ReadonlySet<number> {
  const entries = blocks.map(
    (block, index) => index > lastProse && block.kind === "text" && isEntry(block.text),
  );
  return new Set(entries.flatMap((is, i) => (is && (entries[i - 1] || entries[i + 1]) ? [i] : [])));
}

function isEntry(text: string): boolean {
  const found = ENTRY.exec(text);
  if (found === null) return false;
  const letters = (found[1] as string).replace(/[^\p{Lu}]/gu, "").toLowerCase();
  const initials = (found[2] as string).toLowerCase().match(/(?<!\p{L})\p{L}/gu) ?? [];
  let at = 0;
  for (const initial of initials) if (initial === letters[at]) at++;
  return letters.length >= 2 && at === letters.length;
}
