import { isCapital } from "./heading.js";
import { readOpener } from "./openers.js";
import { tellsAction } from "./side-column.js";
import { keepCells, toSidePiece } from "./side-pieces.js";
import type { SourceLine } from "./source-lines.js";

/** Where the paper on an item is found: "Enc A", "Paper 3", "TB10/02", "Verbal". */
const PAPER =
  /^\(?(?:enc(?:losure|l)?|paper|app(?:endix)?|att(?:achment)?|annex|item|doc(?:ument)?|ref)\b\.?(?: ?[A-Z0-9][\w./-]{0,7})?\)?$|^\(?(?:verbal|oral)(?: (?:report|update))?\)?$/i;
const CODE = /^\(?[A-Z]{1,5}[ /-]?\d[\dA-Z./-]{0,10}\)?$/;
/** Whether words say where a paper is found. */
export const isReference = (text: string) => PAPER.test(text) || CODE.test(text);

/** A number and a title, or both in one cell, stand before it. */
const MOST_CELLS = 3;

/**
 * Puts the reference to a paper at the right of an item's title aside, so that the title is no row of a table. Works on
 * the lines in place.
 */
export function setReferencesAside(lines: readonly SourceLine[]): void {
  lines.forEach((line, index) => {
    const reference = line.cells.at(-1);
    if (reference === undefined || line.cells.length < 2 || line.cells.length > MOST_CELLS) return;
    if (!isReference(reference.text) || !isTitled(line, reference.text, lines[index + 1])) return;
    line.side.push(toSidePiece(line, [reference]));
    keepCells(line, line.cells.slice(0, -1));
    line.isBold = line.cells.every(({ isBold }) => isBold);
    line.boldLead = Math.min(line.boldLead, line.text.length);
  });
}

/** Whether what stands before the reference is a title: numbered, or set as one and not the head of a table. */
function isTitled(line: SourceLine, reference: string, next: SourceLine | undefined): boolean {
  const cells = line.cells.slice(0, -1);
  const title = cells.map(({ text }) => text).join(" ");
  if (!/\p{L}{3}/u.test(title) || tellsAction(title)) return false;
  const isSet = cells.every(({ isBold }) => isBold) || isCapital(title);
  if (readOpener(title)?.kind === "item") return isSet || PAPER.test(reference);
  return isSet && cells.length === 1 && !headsTable(next);
}

/** Whether a table goes on in the next line: then the line before it is its head. */
const headsTable = (next: SourceLine | undefined) =>
  next !== undefined && next.cells.length > 1 && !isReference(next.cells.at(-1)?.text ?? "");
