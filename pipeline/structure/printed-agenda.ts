import { readOpener } from "./openers.js";
import type { PlacedBlock } from "./reading-text.js";

const HEAD_BLOCKS = 60;

/**
 * The blocks from "Agenda" to the second mention of the first number listed there: minutes that print their agenda
 * before themselves name every item twice. Empty elsewhere.
 */
export function findPrintedAgenda(blocks: readonly PlacedBlock[]): ReadonlySet<number> {
  const label = blocks
    .slice(0, HEAD_BLOCKS)
    .findIndex(({ text }) => /^(?:meeting )?agenda\s*:?$/i.test(text));
  if (label < 0) return new Set();
  const numberOf = (block: PlacedBlock) => {
    const opener = readOpener(/\p{L}/u.test(block.text.slice(-3)) ? block.text : `${block.text} Title`);
    return opener?.kind === "item" ? opener.mark.replace(/[.:)]$/, "") : null;
  };
  const first = blocks.findIndex((block, index) => index > label && numberOf(block) !== null);
  if (first < 0 || first - label > 3) return new Set();
  const number = numberOf(blocks[first] as PlacedBlock);
  const again = blocks.findIndex((block, index) => index > first && numberOf(block) === number);
  if (again < 0 || again - label > MOST_AGENDA_BLOCKS) return new Set();
  const actions = blocks.findIndex(({ text }, index) => index > first && ACTIONS.test(text));
  // Where paragraphs are numbered, a heading of their own stands above the first.
  const above = blocks[again - 1];
  const isHeaded = again - 1 > first && above?.kind === "text" && isTitle(above);
  const end = Math.min(isHeaded ? again - 1 : again, actions < 0 ? again : actions);
  return new Set(Array.from({ length: end - label }, (_, i) => label + i));
}

const isTitle = ({ text, lines }: PlacedBlock) =>
  lines.every(({ isBold }) => isBold) && readOpener(text) === null && !/[.,;:]$/.test(text);

/** What parts a printed agenda from the minutes where actions are summed up between them. */
const ACTIONS = /^(?:\w+ of )?actions?(?: \w+){0,3}:?$/i;

const MOST_AGENDA_BLOCKS = 80;
