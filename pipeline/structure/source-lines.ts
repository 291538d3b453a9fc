import type { Box, Extraction, TextSource } from "../../schemas/extraction.js";
import { isAscii, isLetterSpaced, normaliseText, rejoinLetters } from "./normalise.js";

/** A cell of a line, normalised. */
export type SourceCell = { text: string; box: Box; isBold: boolean };

/** Words of a side column with their place. */
export type SidePiece = { page: number; index: number; text: string; box: Box };

/** A body line as the structure reads it, with the way back to its page. */
export type SourceLine = {
  page: number;
  /** Index into the page's `lines`. */
  index: number;
  block: number;
  text: string;
  cells: SourceCell[];
  box: Box;
  fontSize: number;
  isBold: boolean;
  isItalic: boolean;
  boldLead: number;
  textSource: TextSource;
  /** Size and height of the line were guessed by OCR, here or before the file was made. */
  isRough: boolean;
  /** Words from a column at the side that stand level with this line ("AB", "Chief Nurse"). */
  side: SidePiece[];
  /** The line's own bullet or number was cut off as a cell of its own and has been joined to it again. */
  isHanging: boolean;
  /** Where the text begins that hangs so, in points. */
  textLeft?: number;
  /** Stands in a column of item titles beside the notes on them. */
  isItemTitle: boolean;
  /** Stands in a list whose bullets the page draws instead of writing them. */
  isInPlainList: boolean;
};

/** Words any minutes may hold, for letter-spaced headings of documents that use them nowhere else. */
const COMMON_WORDS =
  "minutes of the a meeting board held in public on at and trust nhs foundation hospital hospitals university directors part agenda private confidential unconfirmed draft present apologies attendance for council committee school governors health care services to by with action";

/** The body lines of all pages, in reading order, normalised and with letter-spaced headings rejoined. */
export function readSourceLines(extraction: Extraction): SourceLine[] {
  const lines: SourceLine[] = [];
  for (const page of extraction.pages) {
    page.lines.forEach((line, index) => {
      if (line.role !== "body") return;
      const cells = line.cells
        .map((cell) => ({ ...cell, text: normaliseText(cell.text).trim() }))
        .filter((cell) => cell.text !== "");
      if (cells.length === 0) return;
      lines.push({
        page: page.number,
        index,
        block: line.block,
        text: cells.map((cell) => cell.text).join(" "),
        cells,
        box: line.box,
        fontSize: line.fontSize,
        isBold: line.isBold,
        isItalic: line.isItalic,
        boldLead: normaliseText(line.text.slice(0, line.boldLead ?? (line.isBold ? line.text.length : 0)))
          .length,
        textSource: page.textSource,
        isRough: page.textSource === "ocr",
        side: [],
        isHanging: false,
        isItemTitle: false,
        isInPlainList: false,
      });
    });
  }
  rejoinSpacedLines(lines);
  evenOutSizes(lines);
  for (const line of lines) {
    if (!line.text.includes("  ")) continue;
    for (const cell of line.cells) cell.text = cell.text.replace(/ {2,}/g, " ");
    line.text = line.cells.map((cell) => cell.text).join(" ");
  }
  return lines;
}

/** A long line, and the share of neighbouring ones whose sizes differ before the sizes are guesses. */
const LONG_LINE = 40;
const GUESSED_SHARE = 0.2;
const DIFFERENT_SIZE = 0.8;
const FEWEST_PAIRS = 8;

/** A text layer made from a scan guesses the size of type line by line: such sizes become the usual one. */
function evenOutSizes(lines: readonly SourceLine[]): void {
  let [pairs, uneven] = [0, 0];
  for (let i = 1; i < lines.length; i++) {
    const [last, next] = [lines[i - 1] as SourceLine, lines[i] as SourceLine];
    if (last.text.length < LONG_LINE || next.text.length < LONG_LINE) continue;
    if (last.page !== next.page || last.block !== next.block) continue;
    pairs++;
    if (Math.abs(last.fontSize - next.fontSize) > DIFFERENT_SIZE) uneven++;
  }
  if (pairs < FEWEST_PAIRS || uneven < GUESSED_SHARE * pairs) return;
  const sizes = lines.map((line) => line.fontSize).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] as number;
  for (const line of lines) {
    line.isRough = true;
    if (line.fontSize > 0.6 * usual && line.fontSize < 1.5 * usual) line.fontSize = usual;
  }
}

// The same words either way; the first is several times as quick.
const ASCII_WORD = /[a-z0-9]+(?:[-'][a-z0-9]+)*/g;
const ANY_WORD = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;

/** Every word of the lines in lower case, with how often it stands whole inside a line. */
export function countWords(lines: readonly SourceLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const word of line.text.toLowerCase().match(isAscii(line.text) ? ASCII_WORD : ANY_WORD) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

function rejoinSpacedLines(lines: readonly SourceLine[]): void {
  const spaced = lines.filter((line) => isLetterSpaced(line.text));
  if (spaced.length === 0) return;
  const vocabulary = new Set([...countWords(lines).keys()].filter((word) => word.length > 1));
  for (const word of COMMON_WORDS.split(" ")) vocabulary.add(word);
  for (const line of spaced) {
    const box = line.box;
    const text = rejoinLetters(line.cells.map((cell) => cell.text).join("  "), vocabulary);
    line.cells = [{ text, box, isBold: line.isBold }];
    line.text = text;
    line.boldLead = line.isBold ? text.length : 0;
  }
}
