import { nameDay } from "./half-years.js";
import type { FrameWords, Quote, ReportModel } from "./model.js";

/** Codes up to this length are people's own; longer ones are made from a name and say nothing that it does not. */
const LONGEST_OWN_CODE = 12;

/** Words of a body: its code where people gave it one, and its name where it is known. */
export function nameOrganisation(model: ReportModel, code: string): string {
  const name = nameOf(model, code);
  if (name === null || name === code) return code;
  const isAlone = model.organisations.filter((other) => other.name === name).length === 1;
  return code.length > LONGEST_OWN_CODE && isAlone ? name : `${code} · ${name}`;
}

/** Each body in few words, for the axis of a plot: its own code and what is left of its name. No two are the same. */
export function shortenOrganisations(model: ReportModel, most: number): Map<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { code } of model.organisations) {
    const name = nameOf(model, code)?.replace(/ (NHS )?(Foundation )?Trust$/, "") ?? null;
    const words = name === null ? code : code.length <= LONGEST_OWN_CODE ? `${code} · ${name}` : name;
    let label = shorten(words, most);
    for (let n = 2; taken.has(label); n++) label = `${shorten(words, most - 4)} (${n})`;
    taken.add(label);
    labels.set(code, label);
  }
  return labels;
}

function nameOf(model: ReportModel, code: string): string | null {
  return model.organisations.find((organisation) => organisation.code === code)?.name ?? null;
}

/** At most so many characters, the end left out where there are more. */
function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
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
