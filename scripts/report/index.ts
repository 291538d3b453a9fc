import { composeReport } from "./compose.js";
import type { Section } from "./document.js";
import { writeHtml } from "./html.js";
import { writeJson } from "./json.js";
import { writeMarkdown } from "./markdown.js";
import type { ReportModel } from "./model.js";

/** A plot of the report as a file of its own. */
export interface Plot {
  /** "figure-orientation.svg" */
  file: string;
  svg: string;
}

/** A report that is composed, to be written in any of its forms. */
export interface ComposedReport {
  /** The text of a form. The same model gives the same bytes: no clock, no chance, nothing read from outside. */
  write(format: ReportFormat): string;
  /** Its plots in their order, each an SVG that stands by itself. */
  plots: Plot[];
}

/** Composes the report of a model, once for all forms and plots. */
export async function openReport(model: ReportModel): Promise<ComposedReport> {
  const document = await composeReport(model);
  const write = (format: ReportFormat) => {
    switch (format) {
      case "html":
        return writeHtml(document);
      case "md":
        return writeMarkdown(document);
      case "json":
        return writeJson(model, document);
    }
  };
  return { write, plots: document.sections.flatMap(plotsOf) };
}

function plotsOf({ blocks, sections }: Section): Plot[] {
  return [
    ...blocks.flatMap((block) =>
      block.kind === "figure" ? [{ file: `${block.id}.svg`, svg: block.svg }] : [],
    ),
    ...sections.flatMap(plotsOf),
  ];
}

export const REPORT_FORMATS = ["html", "md", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The report in one form, as `openReport` writes it. */
export async function renderReport(model: ReportModel, format: ReportFormat = "html"): Promise<string> {
  return (await openReport(model)).write(format);
}
