import { unite } from "./boxes.js";
import type { SidePiece, SourceCell, SourceLine } from "./source-lines.js";

/** Some of a line's cells as words of a side column. */
export function toSidePiece(line: SourceLine, cells: readonly SourceCell[]): SidePiece {
  return { page: line.page, index: line.index, text: textOf(cells), box: boxOf(cells) };
}

/** Leaves a line with these of its cells alone; how bold it is stays as it was. */
export function keepCells(line: SourceLine, cells: SourceCell[]): void {
  line.cells = cells;
  line.text = textOf(cells);
  line.box = boxOf(cells);
}

const textOf = (cells: readonly SourceCell[]) => cells.map(({ text }) => text).join(" ");
const boxOf = (cells: readonly SourceCell[]) => unite(cells.map(({ box }) => box));
