import type { Evidence, ShownQuote } from "../document.js";
import { showInPassage } from "../evidence.js";
import { daysOf, UNDATED } from "../half-years.js";
import type { CodedQuote, ReportModel } from "../model.js";
import { nameOrganisation, sayWhere, sqlText } from "../names.js";

/** A coded passage as it is shown: the words, where they stand, who coded them and by which rules. */
export function showCoded(model: ReportModel, coded: CodedQuote): ShownQuote {
  const probability = coded.probability === null ? null : `p = ${coded.probability.toFixed(2)}`;
  const why = [coded.coder, probability, sayRules(coded.because)].filter((part) => part !== null);
  return { ...showInPassage(coded.quote, coded.passage), where: sayWhere(model, coded), why: why.join("; ") };
}

/** The rules and remarks of a reason; a model's features with their weights are for those who ask the marts. */
function sayRules(because: string | null): string | null {
  const parts = (because ?? "").split("; ").filter((part) => part !== "" && !part.startsWith("features "));
  return parts.length === 0 ? null : parts.join("; ");
}

/** The quotes behind one count of passages. `quotes` may be fewer than `count`. */
export function passageEvidence(
  model: ReportModel,
  cell: { id: string; title: string; count: number; quotes: CodedQuote[]; sql: string; back: string },
): Evidence {
  const { quotes, ...rest } = cell;
  return {
    ...rest,
    unit: "passages",
    entries: quotes.map((coded) => ({
      at: `${coded.meetingDate ?? ""} ${coded.organisationCode} ${String(coded.page).padStart(4, "0")}`,
      label: null,
      quotes: [showCoded(model, coded)],
    })),
  };
}

/** A statement that lists all decisions on a code, in the scope of the report and, where given, narrower. */
export function listCodings(
  model: ReportModel,
  frame: string,
  code: string,
  narrower: { organisationCode?: string; halfYear?: string } = {},
): string {
  const organisationCode = narrower.organisationCode ?? model.scope.organisationCode;
  const { halfYear } = narrower;
  const [first, last] = halfYear === undefined || halfYear === UNDATED ? [null, null] : daysOf(halfYear);
  const conditions = [
    "m.is_counted",
    "c.applies",
    `c.frame = ${sqlText(frame)}`,
    `c.code = ${sqlText(code)}`,
    organisationCode === null ? null : `m.organisation_code = ${sqlText(organisationCode)}`,
    halfYear === UNDATED ? "m.meeting_date is null" : null,
    between(latest(first, model.scope.fromDate), earliest(last, model.scope.toDate)),
  ].filter((condition) => condition !== null);
  return `select m.organisation_code, m.meeting_date, c.page, c.quote, c.because from marts.codings c join marts.meetings m using (meeting_id) where ${conditions.join(" and ")} order by 1, 2, 3`;
}

function between(first: string | null, last: string | null): string | null {
  const conditions = [
    first === null ? null : `m.meeting_date >= '${first}'`,
    last === null ? null : `m.meeting_date <= '${last}'`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? null : conditions.join(" and ");
}

function latest(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a > b ? a : b;
}

function earliest(a: string | null, b: string | null): string | null {
  return a === null ? b : b === null || a < b ? a : b;
}

/** The body of a cell, or that it takes in all of them. */
export function nameBodies(model: ReportModel, organisationCode: string | null): string {
  return organisationCode === null ? "All bodies" : nameOrganisation(model, organisationCode);
}
