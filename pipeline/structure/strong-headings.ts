import { type Candidate, FEWEST_NUMBERED, type Heading, isCapital } from "./heading.js";
import { readOpener } from "./openers.js";
import type { PlacedBlock } from "./reading-text.js";
import { CLEARLY, isSentence, isSubHeading, standsOver } from "./sub-headings.js";

/** Points by which type is larger, not merely measured so. */
const LARGER = 1;

/** Headings without a number that are set stronger than the numbered ones: they close an item and open another. */
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
  const capitals = standing.filter(({ title }) => isCapital(title)).length;
  return candidates.filter((candidate) => {
    const { block, title, isNumbered, isStyled, isRunIn } = candidate;
    if (isNumbered || !isStyled || isRunIn || block < first.block) return false;
    const here = blocks[block] as PlacedBlock;
    const isStronger =
      sizeOf(candidate) > largest + LARGER || (capitals === 0 && isCapital(title) && title.includes(" "));
    return (
      isStronger &&
      here.lines.every((line) => line.isBold) &&
      readOpener(here.text) === null &&
      isSubHeading(here.text) &&
      !isSentence(title) &&
      standsOver(blocks, block, CLEARLY)
    );
  });
}
