import type { SourceCell, SourceLine } from "./source-lines.js";

/** A number set lower than its title stands at most this many type heights below it. */
const LOWER = 1.9;

/**
 * A number centred beside a title of two lines or with space below it comes after the title, alone or level with the
 * text: puts it back before the title.
 */
export function leadWithNumbers(lines: readonly SourceLine[]): SourceLine[] {
  const led: SourceLine[] = [];
  for (const line of lines) {
    const title = led.at(-1);
    const number = line.cells[0];
    if (title === undefined || number === undefined || !isLateNumber(line, number, title)) {
      led.push(line);
      continue;
    }
    title.isItemTitle = true;
    led.splice(-1, 0, {
      ...line,
      cells: [number],
      text: number.text,
      box: number.box,
      boldLead: number.text.length,
      isBold: true,
      isItemTitle: true,
    });
    if (line.cells.length > 1) led.push(withoutNumber(line, number));
  }
  return led;
}

function withoutNumber(line: SourceLine, number: SourceCell): SourceLine {
  const cells = line.cells.slice(1);
  const x0 = cells[0]?.box.x0 ?? line.box.x0;
  return {
    ...line,
    cells,
    text: cells.map((cell) => cell.text).join(" "),
    box: { ...line.box, x0 },
    boldLead: Math.max(0, line.boldLead - number.text.length - 1),
    isBold: cells.every((cell) => cell.isBold),
  };
}

function isLateNumber(line: SourceLine, number: SourceCell, title: SourceLine): boolean {
  return (
    /^\d{1,3}\.?$/.test(number.text) &&
    number.isBold &&
    line.cells[1]?.isBold !== true &&
    title.isBold &&
    title.boldLead >= title.text.length - 1 &&
    title.cells.length === 1 &&
    line.page === title.page &&
    line.block === title.block &&
    number.box.x1 < title.box.x0 &&
    line.box.y1 - title.box.y1 < LOWER * title.fontSize &&
    /^\p{Lu}/u.test(title.text)
  );
}
