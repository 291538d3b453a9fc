import type { PassagePart } from "../../schemas/minutes.js";
import { isActionLogTitle } from "./action-log.js";
import { isAttendanceLabel, isAttendanceTitle } from "./attendance.js";
import {
  findClosing,
  findSignOff,
  isSignature,
  isSignOff,
  namesNextMeeting,
  saysClosed,
  standsApart,
} from "./closing.js";
import { findDates } from "./dates.js";
import type { Heading } from "./heading.js";
import { findLegend } from "./legend.js";
import { keyOf } from "./normalise.js";
import { partOfRow, type State } from "./parts-of-rows.js";
import { findProseRows, hasReport, isProse, opensMeeting, reportsAct } from "./prose.js";
import type { PlacedBlock } from "./reading-text.js";
import { readSpeaker } from "./speakers.js";

/** Those present are named within so many blocks. */
const HEAD_BLOCKS = 40;
const FEWEST_REPORTS = 2;
/** "(Item 5)": where on the agenda an item stood. */
const AGENDA_REFERENCE = /^\((?:agenda )?(?:item|paper|ref(?:erence)?)\.? ?[\w./-]{1,8}\)$/i;
const NAME_IN_LIST =
  /^(?:and )?(?:Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Sir|Dame|Lady|Lord|Cllr|Councillor|Commissioner|Governor|Trustee)s?\.? \p{Lu}[\p{L}.'’-]*(?: [\p{Lu}(][\p{L}.'’()-]*){0,4}$/u;
const FEWEST_NAMES = 3;

/** Index of the last item that may list those present. */
const LAST_WITH_NAMES = 3;

/** The part of the minutes that each block belongs to. */
export function assignParts(
  blocks: readonly PlacedBlock[],
  headings: readonly Heading[],
  agenda: ReadonlySet<number> = new Set(),
): PassagePart[] {
  const headingAt = new Map(headings.map((heading) => [heading.block, heading]));
  const lastProse = blocks.findLastIndex(
    ({ kind, text }) => kind === "text" && reportsAct(text) && !CLOSING.test(text) && !isSignOff(text),
  );
  // A sentence above the list of those present still belongs to the title.
  const firstLabel = blocks.slice(0, HEAD_BLOCKS).findIndex(isAttendanceBlock);
  const beforeItems = blocks.slice(0, headings[0]?.block ?? blocks.length);
  const accounts = beforeItems.filter(
    (block, index) => index > firstLabel && (block.kind === "text" ? isProse(block) : hasReport(block)),
  );
  // One sentence is a remark in the head, unless it opens the meeting; several are minutes without an item.
  const isOpened = accounts.length >= FEWEST_REPORTS || accounts.some(({ text }) => opensMeeting(text));
  const firstReport = isOpened ? firstLabel + 1 : blocks.length;
  const state: State = {
    part: "title block",
    table: null,
    item: null,
    listsThosePresent: false,
    isClosed: false,
    isOver: false,
    isSigned: false,
    isSigning: false,
  };
  const legend = findLegend(blocks, lastProse);
  const lastHeading = headings.at(-1)?.block ?? blocks.length;
  const signOff = findSignOff(blocks, headings.at(-1)?.block ?? -1);
  const closing = findClosing(blocks);
  const lastSpeaker = blocks.findLastIndex(
    ({ kind, text }, index) =>
      kind === "text" && index >= blocks.length - MOST_NOTICES && readSpeaker(text) !== null,
  );
  const amongProse = findProseRows(blocks);
  const titleTexts = new Set<string>();
  return blocks.map((block, index) => {
    if (agenda.has(index)) return "front matter";
    if (block.isRemark) return state.part;
    if (legend.has(index)) return "front matter";
    if (index >= signOff) return "signature";
    const heading = headingAt.get(index);
    if (heading !== undefined) {
      state.item = heading;
      const isEarly = heading.block <= (headings[LAST_WITH_NAMES]?.block ?? heading.block);
      state.listsThosePresent = isEarly && isAttendanceTitle(heading.title);
      state.part = isActionLogTitle(heading.title) && heading.number === null ? "action log" : "discussion";
    }
    const mayClose = index > lastProse || (state.isClosed && index > lastHeading);
    const part =
      mayClose && heading === undefined && isSignOff(block.text)
        ? "signature"
        : block.kind === "row"
          ? partOfRow(block, state, {
              isAfterAll: index > lastProse,
              mayReport: index >= firstReport,
              isAmongProse: amongProse.has(index),
            })
          : partOfText(block, state, heading !== undefined, index >= firstReport);
    if (part === "title block" && index < MOST_TITLE_BLOCKS)
      for (const text of textsOf(block)) titleTexts.add(text);
    else if (heading === undefined && part === "discussion" && isRepeated(block, titleTexts))
      return "front matter";
    state.isOver ||=
      closing >= 0 &&
      index > Math.max(lastHeading, closing, lastSpeaker) &&
      blocks.length - index <= MOST_NOTICES &&
      standsApart(blocks[index - 1], block, NOTICE_GAP);
    if (state.isOver && part === "discussion" && !belongsToEnd(block)) return "front matter";
    state.isClosed ||= closing >= 0 && index >= closing;
    const isSigner =
      state.isSigning &&
      index > lastProse &&
      heading === undefined &&
      part === "discussion" &&
      namesSigner(block);
    state.isSigning = (part === "signature" && /\p{L}/u.test(block.text)) || isSigner;
    if (isSigner) return "signature";
    state.isSigned ||= state.isClosed && part === "signature";
    return state.isSigned && part !== "signature" ? afterSignature(part) : part;
  });
}

