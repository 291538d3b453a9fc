import type { PassagePart } from "../../schemas/minutes.js";
import { isActionHeader } from "./action-log.js";
import { isAttendanceLabel } from "./attendance.js";
import { isSignature } from "./closing.js";
import { isColumnHeading } from "./columns.js";
import type { Heading } from "./heading.js";
import { hasProse, hasReport, hasSentence } from "./prose.js";
import { CELL_SEPARATOR, type PlacedBlock } from "./reading-text.js";
import { isOutcome } from "./sub-headings.js";

/** Columns of a log that follows actions up, rather than setting them. */
const FOLLOW_UP =
  /^(?:status|update|progress|position|rag|state|outcome|comments?|completed?|date raised|raised)\b/i;
const OLD_BUSINESS =
  /\baction (?:log|list|table|tracker|points)\b|\bmatters arising\b|\bminutes of\b|\bprevious (?:minutes|meeting)\b/i;

/** What the blocks before said of the parts of the minutes. */
export type State = {
  part: PassagePart;
  table: PassagePart | null;
  item: Heading | null;
  /** The item is about who was there, one of the first: later, "Attendance" is that of pupils or staff. */
  listsThosePresent: boolean;
  isClosed: boolean;
  /** White space parts what follows from the end of the last item. */
  isOver: boolean;
  isSigned: boolean;
  /** The block before was signed or named who did. */
  isSigning: boolean;
};

/** Where a row stands: behind all prose, where the minutes may report, in a table of prose. */
type RowPlace = { isAfterAll: boolean; mayReport: boolean; isAmongProse: boolean };

/** The part of the minutes that a row of a table belongs to; notes in the state in what kind of table it stands. */
export function partOfRow(
  block: PlacedBlock,
  state: State,
  { isAfterAll, mayReport, isAmongProse }: RowPlace,
): PassagePart {
  const cells = block.lines[0]?.cells ?? [];
  if (state.item !== null && isSignature(cells[0]?.text ?? "")) return "signature";
  if (state.part === "title block" && cells.some((cell) => isAttendanceLabel(cell.text)))
    state.part = "attendance";
  else if (state.item === null && mayReport && state.part !== "action log" && hasReport(block))
    state.part = "discussion";
  if (state.part !== "discussion") return state.part;
  const isHead = cells.slice(1).some(({ text }) => isColumnHeading(text));
  if (state.table !== "action log" && !isHead && isOutcome(block.text.replace(CELL_SEPARATOR, " ")))
    return "discussion";
  if (state.table === null && isActionHeader(block)) {
    const isLog =
      cells.some((cell) => FOLLOW_UP.test(cell.text)) ||
      OLD_BUSINESS.test(state.item?.title ?? "") ||
      isAfterAll;
    state.table = isLog ? "action log" : "discussion";
    return "action log";
  }
  if (state.listsThosePresent) return "attendance";
  state.table ??= "table";
  const isTold = hasProse(block) || (isAmongProse && hasSentence(block));
  return state.table === "table" && isTold ? "discussion" : state.table;
}
