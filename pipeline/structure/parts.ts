import type { PassagePart } from "../../schemas/minutes.js";
import { isAttendanceLabel } from "./attendance.js";
import type { Heading } from "./items.js";
import type { PlacedBlock } from "./reading-text.js";

const ACTION_LOG =
  /^(?:summary of |schedule of |table of |open |outstanding |rolling )?actions?(?:\s*(?:log|list|table|points?|plan|summary|tracker|register|sheet|schedule|arising|to be taken|taken|agreed|outstanding|items))*\s*(?:\((?:open|all|closed|ongoing)\))?:?$/i;
const ACTION_HEADER = /^(?:.*\b(?:actions?|task)\b.*)$/i;
const OWNER_HEADER =
  /\b(?:lead|owner|by whom|who|responsible|responsibility|due|by when|deadline|by|timescale|date due|target date|update|status)\b/i;
const SIGNATURE =
  /^(?:(?:signed|signature|chair(?:man|person|'s)?(?: signature)?|name|date|dated|approved by|confirmed by)\b.{0,40}(?:[._…]{4,}|_{3,})|signed(?: as a (?:true|correct)(?: and accurate)? record)?[\s:.,]*(?:chair(?:man|person)?|date)?[\s:.]*$|(?:signed|chair(?:man|person)?)\s*:?\s*$|[._…]{6,})/i;

/** The part of the minutes that each block belongs to. */
export function assignParts(blocks: readonly PlacedBlock[], headings: readonly Heading[]): PassagePart[] {
  const headingAt = new Map(headings.map((heading) => [heading.block, heading]));
  const parts: PassagePart[] = [];
  let part: PassagePart = "title block";
  let table: PassagePart | null = null;
  let isAfterHeading = false;
  blocks.forEach((block, index) => {
    const heading = headingAt.get(index);
    if (heading !== undefined) {
      isAfterHeading = true;
      part = ACTION_LOG.test(heading.title) && heading.number === null ? "action log" : "discussion";
      if (!isAfterHeading) part = "title block";
    }
    const label = block.text.split("\n")[0] ?? "";
    if (!isAfterHeading && isAttendanceLabel(label)) part = "attendance";
    if (part !== "attendance" && heading === undefined && block.kind === "text" && ACTION_LOG.test(label))
      part = "action log";
    if (SIGNATURE.test(label)) {
      parts.push("signature");
      return;
    }
    if (block.kind === "row") {
      if (part === "title block" && block.lines[0]?.cells.some((cell) => isAttendanceLabel(cell.text)))
        part = "attendance";
      table ??= isActionHeader(block) ? "action log" : "table";
      parts.push(part === "discussion" ? table : part);
      return;
    }
    table = null;
    parts.push(part);
  });
  return parts;
}

/** Whether a table row heads a table of actions ("Action | Lead | By"). */
export function isActionHeader(block: PlacedBlock): boolean {
  const cells = block.lines[0]?.cells ?? [];
  return (
    cells.some((cell) => ACTION_HEADER.test(cell.text)) && cells.some((cell) => OWNER_HEADER.test(cell.text))
  );
}
