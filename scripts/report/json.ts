import type { ReportModel } from "./model.js";
import { STUDY } from "./published.js";

/** What the report is made of, for machines: every row that it counts, and the study's figures. Ends with a newline. */
export function writeJson(model: ReportModel): string {
  return `${JSON.stringify({ study: STUDY, ...model }, null, 1)}\n`;
}
