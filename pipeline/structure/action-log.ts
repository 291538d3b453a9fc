import type { PlacedBlock } from "./reading-text.js";

const TITLE =
  /^(?:summary of |schedule of |table of |open |outstanding |rolling )?actions?(?:\s*(?:log|list|table|points?|plan|summary|tracker|register|sheet|schedule|arising|to be taken|taken|agreed|outstanding|items))*\s*(?:\((?:open|all|closed|ongoing)\))?:?$/i;
const ACTION_HEADER = /\b(?:actions?|task)\b/i;
const OWNER_HEADER =
  /\b(?:lead|owner|by whom|who|responsible|responsibility|due|by when|deadline|by|timescale|date due|target date|update|status)\b/i;

/** Whether a title heads a list of actions ("Action log", "Summary of actions agreed"). */
export const isActionLogTitle = (title: string) => TITLE.test(title);

/** Whether a table row heads a table of actions ("Action | Lead | By"). */
export function isActionHeader(block: PlacedBlock): boolean {
  const cells = block.lines[0]?.cells ?? [];
  return (
    cells.some((cell) => ACTION_HEADER.test(cell.text)) && cells.some((cell) => OWNER_HEADER.test(cell.text))
  );
}
