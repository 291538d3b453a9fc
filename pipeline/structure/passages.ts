import type { Passage, PassageKind, PassagePart } from "../../schemas/minutes.js";
import { unite } from "./boxes.js";
import { findClosing } from "./closing.js";
import { isTextHeading } from "./columns.js";
import type { Heading } from "./heading.js";
import { type Opener, readOpener } from "./openers.js";
import { ownerBeside } from "./owner-beside.js";
import { readOwner } from "./owners.js";
import { linesOfCell, type PlacedBlock, type ReadingText } from "./reading-text.js";
import type { SourceLine } from "./source-lines.js";
import { readSpeaker } from "./speakers.js";
import { isAction, readActionOwner, toldOwner } from "./told-actions.js";

/** Columns of an action table that say who is to act. */
const OWNER_COLUMN =
  /^(?:lead|owner|by whom|who|responsible|responsibility|action by|assigned to|for action|action owner|officer|person)s?:?$/i;
const ACTION_COLUMN = /\b(?:actions?|tasks?)\b/i;
/** A paragraph that ends like this introduces the list after it. */
const INTRODUCES = /(?:[:?]|\b(?:that|to|the following|as follows|following))$/i;

/** How many cells a table of actions has, which of them names the owner, and between which points that one stands. */
type ActionTable = {
  columns: number;
  owner: number;
  ownerLeft: number;
  lastRight: number;
  nextLeft: number;
};

/** Parts that no sub-heading of an item heads. */
const OUTSIDE: ReadonlySet<PassagePart> = new Set(["title block", "attendance", "signature", "front matter"]);

/** The passages of a meeting, in order. Headings that stand alone are no passages. */
export function buildPassages(
  reading: ReadingText,
  headings: readonly Heading[],
  subHeadings: ReadonlySet<number>,
  parts: readonly PassagePart[],
): Passage[] {
  const itemAt = new Map(headings.map((heading, item) => [heading.block, { heading, item }]));
  const passages: Passage[] = [];
  const closing = findClosing(reading.blocks);
  const isLast = closing > (headings.at(-1)?.block ?? -1);
  let item: number | null = null;
  let subHeading: string | null = null;
  let leadIn: string | null = null;
  let table: ActionTable | null = null;
  reading.blocks.forEach((block, index) => {
    const here = itemAt.get(index);
    if (here !== undefined) item = here.item;
    if (here !== undefined) subHeading = null;
    if (here !== undefined && !here.heading.isRunIn) {
      leadIn = null;
      table = null;
      return;
    }
    if (subHeadings.has(index)) {
      const mark = readOpener(block.text);
      subHeading = mark?.kind === "bullet" ? block.text.slice(mark.length) : block.text;
      leadIn = null;
      table = null;
      return;
    }
    const opener = block.isRemark ? null : readOpener(block.text);
    const start = block.start + (opener?.kind === "bullet" ? opener.length : 0);
    if (start >= block.end) return;
    const text = reading.text.slice(start, block.end);
    const part = parts[index] as PassagePart;
    if (block.kind !== "row" || headsNotes(block)) table = null;
    else if (table === null) table = readActionTable(block, part);
    if (isLast && index >= closing) subHeading = null;
    const kind = kindOf(block, opener, table !== null);
    if (kind === "paragraph") leadIn = INTRODUCES.test(text) ? text : null;
    passages.push({
      ordinal: passages.length,
      kind,
      part,
      item,
      start,
      end: block.end,
      text,
      page: block.lines[0]?.page ?? 1,
      pageEnd: block.lines.at(-1)?.page ?? 1,
      boxes: boxesOf(block.lines),
      textSource: block.lines.some((line) => line.textSource === "ocr")
        ? "ocr"
        : (block.lines[0]?.textSource ?? "text layer"),
      leadIn: OUTSIDE.has(part) ? null : ((kind === "bullet" ? leadIn : null) ?? subHeading),
      speaker:
        part === "discussion" && block.kind === "text"
          ? readSpeaker(spoken(block, opener, here?.heading ?? null))
          : null,
      actionOwner: OUTSIDE.has(part) ? null : ownerOf(block, text, table),
    });
  });
  return passages;
}

