import { z } from "zod";

/**
 * A rectangle on a page as it is displayed (after rotation): PDF points, origin at the top left,
 * x to the right, y downwards; x0 <= x1 and y0 <= y1.
 */
export const Box = z.strictObject({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
export type Box = z.infer<typeof Box>;

/** One run of text as the PDF (or the OCR engine) placed it, before any layout. */
export const PositionedText = z.strictObject({
  text: z.string(),
  box: Box,
  /** Height of the type in PDF points. */
  fontSize: z.number(),
  isBold: z.boolean(),
  isItalic: z.boolean(),
  /** Direction of reading in degrees clockwise as displayed: 0 for ordinary text. */
  angle: z.number(),
});
export type PositionedText = z.infer<typeof PositionedText>;

/** Where the text of a page came from. */
export const TextSource = z.enum(["text layer", "ocr", "none"]);
export type TextSource = z.infer<typeof TextSource>;

/** One page as read, before layout: what a text layer or an OCR engine gives. */
export const RawPage = z.strictObject({
  /** The PDF page, counted from 1. */
  number: z.int().min(1),
  width: z.number(),
  height: z.number(),
  textSource: TextSource,
  /** Mean word confidence of OCR, 0-100; null where no OCR was used. */
  ocrConfidence: z.number().nullable(),
  hasImages: z.boolean(),
  texts: z.array(PositionedText),
});
export type RawPage = z.infer<typeof RawPage>;

/** What a line is on its page. Everything but `body` is kept, shown and never coded. */
export const LineRole = z.enum(["body", "running head", "footer", "page number", "watermark", "margin"]);
export type LineRole = z.infer<typeof LineRole>;

/** A stretch of a line between wide gaps: a table cell, a column entry, or the whole line. */
export const Cell = z.strictObject({ text: z.string(), box: Box, isBold: z.boolean() });
export type Cell = z.infer<typeof Cell>;

/** One line in reading order. `text` is its cells joined by a tab. */
export const Line = z.strictObject({
  text: z.string(),
  box: Box,
  fontSize: z.number(),
  isBold: z.boolean(),
  isItalic: z.boolean(),
  /** How many UTF-16 units of `text`, from its start, are set in bold: a heading that runs on into its paragraph. */
  boldLead: z.int().min(0).optional(),
  role: LineRole,
  cells: z.array(Cell).min(1),
  /** Column or table block in which the line was read, counted from 0 down the page. */
  block: z.int().min(0),
});
export type Line = z.infer<typeof Line>;

export const Page = RawPage.omit({ texts: true }).extend({ lines: z.array(Line) });
export type Page = z.infer<typeof Page>;

/** A page that could not be read although others could. */
export const LostPage = z.strictObject({ page: z.int().min(1), reason: z.string() });
export type LostPage = z.infer<typeof LostPage>;

/** What the PDF says of itself; kept, never trusted for the date of a meeting. */
export const PdfMetadata = z.strictObject({
  title: z.string().nullable(),
  author: z.string().nullable(),
  creator: z.string().nullable(),
  producer: z.string().nullable(),
  createdAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
});
export type PdfMetadata = z.infer<typeof PdfMetadata>;

/** The answer of `extract`: everything on the pages, in reading order, nothing cleaned away. */
export const Extraction = z.strictObject({
  extractVersion: z.int(),
  pageCount: z.int().min(0),
  pages: z.array(Page),
  lostPages: z.array(LostPage),
  metadata: PdfMetadata,
});
export type Extraction = z.infer<typeof Extraction>;
