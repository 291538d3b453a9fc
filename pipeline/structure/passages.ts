import type { Passage, PassageKind, PassagePart } from "../../schemas/minutes.js";
import { unite } from "./boxes.js";
import { isColumnHeading } from "./columns.js";
import type { Heading } from "./items.js";
import { type Opener, readOpener } from "./openers.js";
import type { PlacedBlock, ReadingText } from "./reading-text.js";
import { findRemarks, tellsAction } from "./side-column.js";
import type { SourceLine } from "./source-lines.js";
import { readActionOwner, readSpeaker } from "./speakers.js";

/** Columns of an action table that say who is to act. */
const OWNER_COLUMN =
  /^(?:lead|owner|by whom|who|responsible|responsibility|action by|assigned to|for action|action owner|officer|person)s?:?$/i;
const ACTION_COLUMN = /\b(?:actions?|tasks?)\b/i;
/** A paragraph that ends like this introduces the list after it. */
const INTRODUCES = /(?::|\b(?:that|to|the following|as follows|following))$/i;

/** Where cells begin in a table of actions, and which of them names the owner. */
type ActionTable = { ownerLeft: number; nextLeft: number };

/** The passages of a meeting, in order. Headings that stand alone are no passages. */
export function buildPassages(
  reading: ReadingText,
  headings: readonly Heading[],
  subHeadings: ReadonlySet<number>,
  parts: readonly PassagePart[],
): Passage[] {
  const itemAt = new Map(headings.map((heading, item) => [heading.block, { heading, item }]));
  const passages: Passage[] = [];
  let item: number | null = null;
  let leadIn: string | null = null;
  let table: ActionTable | null = null;
  reading.blocks.forEach((block, index) => {
    const here = itemAt.get(index);
    if (here !== undefined) item = here.item;
    if (here !== undefined && !here.heading.isRunIn) {
      leadIn = null;
      table = null;
      return;
    }
    if (subHeadings.has(index)) {
      leadIn = block.text;
      table = null;
      return;
    }
    const opener = block.isRemark ? null : readOpener(block.text);
    const start = block.start + (opener?.kind === "bullet" ? opener.length : 0);
    if (start >= block.end) return;
    const text = reading.text.slice(start, block.end);
    const part = parts[index] as PassagePart;
    if (block.kind !== "row") table = null;
    else if (table === null) table = readActionTable(block);
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
      leadIn: kind === "bullet" ? leadIn : null,
      speaker:
        part === "discussion" && block.kind === "text"
          ? readSpeaker(spoken(block, opener, here?.heading ?? null))
          : null,
      actionOwner: ownerOf(block, text, table),
    });
  });
  return passages;
}

function kindOf(block: PlacedBlock, opener: Opener | null, isActionTable: boolean): PassageKind {
  if (block.isRemark) return "action row";
  if (block.kind === "row") return isActionTable ? "action row" : "table row";
  if (opener !== null && opener.kind !== "item") return "bullet";
  if (/^actions?(?:\s+\d+)?\s*[:–]/i.test(block.text)) return "action row";
  return opener === null && block.lines[0]?.isInPlainList === true && !block.isRunOn ? "bullet" : "paragraph";
}

/** The text without the mark or run-in heading before the first speaker could be named. */
function spoken(block: PlacedBlock, opener: Opener | null, heading: Heading | null): string {
  const text = block.text.slice(opener?.length ?? 0);
  if (heading === null || heading.title === "" || !text.startsWith(heading.title)) return text;
  return text.slice(heading.title.length).replace(/^[\s.:–—-]+/u, "");
}

function ownerOf(block: PlacedBlock, text: string, table: ActionTable | null): string | null {
  if (block.isRemark) return toldOwner(text);
  return ownerBeside(block) ?? (table === null ? readActionOwner(text) : ownerInRow(block, table));
}

function readActionTable(block: PlacedBlock): ActionTable | null {
  const cells = block.lines[0]?.cells ?? [];
  if (!cells.some((cell) => ACTION_COLUMN.test(cell.text))) return null;
  const owner = cells.findIndex((cell) => OWNER_COLUMN.test(cell.text));
  if (owner < 0) return null;
  return {
    ownerLeft: cells[owner]?.box.x0 ?? 0,
    nextLeft: cells[owner + 1]?.box.x0 ?? Number.POSITIVE_INFINITY,
  };
}

function ownerInRow(block: PlacedBlock, table: ActionTable): string | null {
  const cells = block.lines[0]?.cells ?? [];
  const owner = cells.find(
    (cell) =>
      cell.box.x0 >= table.ownerLeft - 20 &&
      cell.box.x0 < table.nextLeft - 5 &&
      cell.box.x1 > table.ownerLeft,
  );
  return owner === undefined || OWNER_COLUMN.test(owner.text) ? null : owner.text;
}

/** Who acts in an action told whole: "03-01 SC to visit again". */
const TOLD_ACTION = /^(?:\d[\d./-]*\s+)?([\p{Lu}][^.;:]{1,40}?)\s+(?:to|will)\s+(?!be\b)\p{Ll}/u;
const WAS_ASKED = /\s+(?:(?:is|are|was|were)\s+)?(?:asked|agreed|invited|requested|reminded)$/;
/** What is decided or done "to" some end acts by nobody's name. */
const NO_OWNER = /\b(?:approv\w+|agree\w*|decision|decid\w+|update|review)\b/i;
const LONGEST_OWNER_WORDS = 6;
/** What stands in a column of actions where there is none, or says only when. */
const NOBODY = /^(?:none|nil|n\/?a|asap|no action|ongoing|noted)\.?$/i;

function toldOwner(text: string): string | null {
  const owner = TOLD_ACTION.exec(text)?.[1]?.replace(WAS_ASKED, "");
  if (owner === undefined || NO_OWNER.test(owner)) return null;
  return owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}

/** Whom the side column beside the block names, without the column's own heading; of an action told whole, who acts. */
function ownerBeside(block: PlacedBlock): string | null {
  if (block.lines.every((line) => line.side.length === 0)) return null;
  const names = findRemarks(block.lines.flatMap((line) => line.side)).flatMap((pieces) => {
    const words = pieces.map((piece) => piece.text).filter((text) => !isColumnHeading(text));
    const text = words.join(" ");
    if (tellsAction(text)) return toldOwner(text) ?? [];
    return words.filter((word) => !NOBODY.test(word) && /\p{L}/u.test(word));
  });
  const owner = [...new Set(names)].join(" ");
  return owner === "" || owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
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
