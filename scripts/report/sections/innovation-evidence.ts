import { DOMAINS } from "../../../schemas/innovation.js";
import { type CountedInnovation, countsFrom, decisiveMention, groupBy, type Measure } from "../counts.js";
import type { Evidence, EvidenceChapter, EvidenceSum, ShownQuote } from "../document.js";
import { countOf, idOf } from "../document.js";
import { showInPassage } from "../evidence.js";
import { daysOf, nameDay, nameHalfYear } from "../half-years.js";
import type { InnovationMentionRow, InnovationRow, ReportModel } from "../model.js";
import { capitalise, nameOrganisation, sayWhere, sqlText } from "../names.js";

/** Mentions shown of one innovation where its body's innovations are listed. */
const MENTIONS_SHOWN = 4;

export const DATE_COLUMN: Record<Measure, string> = {
  "in use": "first_in_use",
  strict: "first_implemented_or_evaluated",
};

/** Id of the quotes behind a cell of the domain table; null as half-year or domain means the sum over them. */
export function innovationCellId(measure: Measure, domain: string | null, halfYear: string | null): string {
  return idOf("innovations", measure.replace(" ", "-"), domain ?? "all", halfYear ?? "all");
}

/** Id of the quotes behind a count of one body. */
export function innovationBodyId(measure: Measure | "not in use", organisationCode: string): string {
  return idOf("innovations", measure.replaceAll(" ", "-"), "body", organisationCode);
}

/** Quotes behind every cell of the domain table, and the cells behind every sum. */
export function chapterByDomain(
  model: ReportModel,
  measure: Measure,
  counted: CountedInnovation[],
  back: string,
): EvidenceChapter {
  const halfYears = [...new Set(counted.map(({ halfYear }) => halfYear))].sort();
  const cells: (Evidence | EvidenceSum)[] = [];
  const sums: EvidenceSum[] = [];
  for (const domain of DOMAINS) {
    const ofDomain = counted.filter(({ innovation }) => innovation.domain === domain);
    const parts: EvidenceSum["parts"] = [];
    for (const halfYear of halfYears) {
      const here = ofDomain.filter((candidate) => candidate.halfYear === halfYear);
      if (here.length === 0) continue;
      const id = innovationCellId(measure, domain, halfYear);
      parts.push({ text: `${nameHalfYear(halfYear)}: ${here.length}`, to: id });
      cells.push({
        id,
        title: `${capitalise(domain)}, ${nameHalfYear(halfYear)}, ${measure}`,
        count: here.length,
        unit: "innovations",
        entries: here.map(({ innovation }) => showInnovation(model, innovation, measure, 1)),
        sql: listInnovations(model, measure, [`domain = ${sqlText(domain)}`, inHalfYear(measure, halfYear)]),
        back,
      });
    }
    if (ofDomain.length > 0) {
      sums.push({
        id: innovationCellId(measure, domain, null),
        title: `${capitalise(domain)}, all half-years, ${measure}`,
        count: ofDomain.length,
        unit: "innovations",
        parts,
        back,
      });
    }
  }
  sums.push(...sumOverDomains(measure, counted, halfYears, back));
  return {
    id: idOf("evidence", "innovations", measure.replace(" ", "-")),
    title: `Innovations by domain and half-year, ${measure}`,
    cells: [...sums, ...cells],
  };
}

/** Sums of one half-year, of each parent, and of everything. */
function sumOverDomains(
  measure: Measure,
  counted: CountedInnovation[],
  halfYears: string[],
  back: string,
): EvidenceSum[] {
  const sums: EvidenceSum[] = [];
  const add = (
    domain: string | null,
    halfYear: string | null,
    title: string,
    rows: CountedInnovation[],
    keyOf: (row: CountedInnovation) => { text: string; to: string },
  ): void => {
    if (rows.length === 0) return;
    const parts = [...groupBy(rows, (row) => keyOf(row).to).values()].map((group) => {
      const { text, to } = keyOf(group[0] as CountedInnovation);
      return { text: `${text}: ${group.length}`, to };
    });
    const id = innovationCellId(measure, domain, halfYear);
    sums.push({ id, title: `${title}, ${measure}`, count: rows.length, unit: "innovations", parts, back });
  };
  const byDomainIn = (halfYear: string | null) => (row: CountedInnovation) => ({
    text: capitalise(row.innovation.domain),
    to: innovationCellId(measure, row.innovation.domain, halfYear),
  });
  const inOrder = [...counted].sort(
    (a, b) => DOMAINS.indexOf(a.innovation.domain) - DOMAINS.indexOf(b.innovation.domain),
  );
  add(null, null, "All domains, all half-years", inOrder, byDomainIn(null));
  for (const halfYear of halfYears) {
    const here = inOrder.filter((row) => row.halfYear === halfYear);
    add(null, halfYear, `All domains, ${nameHalfYear(halfYear)}`, here, byDomainIn(halfYear));
    for (const [parent, rows] of groupBy(here, ({ innovation }) => innovation.parentDomain)) {
      add(
        `parent-${parent}`,
        halfYear,
        `All ${parent} domains, ${nameHalfYear(halfYear)}`,
        rows,
        byDomainIn(halfYear),
      );
    }
  }
  for (const [parent, rows] of groupBy(inOrder, ({ innovation }) => innovation.parentDomain)) {
    add(`parent-${parent}`, null, `All ${parent} domains, all half-years`, rows, byDomainIn(null));
  }
  return sums;
}

