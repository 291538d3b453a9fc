import type { PositionedText } from "../../../schemas/extraction.js";
import { ASCENT } from "../read-pdf.js";
import type { DrawnPage, OcrReading } from "./engine.js";
import { strokeWidth } from "./ink.js";

type Word = {
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  confidence: number;
  isBold: boolean;
};
type HocrLine = { words: Word[]; baseline: (x: number) => number; size: number };

// Specks, rules and signatures come back as short words that the engine itself doubts.
const DOUBTED_CONFIDENCE = 30;
const READ_WELL = 60;
const GAP_IN_SIZES = 1.1;
const SAME_SIZE_WITHIN = 0.18;
// Bold strokes are half as wide again as plain ones, and more.
const BOLD_STROKES = 1.3;
const FEWEST_WORDS_TO_COMPARE = 20;

/**
 * Turns an engine's hOCR of a drawn page into positioned texts, one for each run of words without a wide gap or a
 * change of weight. Weight is told from the ink; dots and stars that open a line become bullets.
 */
export function readHocr(hocr: string, page: DrawnPage): OcrReading {
  const lines = parseLines(hocr);
  markBold(lines, page);
  const scale = page.width / page.pixelWidth;
  const usual = weightedMedian(lines.map(({ size, words }) => [size, words.length]));
  const texts = lines.flatMap((line) => {
    const size = Math.abs(line.size - usual) < usual * SAME_SIZE_WITHIN ? usual : line.size;
    return runsOf(line.words, size).map((words): PositionedText => {
      const first = words[0] as Word;
      const last = words.at(-1) as Word;
      const fontSize = size * scale;
      const base = line.baseline((first.x0 + last.x1) / 2) * scale;
      return {
        text: words.map(({ text }) => text).join(" "),
        box: {
          x0: hundredths(first.x0 * scale),
          y0: hundredths(base - ASCENT * fontSize),
          x1: hundredths(last.x1 * scale),
          y1: hundredths(base + (1 - ASCENT) * fontSize),
        },
        fontSize: hundredths(fontSize),
        isBold: first.isBold,
        isItalic: false,
        angle: 0,
      };
    });
  });
  const words = lines.flatMap((line) => line.words);
  return { texts, confidence: Math.round(meanConfidence(words) * 10) / 10, words: words.length };
}

function markBold(lines: readonly HocrLine[], { ink }: DrawnPage): void {
  const measured = lines.flatMap(({ words, size }) =>
    words
      .filter(({ text }) => /[\p{L}\p{N}]{2}/u.test(text))
      .map((word) => ({ word, stroke: strokeWidth(ink, word) / size })),
  );
  if (measured.length < FEWEST_WORDS_TO_COMPARE) return;
  const plain = weightedMedian(measured.map(({ word, stroke }) => [stroke, word.text.length]));
  const judged = new Map(measured.map(({ word, stroke }) => [word, stroke > plain * BOLD_STROKES]));
  for (const { words } of lines) {
    words.forEach((word, index) => {
      // Too short to tell by itself: as the words beside it.
      const beside = [words[index - 1], words[index + 1]].map((other) => other && judged.get(other));
      word.isBold = judged.get(word) ?? beside.find((isBold) => isBold !== undefined) ?? false;
    });
    smoothBold(words);
  }
}

/** A single word between two of one weight has their weight: strokes of "ill" and "I" say little. */
function smoothBold(words: Word[]): void {
  words.forEach((word, index) => {
    const before = words[index - 1]?.isBold;
    const after = words[index + 1]?.isBold;
    if (before !== undefined && before === after) word.isBold = before;
  });
}

function parseLines(hocr: string): HocrLine[] {
  const lines: HocrLine[] = [];
  for (const part of hocr.split(/<span class=['"]ocr_(?:line|header|caption|textfloat)['"]/).slice(1)) {
    const title = /title=(["'])(.*?)\1/s.exec(part)?.[2] ?? "";
    const box = numbers(title, "bbox");
    if (box.length !== 4) continue;
    const [slope = 0, offset = 0] = numbers(title, "baseline");
    const [left, , , bottom] = box as [number, number, number, number];
    const words = parseWords(part);
    if (words.length === 0) continue;
    markBullet(words, numbers(title, "x_size")[0] ?? bottom - (box[1] as number));
    lines.push({
      words,
      baseline: (x) => bottom + offset + slope * (x - left),
      size: numbers(title, "x_size")[0] ?? bottom - (box[1] as number),
    });
  }
  return lines;
}

function parseWords(line: string): Word[] {
  const words: Word[] = [];
  for (const match of line.matchAll(
    /<span class=['"]ocrx_word['"][^>]*?title=(["'])(.*?)\1[^>]*>(.*?)<\/span>/gs,
  )) {
    const box = numbers(match[2] as string, "bbox");
    const confidence = numbers(match[2] as string, "x_wconf")[0] ?? 0;
    const text = unescapeXml((match[3] as string).replace(/<[^>]*>/g, "")).trim();
    if (text === "" || box.length !== 4) continue;
    const [x0, y0, x1, y1] = box as [number, number, number, number];
    words.push({ text, x0, y0, x1, y1, confidence, isBold: false });
  }
  // In a line that is read well, a doubtful word is a word; alone or among its like it is dirt.
  const isReadWell = meanConfidence(words) >= READ_WELL;
  return words.filter(
    ({ text, confidence }, index) =>
      confidence >= DOUBTED_CONFIDENCE || index === 0 || (isReadWell && /[\p{L}\p{N}]/u.test(text)),
  );
}

function meanConfidence(words: readonly Word[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, letters);
}

/** Engines take bullets for all kinds of small signs: a lone one before the first word of a line is one. */
function markBullet(words: Word[], size: number): void {
  const [first, second] = words;
  if (!first || !second || [...first.text].length > 2 || second.x0 - first.x1 < size * 0.25) return;
  const isSmall = first.x1 - first.x0 < size * 0.6 && first.y1 - first.y0 < size * 0.6;
  const isSign = /^[«»¢*+°·•●▪■◦○©®¤~><-]{1,2}$/.test(first.text);
  if (isSign || (isSmall && /^[.,'"eoa©@]{1,2}$/.test(first.text))) first.text = "•";
}

function numbers(title: string, key: string): number[] {
  const found = new RegExp(`(?:^|;)\\s*${key}\\s+([-0-9. e]+)`).exec(title)?.[1];
  return found === undefined ? [] : found.trim().split(/\s+/).map(Number).filter(Number.isFinite);
}

/** The words of a line cut where the gap is wide: other columns, cells, the number before a heading. */
function runsOf(words: readonly Word[], size: number): Word[][] {
  const runs: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.x0 - b.x0)) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const isNear = before !== undefined && word.x0 - before.x1 < size * GAP_IN_SIZES;
    if (run && isNear && before.isBold === word.isBold) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

function weightedMedian(values: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = [...values].sort((a, b) => a[0] - b[0]);
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2;
  let passed = 0;
  for (const [value, weight] of sorted) {
    passed += weight;
    if (passed >= half) return value;
  }
  return 0;
}

function unescapeXml(text: string): string {
  const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return names[name] ?? whole;
  });
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
