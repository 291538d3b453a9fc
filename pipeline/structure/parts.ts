import type { PassagePart } from "../../schemas/minutes.js";
import { isAttendanceLabel, isAttendanceTitle } from "./attendance.js";
import type { Heading } from "./items.js";
import type { PlacedBlock } from "./reading-text.js";

const ACTION_LOG =
  /^(?:summary of |schedule of |table of |open |outstanding |rolling )?actions?(?:\s*(?:log|list|table|points?|plan|summary|tracker|register|sheet|schedule|arising|to be taken|taken|agreed|outstanding|items))*\s*(?:\((?:open|all|closed|ongoing)\))?:?$/i;
const ACTION_HEADER = /\b(?:actions?|task)\b/i;
const OWNER_HEADER =
  /\b(?:lead|owner|by whom|who|responsible|responsibility|due|by when|deadline|by|timescale|date due|target date|update|status)\b/i;
const SIGNATURE =
  /^(?:(?:signed|signature|chair(?:man|person|'s)?(?: signature)?|name|date|dated|approved by|confirmed by)\b.{0,40}(?:[._…]{4,}|_{3,})|signed(?: as a (?:true|correct)(?: and accurate)? record)?[\s:.,]*(?:chair(?:man|person)?|date)?[\s:.]*$|(?:signed|chair(?:man|person)?)\s*:?\s*$|[._…]{6,})/i;

/** Columns of a log that follows actions up, rather than setting them. */
const FOLLOW_UP =
  /^(?:status|update|progress|position|rag|state|outcome|comments?|completed?|date raised|raised)\b/i;
const OLD_BUSINESS =
  /\baction (?:log|list|table|tracker|points)\b|\bmatters arising\b|\bminutes of\b|\bprevious (?:minutes|meeting)\b/i;
const SENTENCE =
  /\b(?:was|were|had|has|have|been|is|are|would|will|received|noted|welcomed|opened|explained|declared|reported|agreed|apologised)\b/i;
/** A cell with this many words that ends like a sentence is prose in a table. */
const PROSE_WORDS = 12;

type State = { part: PassagePart; table: PassagePart | null; item: Heading | null };

/** The part of the minutes that each block belongs to. */
export function assignParts(blocks: readonly PlacedBlock[], headings: readonly Heading[]): PassagePart[] {
  const headingAt = new Map(headings.map((heading) => [heading.block, heading]));
  const lastProse = blocks.findLastIndex(
    (block) => block.kind === "text" && SENTENCE.test(block.text) && !CLOSING.test(block.text),
  );
  const state: State = { part: "title block", table: null, item: null };
  return blocks.map((block, index) => {
    const heading = headingAt.get(index);
    if (heading !== undefined) {
      state.item = heading;
      state.part = ACTION_LOG.test(heading.title) && heading.number === null ? "action log" : "discussion";
    }
    if (block.kind === "row") return partOfRow(block, state, index > lastProse);
    state.table = null;
    return partOfText(block, state, heading !== undefined);
  });
}

/** What may still follow the last discussion without being one. */
const CLOSING = /\bnext meeting\b|\bmeeting (?:closed|ended|finished)\b|^(?:signed|date|chair)\b/i;

function partOfText(block: PlacedBlock, state: State, isHeading: boolean): PassagePart {
  if (SIGNATURE.test(block.text)) return "signature";
  if (state.item === null && isAttendanceLabel(block.text)) state.part = "attendance";
  if (state.part !== "attendance" && !isHeading && ACTION_LOG.test(block.text)) state.part = "action log";
  const isList = state.item !== null && isAttendanceTitle(state.item.title) && !SENTENCE.test(block.text);
  return isList && !isHeading ? "attendance" : state.part;
}

function partOfRow(block: PlacedBlock, state: State, isAfterAll: boolean): PassagePart {
  const cells = block.lines[0]?.cells ?? [];
  if (state.part === "title block" && cells.some((cell) => isAttendanceLabel(cell.text)))
    state.part = "attendance";
  if (state.part !== "discussion") return state.part;
  if (state.table === null && isActionHeader(block)) {
    const isLog =
      cells.some((cell) => FOLLOW_UP.test(cell.text)) ||
      OLD_BUSINESS.test(state.item?.title ?? "") ||
      isAfterAll;
    state.table = isLog ? "action log" : "discussion";
    return "action log";
  }
  if (state.item !== null && isAttendanceTitle(state.item.title)) return "attendance";
  state.table ??= "table";
  return state.table === "table" && hasProse(block) ? "discussion" : state.table;
}

function hasProse(block: PlacedBlock): boolean {
  return block.text
    .split(" | ")
    .some((cell) => cell.split(" ").length >= PROSE_WORDS && /[.!?]["'”’)]*$/.test(cell));
}

/** Whether a table row heads a table of actions ("Action | Lead | By"). */
export function isActionHeader(block: PlacedBlock): boolean {
  const cells = block.lines[0]?.cells ?? [];
  return (
    cells.some((cell) => ACTION_HEADER.test(cell.text)) && cells.some((cell) => OWNER_HEADER.test(cell.text))
  );
}
