import { isActionLogTitle } from "./action-log.js";
import { type Candidate, FEWEST_NUMBERED, type Heading, isCapital } from "./heading.js";
import { keyOf } from "./normalise.js";
import { readOpener } from "./openers.js";
import type { PlacedBlock } from "./reading-text.js";
import { CLEARLY, isSentence, isSubHeading, standsOver } from "./sub-headings.js";

/** Points by which type is larger, not merely measured so. */
const LARGER = 1;
/** So many numbers that come again are no slips: they are counted anew under other headings. */
const FEWEST_RETURNS = 2;

/**
 * Headings without a number that are set stronger than the numbered ones: they close an item and open another. Larger
 * type shows it anywhere. Capitals over items in small letters show it where those are counted anew under them, below the
 * last one; elsewhere they head parts of items.
 */
export function findStronger(
  blocks: readonly PlacedBlock[],
  candidates: readonly Candidate[],
  numbered: readonly Candidate[],
): Candidate[] {
  const first = numbered[0];
  const standing = numbered.filter(({ isRunIn }) => !isRunIn);
  if (first === undefined || standing.length < FEWEST_NUMBERED) return [];
  const strong = findStrong(blocks, candidates, first.block);
  const sizeOf = ({ block }: Heading) => blocks[block]?.lines[0]?.fontSize ?? 0;
  const largest = Math.max(...standing.map(sizeOf));
  const parting = standing.some(({ title }) => isCapital(title)) ? new Set() : findParting(strong, numbered);
  return strong.filter((candidate) => sizeOf(candidate) > largest + LARGER || parting.has(candidate));
}

/** Bold titles, each of which comes but once, that head what follows. */
function findStrong(
  blocks: readonly PlacedBlock[],
  candidates: readonly Candidate[],
  from: number,
): Candidate[] {
  const times = new Map<string, number>();
  for (const { title } of candidates) times.set(keyOf(title), (times.get(keyOf(title)) ?? 0) + 1);
  return candidates.filter(({ block, title, isNumbered, isStyled, isRunIn }) => {
    if (isNumbered || !isStyled || isRunIn || block < from) return false;
    const here = blocks[block] as PlacedBlock;
    return (
      times.get(keyOf(title)) === 1 &&
      !isActionLogTitle(title) &&
      here.lines.every((line) => line.isBold) &&
      readOpener(here.text) === null &&
      isSubHeading(here.text) &&
      !isSentence(title) &&
      standsOver(blocks, block, CLEARLY)
    );
  });
}

/** Those in capitals, over items in small letters, that part items. */
function findParting(strong: readonly Candidate[], numbered: readonly Candidate[]): ReadonlySet<Candidate> {
  const last = numbered.at(-1)?.block ?? 0;
  // Numbered paragraphs open items of their own only where a word says what they are ("Section 2").
  const counted = numbered.filter(({ number, isRunIn }) => !isRunIn || /\p{L}{3}/u.test(number ?? ""));
  const isCountedAnew = counted.length - new Set(counted.map(({ number }) => number)).size >= FEWEST_RETURNS;
  const capitals = strong.filter(({ title }) => isCapital(title) && title.includes(" "));
  return new Set(capitals.filter(({ block }) => isCountedAnew || block > last));
}