/** A title of at least so many letters that returns on a later page is a head that stands too low to be found as one. */
const FEWEST_TITLE_LETTERS = 8;
const LONGEST_TITLE = 100;
const MOST_TITLE_BLOCKS = 15;
const textsOf = (block: PlacedBlock) =>
  [block.text, ...block.lines.flatMap((line) => line.cells.map((cell) => cell.text))].map(keyOf);

function isRepeated(block: PlacedBlock, titles: ReadonlySet<string>): boolean {
  if (block.kind !== "text" || block.text.length > LONGEST_TITLE) return false;
  const key = keyOf(block.text);
  return key.length >= FEWEST_TITLE_LETTERS && titles.has(key);
}

/** Notices after the meeting was closed ("This document can be had in large print") are few. */
const MOST_NOTICES = 12;
/** White space before a notice, in type heights. */
const NOTICE_GAP = 1.5;

/** What may follow the close of the last item: that it closed, when and where those present meet again. */
function belongsToEnd(block: PlacedBlock): boolean {
  return saysClosed(block.text) || namesNextMeeting(block.text) || findDates(block.text).length > 0;
}

/** Who signed, below the line: a name or an office. */
const namesSigner = ({ kind, text }: PlacedBlock) =>
  kind === "text" &&
  text.split(" ").length <= LONGEST_SIGNER &&
  /^\p{Lu}/u.test(text) &&
  !/\d|[.?!:]$/.test(text) &&
  !reportsAct(text) &&
  !isActionLogTitle(text);
const LONGEST_SIGNER = 8;

/** What comes after the chair has signed is an appendix. */
const afterSignature = (part: PassagePart): PassagePart => (part === "action log" ? part : "front matter");

/** What may still follow the last discussion without being one. */
const CLOSING = /\bnext meeting\b|\bmeeting (?:closed|ended|finished)\b|^(?:signed|date|chair)\b/i;

function partOfText(block: PlacedBlock, state: State, isHeading: boolean, mayReport: boolean): PassagePart {
  state.table = null;
  if (isSignature(block.text)) return "signature";
  if (!isHeading && (AGENDA_REFERENCE.test(block.text) || !/\p{L}/u.test(block.text))) return "front matter";
  if (state.item === null && state.part !== "discussion" && isAttendanceLabel(block.text))
    state.part = "attendance";
  else if (state.item === null && mayReport && isProse(block) && !goesOnAction(block, state))
    state.part = "discussion";
  if (state.part === "discussion" && isListOfNames(block.text)) return "attendance";
  // "Action" alone may stand above the column beside those present.
  const isLabelled = state.part !== "attendance" || block.text.includes(" ");
  if (isLabelled && !isHeading && isActionLogTitle(block.text)) state.part = "action log";
  if (!isHeading && state.part === "action log" && BACK_MATTER.test(block.text)) state.part = "front matter";
  const isList = state.listsThosePresent && !reportsAct(block.text);
  return isList && !isHeading ? "attendance" : state.part;
}

/** What may stand behind a list of actions and is none. */
const BACK_MATTER =
  /^(?:glossary|abbreviations|acronyms|appendix|appendices|annex|(?:register|record) of attendance|attendance (?:register|record))\b/i;

/** What wraps within a list of actions printed before the minutes goes on in small letters. */
const goesOnAction = (block: PlacedBlock, state: State) =>
  state.part === "action log" && /^\p{Ll}/u.test(block.text);

const isAttendanceBlock = (block: PlacedBlock) =>
  block.lines[0]?.cells.some((cell) => isAttendanceLabel(cell.text)) === true;

/** Names and nothing else, as in the record of a vote. */
function isListOfNames(text: string): boolean {
  const names = text.split(/,\s*|;\s*|\s+and\s+(?=\p{Lu})/u).filter((name) => !/^[A-Z]{2,4}\.?$/.test(name));
  return (
    names.length >= FEWEST_NAMES && names.every((name) => NAME_IN_LIST.test(name.trim().replace(/\.$/, "")))
  );
}