/** Quotes behind the counts of each body. */
export function chapterByBody(
  model: ReportModel,
  lists: { measure: Measure | "not in use"; innovations: InnovationRow[] }[],
  back: string,
): EvidenceChapter {
  const cells: Evidence[] = [];
  for (const { code } of model.organisations) {
    for (const { measure, innovations } of lists) {
      const here = innovations.filter(({ organisationCode }) => organisationCode === code);
      if (here.length === 0) continue;
      const basis = measure === "not in use" ? "in use" : measure;
      cells.push({
        id: innovationBodyId(measure, code),
        title: `${nameOrganisation(model, code)}: ${measure}`,
        count: here.length,
        unit: "innovations",
        entries: here.map((innovation) =>
          showInnovation(model, innovation, basis, measure === "strict" ? 1 : MENTIONS_SHOWN),
        ),
        sql:
          measure === "not in use"
            ? `select * from marts.innovations where organisation_code = ${sqlText(code)} and first_in_use is null`
            : listInnovations(model, measure, [`organisation_code = ${sqlText(code)}`]),
        back,
      });
    }
  }
  return { id: "evidence.innovations.bodies", title: "Innovations by body", cells };
}

/** An innovation with the mention that makes it count and, up to `most`, others. */
export function showInnovation(
  model: ReportModel,
  innovation: InnovationRow,
  measure: Measure,
  most: number,
): Evidence["entries"][number] {
  const decisive = decisiveMention(innovation, measure);
  const others = innovation.mentions.filter((mention) => mention !== decisive);
  const shown = decisive === undefined ? [] : [decisive, ...others].slice(0, most);
  return {
    at: countsFrom(innovation, measure) ?? innovation.firstMentioned,
    label: sayInnovation(innovation, measure),
    quotes: shown.map((mention) => showMention(model, mention)),
  };
}

function sayInnovation(innovation: InnovationRow, measure: Measure): string {
  const from = countsFrom(innovation, measure);
  const facts = [
    innovation.domain,
    from === null
      ? `latest stage: ${innovation.stage}`
      : `${measure === "in use" ? "in use" : "implemented or evaluated"} from ${nameDay(from)}`,
    countOf(innovation.mentions.length, "mention"),
    innovation.inUseAtFirstMeeting ? "in use already at the body’s first meeting" : null,
  ];
  return `${innovation.label} (${facts.filter((fact) => fact !== null).join("; ")})`;
}

function showMention(model: ReportModel, mention: InnovationMentionRow): ShownQuote {
  return {
    ...showInPassage(mention.quote, mention.passage),
    where: sayWhere(model, mention),
    why: `reported as ${mention.stage}`,
  };
}

function listInnovations(model: ReportModel, measure: Measure, conditions: string[]): string {
  const { organisationCode, fromDate, toDate } = model.scope;
  const column = DATE_COLUMN[measure];
  const all = [
    ...conditions,
    organisationCode === null || conditions.some((condition) => condition.startsWith("organisation_code"))
      ? null
      : `organisation_code = ${sqlText(organisationCode)}`,
    fromDate === null ? null : `${column} >= ${sqlText(fromDate)}`,
    toDate === null ? null : `${column} <= ${sqlText(toDate)}`,
    `${column} is not null`,
  ].filter((condition) => condition !== null);
  return `select * from marts.innovations where ${all.join(" and ")}`;
}

function inHalfYear(measure: Measure, halfYear: string): string {
  const [first, last] = daysOf(halfYear);
  return `${DATE_COLUMN[measure]} between '${first}' and '${last}'`;
}
