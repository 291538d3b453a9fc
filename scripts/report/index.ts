import { composeReport } from "./compose.js";
import { writeHtml } from "./html.js";
import { writeJson } from "./json.js";
import { writeMarkdown } from "./markdown.js";
import type { ReportModel } from "./model.js";

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
