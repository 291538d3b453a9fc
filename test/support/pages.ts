import { layoutPages } from "../../pipeline/extract/layout/index.js";
import type { Extraction, PositionedText, RawPage } from "../../schemas/extraction.js";

/** A line of a made-up page: its words, where it begins and stands, and its type. */
export type Printed = {
  text: string;
  x?: number;
  y: number;
  size?: number;
  bold?: boolean;
  angle?: number;
  /** Width of the text in points; by default half a type size a letter. */
  width?: number;
};

/** A page on which these lines are printed, A4 unless said otherwise. */
export function printPage(
  number: number,
  lines: readonly Printed[],
  size: [number, number] = [595, 842],
): RawPage {
  return {
    number,
    width: size[0],
    height: size[1],
    textSource: "text layer",
    ocrConfidence: null,
    hasImages: false,
    texts: lines.map(printText),
  };
}

/** The extraction of made-up pages. */
export function extractPages(pages: readonly RawPage[]): Extraction {
  return {
    extractVersion: 1,
    pageCount: pages.length,
    pages: layoutPages(pages),
    lostPages: [],
    metadata: { title: null, author: null, creator: null, producer: null, createdAt: null, modifiedAt: null },
  };
}

/** Paragraphs set one below the other, wrapped at a width in letters, with a gap between them. */
export function setParagraphs(
  paragraphs: readonly { text: string; bold?: boolean; x?: number }[],
  { top = 80, letters = 80, size = 10, step = 13, gap = 10 } = {},
): Printed[] {
  const lines: Printed[] = [];
  let y = top;
  for (const { text, bold = false, x = 60 } of paragraphs) {
    let line = "";
    const flush = () => {
      lines.push({ text: line, x, y, size, bold });
      y += step;
      line = "";
    };
    for (const word of text.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > letters) flush();
      line = line === "" ? word : `${line} ${word}`;
    }
    flush();
    y += gap;
  }
  return lines;
}

function printText({ text, x = 60, y, size = 10, bold = false, angle = 0, width }: Printed): PositionedText {
  const along = width ?? text.length * size * 0.5;
  const [w, h] = angle % 180 === 90 ? [size, along] : [along, size];
  return {
    text,
    box: { x0: x, y0: y - h, x1: x + w, y1: y },
    fontSize: size,
    isBold: bold,
    isItalic: false,
    angle,
  };
}
