/** A stretch of text: plain, or a link to an element of the same report. */
export type Inline = string | { text: string; to: string } | { strong: string } | { code: string };

export interface Cell {
  content: Inline[];
  /** Heads its row. */
  isHeader?: boolean;
  /** Numbers are set right, words left. */
  isText?: boolean;
  /** May be broken anywhere, as names of files must be. */
  isLong?: boolean;
}

export interface Row {
  cells: Cell[];
  /** "total" rows are set apart; "part" rows stand indented under the row above; a "group" row heads those below it. */
  kind?: "total" | "part" | "group";
}

export interface Table {
  kind: "table";
  id: string;
  /** Without its number: the renderer counts. */
  caption: string;
  columns: string[];
  rows: Row[];
  notes: Inline[][];
}

export interface Figure {
  kind: "figure";
  id: string;
  caption: string;
  /** What the plot shows, for readers who do not see it; its values stand in the table `valuesIn`. */
  alt: string;
  valuesIn: string;
  svg: string;
}

export type Block =
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; items: Inline[][] }
  | { kind: "facts"; items: { figure: Inline[]; words: string }[] }
  | { kind: "command"; text: string }
  | Table
  | Figure;

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
  sections: Section[];
  /** Begins a page of its own in print. */
  startsPage?: boolean;
  /** Shown closed, to be opened by the reader or by a link into it. */
  isFolded?: boolean;
}

/** One quote as it is shown: the words, where they stand, and why they were counted. */
export interface ShownQuote {
  /** The words of the passage before and after the quote, as many as help to read it. */
  before: string;
  quote: string;
  after: string;
  where: string;
  why: string | null;
}

/** The quotes behind one number. */
export interface Evidence {
  id: string;
  title: string;
  /** The number itself: how many things were counted. */
  count: number;
  /** What is counted: "innovations", "passages". */
  unit: string;
  /** In an order that has nothing to do with what they say; those that are shown are set in order of `at`. */
  entries: { at: string; label: string | null; quotes: ShownQuote[] }[];
  /** A statement that lists all of them, for `boardsense sql`. */
  sql: string;
  /** The table that shows the number. */
  back: string;
}

/** Numbers that are sums of others: their evidence is that of their parts. */
export interface EvidenceSum {
  id: string;
  title: string;
  count: number;
  unit: string;
  parts: { text: string; to: string }[];
  back: string;
}

export interface EvidenceChapter {
  id: string;
  title: string;
  cells: (Evidence | EvidenceSum)[];
}

/** The whole report, before it is written as HTML or Markdown. */
export interface ReportDocument {
  title: string;
  subtitle: string;
  sections: Section[];
  evidence: EvidenceChapter[];
  /** Sources and how to cite, at the end. */
  colophon: Inline[][];
}

/** A heading cell. */
export function head(text: string, to?: string): Cell {
  return { content: [to === undefined ? text : { text, to }], isHeader: true, isText: true };
}

/** A cell of words. */
export function words(...content: Inline[]): Cell {
  return { content, isText: true };
}

/** A cell of a file's name. */
export function fileName(name: string, isHeader = false): Cell {
  return { content: [name], isText: true, isLong: true, isHeader };
}

/** A cell of one number; 0 has no quotes and so no link. */
export function count(value: number, to: string | null): Cell {
  return { content: [linked(value, to)] };
}

/** A number as text, linked to what is behind it where there is something. */
export function linked(value: number, to: string | null): Inline {
  return value === 0 || to === null ? formatCount(value) : { text: formatCount(value), to };
}

/** "12,345". */
export function formatCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** "12.5%". */
export function formatPercent(value: number, digits = 1): string {
  return `${(value * 100).toFixed(digits)}%`;
}

/** "+0.25", "−0.10", "0.00", with a true minus sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
}

/** "12 files", "1 file". */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** An id that is safe in HTML, in a URL fragment and in Markdown, and different for different parts. */
export function idOf(...parts: (string | number)[]): string {
  return parts
    .map((part) =>
      String(part).replace(
        /[^A-Za-z0-9-]/g,
        (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`,
      ),
    )
    .join(".");
}
