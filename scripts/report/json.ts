import type { Cell, ReportDocument, Section, Table } from "./document.js";
import type { ReportModel } from "./model.js";
import { STUDY } from "./published.js";

/** A table of the report as text: one list of cells a row, as the page shows them. */
export interface WrittenTable {
  id: string;
  caption: string;
  columns: string[];
  rows: string[][];
}

/**
 * What the report is made of, for machines: the study's figures, every row that it counts, and its tables as they are
 * shown. Ends with a newline.
 */
export function writeJson(model: ReportModel, document: ReportDocument): string {
  const tables = document.sections.flatMap(tablesOf).map(writeTable);
  return `${JSON.stringify({ study: STUDY, ...model, tables }, null, 1)}\n`;
}

function tablesOf(section: Section): Table[] {
  const own = section.blocks.filter((block): block is Table => block.kind === "table");
  return [...own, ...section.sections.flatMap(tablesOf)];
}

function writeTable({ id, caption, columns, rows }: Table): WrittenTable {
  return { id, caption, columns, rows: rows.map(({ cells }) => cells.map(writeCell)) };
}

function writeCell({ content }: Cell): string {
  return content
    .map((inline) => {
      if (typeof inline === "string") return inline;
      if ("to" in inline) return inline.text;
      return "strong" in inline ? inline.strong : inline.code;
    })
    .join("");
}
