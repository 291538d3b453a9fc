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
 * type shows it anywhere; capitals over items in small letters where those are counted anew under them, else only below
 * the last one, for above it they head parts of items.
 */
export function findStronger(
  blocks: readonly PlacedBlock[],
  candidates: readonly Candidate[],
  numbered: readonly Candidate[],
): Candidate[] {
  const first = numbered[0];
  const standing = numbered.filter(({ isRunIn }) => !isRunIn);
  if (first === undefined || standing.length < FEWEST_NUMBERED) return [];
  const sizeOf = ({ block }: Heading) => blocks[block]?.lines[0]?.fontSize ?? 0;
  const largest = Math.max(...standing.map(sizeOf));
  // Numbered paragraphs open items of their own only where a word says what they are ("Section 2").
  const counted = numbered.filter(({ number, isRunIn }) => !isRunIn || /\p{L}{3}/u.test(number ?? ""));
  const isCountedAnew = counted.length - new Set(counted.map(({ number }) => number)).size >= FEWEST_RETURNS;
  const from = isCountedAnew ? first.block : Math.max(...numbered.map(({ block }) => block));
  const isCapitalStronger = standing.every(({ title }) => !isCapital(title));
  const titles = candidates.map(({ title }) => keyOf(title));
  const returns = (title: string) => titles.indexOf(keyOf(title)) !== titles.lastIndexOf(keyOf(title));
  return candidates.filter((candidate) => {
    const { block, title, isNumbered, isStyled, isRunIn } = candidate;
    if (isNumbered || !isStyled || isRunIn || block < first.block) return false;
    const here = blocks[block] as PlacedBlock;
    const isStronger =
      sizeOf(candidate) > largest + LARGER ||
      (isCapitalStronger && block > from && isCapital(title) && title.includes(" "));
    return (
      isStronger &&
      !returns(title) &&
      !isActionLogTitle(title) &&
      here.lines.every((line) => line.isBold) &&
      readOpener(here.text) === null &&
      isSubHeading(here.text) &&
      !isSentence(title) &&
      standsOver(blocks, block, CLEARLY)
    );
  });
}