function kindOf(block: PlacedBlock, opener: Opener | null, isActionTable: boolean): PassageKind {
  if (block.isRemark) return "action row";
  if (block.kind === "row") return isActionTable ? "action row" : "table row";
  if (opener !== null && opener.kind !== "item") return "bullet";
  if (isAction(block.text)) return "action row";
  return opener === null && block.lines[0]?.isInPlainList === true && !block.isRunOn ? "bullet" : "paragraph";
}

/** What stands before the words of one who asks or answers. */
const TURN = /^(?:Q|A|Question|Answer|Response|Reply) ?\d{0,2}[.:)] +/;

/** The text without the mark or run-in heading before the first speaker could be named. */
function spoken(block: PlacedBlock, opener: Opener | null, heading: Heading | null): string {
  const text = block.text.slice(opener?.length ?? 0).replace(TURN, "");
  if (heading === null || heading.title === "" || !text.startsWith(heading.title)) return text;
  return text.slice(heading.title.length).replace(/^[\s.:–—-]+/u, "");
}

function ownerOf(block: PlacedBlock, text: string, table: ActionTable | null): string | null {
  if (block.isRemark) return toldOwner(text);
  const owner = table === null ? (readActionOwner(text) ?? ownerAtEnd(block)) : ownerInRow(block, table);
  return ownerBeside(block.lines) ?? owner;
}

/** "Action: | JB to ask | JB": whom the last short cell of a row names that tells an action. */
function ownerAtEnd(block: PlacedBlock): string | null {
  if (block.kind !== "row" || !isAction(block.text)) return null;
  const cells = block.lines[0]?.cells.slice(1).reverse() ?? [];
  const owners = cells.filter(({ text }) => text.split(" ").length <= LONGEST_OWNER_CELL);
  return owners.map(({ text }) => readOwner(text)).find((owner) => owner !== null) ?? null;
}

const LONGEST_OWNER_CELL = 4;

/** What may stand beside the heading of a column of notes. */
const NOTES_COLUMN = /^(?:items?|agenda items?|topics?|subjects?|no\.?|ref\.?|actions?(?: points?)?):?$/i;

/** Whether a row heads a table of notes ("Item | Notes"): the table of actions before it is over. */
function headsNotes(block: PlacedBlock): boolean {
  const cells = block.lines[0]?.cells ?? [];
  return (
    cells.some(({ text }) => isTextHeading(text)) &&
    cells.every(({ text }) => isTextHeading(text) || NOTES_COLUMN.test(text)) &&
    !cells.some(({ text }) => OWNER_COLUMN.test(text))
  );
}

function readActionTable(block: PlacedBlock, part: PassagePart): ActionTable | null {
  const cells = block.lines[0]?.cells ?? [];
  if (part !== "action log" && !cells.some((cell) => ACTION_COLUMN.test(cell.text))) return null;
  const owner = cells.findIndex((cell) => OWNER_COLUMN.test(cell.text));
  if (owner < 0) return null;
  return {
    columns: cells.length,
    owner,
    ownerLeft: cells[owner]?.box.x0 ?? 0,
    lastRight: cells[owner - 1]?.box.x1 ?? 0,
    nextLeft: cells[owner + 1]?.box.x0 ?? Number.POSITIVE_INFINITY,
  };
}

function ownerInRow(block: PlacedBlock, table: ActionTable): string | null {
  const cells = block.lines[0]?.cells ?? [];
  // A full row names its owner in the same cell as the heading, wherever that is centred; one with as many cells may
  // have a number more and a date less.
  const same = cells.length === table.columns ? cells[table.owner] : undefined;
  const isSame = same !== undefined && same.box.x0 >= table.lastRight && same.box.x0 < table.nextLeft;
  const owner = isSame
    ? table.owner
    : cells.findIndex(
        ({ box }) =>
          box.x0 >= table.ownerLeft - 20 && box.x0 < table.nextLeft - 5 && box.x1 > table.ownerLeft,
      );
  if (owner < 0 || OWNER_COLUMN.test(cells[owner]?.text ?? "")) return null;
  return readOwner(
    linesOfCell(block.lines, owner)
      .map(({ text }) => text)
      .join(" "),
  );
}

function boxesOf(lines: readonly SourceLine[]): Passage["boxes"] {
  const groups = new Map<string, SourceLine[]>();
  for (const line of lines) {
    const key = `${line.page}/${line.block}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()].map((group) => ({
    page: group[0]?.page ?? 1,
    box: unite(group.map((line) => line.box)),
  }));
}
