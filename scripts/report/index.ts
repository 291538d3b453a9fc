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

/** The plots of the report in their order, each an SVG that stands by itself. */
export async function renderPlots(model: ReportModel): Promise<Plot[]> {
  const { sections } = await composeReport(model);
  return sections.flatMap(plotsOf);
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

/** Writes the report. The same model gives the same bytes: no clock, no chance, nothing read from outside. */
export async function renderReport(model: ReportModel, format: ReportFormat = "html"): Promise<string> {
  switch (format) {
    case "html":
      return writeHtml(await composeReport(model));
    case "md":
      return writeMarkdown(await composeReport(model));
    case "json":
      return writeJson(model, await composeReport(model));
  }
}
