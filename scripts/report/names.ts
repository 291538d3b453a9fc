import { nameDay } from "./half-years.js";
import type { FrameWords, Quote, ReportModel } from "./model.js";

/** Words of a body: its code and, where known, its name. */
export function nameOrganisation(model: ReportModel, code: string): string {
  const name = model.organisations.find((organisation) => organisation.code === code)?.name;
  return name === null || name === undefined || name === code ? code : `${code} · ${name}`;
}

/** The label of a code in its codebook, else the code itself in words. */
export function nameCode(frames: FrameWords[], frame: string, code: string): string {
  const label = frames
    .find((candidate) => candidate.frame === frame)
    ?.codes.find((candidate) => candidate.code === code)?.label;
  return label ?? code.replaceAll("_", " ");
}

/** "first letter large", for headings of words that are written small elsewhere. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where a quote stands: body, day, item, page and file. */
export function sayWhere(model: ReportModel, quote: Quote): string {
  const item = [quote.itemNumber, quote.itemTitle].filter(Boolean).join(" ");
  return [
    nameOrganisation(model, quote.organisationCode),
    nameDay(quote.meetingDate),
    item === "" ? null : `item ${item}`,
    `page ${quote.page}`,
    quote.source,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

/** "71 bodies, 793 meetings, 28 January 2010 to 29 June 2011". */
export function sayScope(model: ReportModel): string {
  const { organisationCode, fromDate, toDate } = model.scope;
  const parts = [
    organisationCode === null ? "the whole archive" : nameOrganisation(model, organisationCode),
    fromDate === null ? null : `from ${nameDay(fromDate)}`,
    toDate === null ? null : `to ${nameDay(toDate)}`,
  ];
  return parts.filter((part) => part !== null).join(", ");
}

/** A text as an SQL literal, for the statements that readers may run. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
