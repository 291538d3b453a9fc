import type { PositionedText } from "../../../schemas/extraction.js";
import { ASCENT } from "../read-pdf.js";
import type { DrawnPage, OcrReading } from "./engine.js";

type Word = { text: string; x0: number; y0: number; x1: number; y1: number; confidence: number };
type HocrLine = { words: Word[]; slope: number; baseline: (x: number) => number; size: number };

// Specks, rules and signatures come back as short words without letters that the engine itself doubts.
const DOUBTED_CONFIDENCE = 40;
const HOPELESS_CONFIDENCE = 12;
const GAP_IN_SIZES = 1.1;
const SAME_SIZE_WITHIN = 0.18;

/** Turns an engine's hOCR of a drawn page into positioned texts, one for each run of words without a wide gap. */
export function readHocr(hocr: string, page: DrawnPage): OcrReading {
  const lines = parseLines(hocr);
  const skew = medianSkew(lines, page.pixelWidth);
  const scale = page.width / page.pixelWidth;
  const middle = { x: page.pixelWidth / 2, y: page.pixelHeight / 2 };
  const turned = (x: number, y: number) => {
    const [sin, cos] = [Math.sin(-skew), Math.cos(-skew)];
    const [dx, dy] = [x - middle.x, y - middle.y];
    return { x: (middle.x + dx * cos - dy * sin) * scale, y: (middle.y + dx * sin + dy * cos) * scale };
  };
  const usual = weightedMedian(lines.map(({ size, words }) => [size, words.length]));
  const texts = lines.flatMap((line) => {
    const size = Math.abs(line.size - usual) < usual * SAME_SIZE_WITHIN ? usual : line.size;
    return runsOf(line.words, size).map((words): PositionedText => {
      const first = words[0] as Word;
      const last = words.at(-1) as Word;
      const from = turned(first.x0, line.baseline(first.x0));
      const to = turned(last.x1, line.baseline(last.x1));
      const fontSize = size * scale;
      const base = (from.y + to.y) / 2;
      return {
        text: words.map(({ text }) => text).join(" "),
        box: {
          x0: hundredths(from.x),
          y0: hundredths(base - ASCENT * fontSize),
          x1: hundredths(Math.max(from.x, to.x)),
          y1: hundredths(base + (1 - ASCENT) * fontSize),
        },
        fontSize: hundredths(fontSize),
        isBold: false,
        isItalic: false,
        angle: 0,
      };
    });
  });
  const words = lines.flatMap((line) => line.words);
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const confidence =
    words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, letters);
  return {
    texts,
    confidence: Math.round(confidence * 10) / 10,
    words: words.length,
    skew: (skew * 180) / Math.PI,
  };
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
    lines.push({
      words,
      slope,
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
    if (text === "" || box.length !== 4 || confidence < HOPELESS_CONFIDENCE) continue;
    if (confidence < DOUBTED_CONFIDENCE && !/[\p{L}\p{N}]{2}/u.test(text)) continue;
    const [x0, y0, x1, y1] = box as [number, number, number, number];
    words.push({ text, x0, y0, x1, y1, confidence });
  }
  return words;
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
    if (run && before && word.x0 - before.x1 < size * GAP_IN_SIZES) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

function medianSkew(lines: readonly HocrLine[], pageWidth: number): number {
  const long = lines
    .map(({ words, slope }) => ({ slope, width: (words.at(-1) as Word).x1 - (words[0] as Word).x0 }))
    .filter(({ width }) => width > pageWidth / 5);
  return Math.atan(weightedMedian(long.map(({ slope, width }) => [slope, width])));
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
