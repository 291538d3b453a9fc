import { DOMAINS, type Domain, PARENT_DOMAINS, PARENT_OF_DOMAIN } from "../../../schemas/innovation.js";
import {
  type CountedInnovation,
  countInnovations,
  groupBy,
  halfYearsRead,
  type Measure,
  notInUse,
} from "../counts.js";
import {
  type Block,
  type Cell,
  count,
  formatPercent,
  head,
  type Inline,
  idOf,
  linked,
  type Row,
  type Table,
} from "../document.js";
import { sayChoice, sayErrorRate, shortErrorRate } from "../error-rates.js";
import { halfYearOf, nameHalfYear, shortHalfYear } from "../half-years.js";
import { type Share, shareOf } from "../intervals.js";
import type { InnovationRow, ReportModel } from "../model.js";
import { capitalise, nameOrganisation } from "../names.js";
import { plotDomains, plotShareOverTime } from "../plots.js";
import { chapterByBody, chapterByDomain, innovationBodyId, innovationCellId } from "./innovation-evidence.js";
import type { Part } from "./part.js";
import { tabulateStudy } from "./study.js";

/** Half-years side by side in one table: more would not fit on A4. */
const COLUMNS_A_TABLE = 6;

type Counted = Record<Measure, CountedInnovation[]>;

/** Innovations: the study's table, by domain and half-year, the share of safety, and by body. */
export async function composeInnovations(model: ReportModel): Promise<Part> {
  const counted: Counted = {
    "in use": countInnovations(model.innovations, "in use", model.scope),
    strict: countInnovations(model.innovations, "strict", model.scope),
  };
  const waiting = notInUse(model.innovations, model.scope);
  const halfYears = halfYearsRead(model.meetings);
  const innovationsOf = (measure: Measure): InnovationRow[] =>
    counted[measure].map(({ innovation }) => innovation);
  return {
    section: {
      id: "innovations",
      title: "Innovations",
      blocks: [describeErrors(model), tabulateStudy(model, counted, halfYears)],
      sections: [
        {
          id: "innovations-by-domain",
          title: "By domain and half-year",
          blocks: await composeByDomain(model, counted, halfYears),
          sections: [],
        },
        {
          id: "innovations-safety",
          title: "The share of safety",
          blocks: await composeSafety(counted["in use"], halfYears),
          sections: [],
        },
        {
          id: "innovations-by-body",
          title: "By body",
          blocks: [tabulateBodies(model, counted, waiting)],
          sections: [],
        },
      ],
    },
    evidence: [
      chapterByDomain(model, "in use", counted["in use"], "innovations-by-domain"),
      chapterByDomain(model, "strict", counted.strict, "innovations-by-domain"),
      chapterByBody(
        model,
        [
          { measure: "in use", innovations: innovationsOf("in use") },
          { measure: "strict", innovations: innovationsOf("strict") },
          { measure: "not in use", innovations: waiting },
        ],
        "table-bodies",
      ),
    ],
  };
}

function describeErrors({ errorRates }: ReportModel): Block {
  return {
    kind: "paragraph",
    content: [
      "An innovation is the intentional introduction of something new to the body that reports it and meant to bring a significant benefit; told again at later meetings, it is still one. ",
      errorRates === null
        ? "How often the machine errs in finding innovations was not measured here."
        : `Passages that report an innovation were found with ${sayErrorRate(errorRates, "mention")}; ${sayChoice(errorRates, "stage")}, ${sayChoice(errorRates, "domain")}. Errors of grouping the mentions come on top.`,
    ],
  };
}

async function composeByDomain(model: ReportModel, counted: Counted, halfYears: string[]): Promise<Block[]> {
  if (halfYears.length === 0) return [{ kind: "paragraph", content: ["No dated minutes were read."] }];
  const tables = chunk(halfYears, COLUMNS_A_TABLE).map((columns, n, all) =>
    tabulateDomains(model, counted, columns, n, all.length),
  );
  const bars = DOMAINS.flatMap((domain) =>
    halfYears.map((halfYear) => ({
      domain,
      halfYear: shortHalfYear(halfYear),
      inUse: countCell(counted["in use"], domain, halfYear),
      strict: countCell(counted.strict, domain, halfYear),
    })),
  );
  return [
    {
      kind: "figure",
      id: "figure-domains",
      caption:
        "Innovations by domain and half-year. Pale bars: in use; dark bars: strict (implemented or evaluated only). All charts have the same scale.",
      alt: `Seven small bar charts, one a domain. ${DOMAINS.map((domain) => `${capitalise(domain)}: ${counted["in use"].filter(({ innovation }) => innovation.domain === domain).length} in use`).join("; ")}.`,
      valuesIn: "table-domains",
      svg: await plotDomains("plot-domains", bars, [...DOMAINS], halfYears.map(shortHalfYear)),
    },
    ...tables,
  ];
}

function countCell(counted: CountedInnovation[], domain: Domain, halfYear: string): number {
  return counted.filter((row) => row.innovation.domain === domain && row.halfYear === halfYear).length;
}

/** One table of at most six half-years; the last has the sums over all of them. */
function tabulateDomains(
  model: ReportModel,
  counted: Counted,
  columns: string[],
  n: number,
  ofTables: number,
): Table {
  const isLast = n === ofTables - 1;
  const keys: (string | null)[] = isLast ? [...columns, null] : columns;
  const cell = (
    domain: string | null,
    halfYear: string | null,
    isWanted: (row: CountedInnovation) => boolean,
  ): Cell => {
    const number = (measure: Measure): number =>
      counted[measure].filter((row) => isWanted(row) && (halfYear === null || row.halfYear === halfYear))
        .length;
    const link = (measure: Measure): Inline =>
      linked(number(measure), innovationCellId(measure, domain, halfYear));
    return { content: [link("in use"), " (", link("strict"), ")"] };
  };
  const domainRow = (domain: Domain): Row => ({
    kind: "part",
    cells: [
      head(capitalise(domain)),
      ...keys.map((halfYear) => cell(domain, halfYear, ({ innovation }) => innovation.domain === domain)),
      ...(isLast ? [{ content: [shortErrorRate(model.errorRates, codeOf(domain))] }] : []),
    ],
  });
  const rows = PARENT_DOMAINS.flatMap((parent): Row[] => [
    {
      cells: [
        head(`All ${parent} domains`),
        ...keys.map((halfYear) =>
          cell(`parent-${parent}`, halfYear, ({ innovation }) => innovation.parentDomain === parent),
        ),
        ...(isLast ? [{ content: [""] }] : []),
      ],
    },
    ...DOMAINS.filter((domain) => PARENT_OF_DOMAIN[domain] === parent).map(domainRow),
  ]);
  return {
    kind: "table",
    id: n === 0 ? "table-domains" : `table-domains-${n + 1}`,
    caption: `Innovations by domain and half-year: in use (strict in brackets)${ofTables > 1 ? `, part ${n + 1} of ${ofTables}` : ""}`,
    columns: [
      "Domain",
      ...keys.map((halfYear) => (halfYear === null ? "All" : nameHalfYear(halfYear))),
      ...(isLast ? ["Precision / recall"] : []),
    ],
    rows: [
      ...rows,
      { ...totalRow(cell, keys, isLast), kind: "total" },
      ...contextRows(model, counted, keys, isLast),
    ],
    notes: isLast
      ? [
          [
            "Parents are sums of the domains under them (boardsense’s grouping). Half-years without minutes have no column. The strict count can stand in a later half-year than the count in use. ",
            `Precision and recall are those of choosing the domain${nameSet(model)}; n/m: not measured, –: none there to judge.`,
          ],
        ]
      : [],
  };
}

function totalRow(
  cell: (domain: string | null, halfYear: string | null, isWanted: () => boolean) => Cell,
  keys: (string | null)[],
  isLast: boolean,
): Row {
  return {
    cells: [
      head("All innovations"),
      ...keys.map((halfYear) => cell(null, halfYear, () => true)),
      ...(isLast ? [{ content: [""] }] : []),
    ],
  };
}

/** What the counts are to be read against: what was in use from the start, and how much was read. */
function contextRows(model: ReportModel, counted: Counted, keys: (string | null)[], isLast: boolean): Row[] {
  const meetings = model.meetings.filter(({ isCounted }) => isCounted);
  const meetingsIn = (halfYear: string | null) =>
    meetings.filter(
      ({ meetingDate }) =>
        halfYear === null || (meetingDate !== null && halfYearOf(meetingDate) === halfYear),
    );
  const inUseIn = (halfYear: string | null) =>
    counted["in use"].filter((row) => halfYear === null || row.halfYear === halfYear);
  const pad: Cell[] = isLast ? [{ content: [""] }] : [];
  const row = (title: string, cellOf: (halfYear: string | null) => Cell): Row => ({
    cells: [head(title), ...keys.map(cellOf), ...pad],
  });
  return [
    row("of these, in use already at the body’s first meeting", (halfYear) =>
      count(
        inUseIn(halfYear).filter(({ innovation }) => innovation.inUseAtFirstMeeting).length,
        innovationCellId("in use", null, halfYear),
      ),
    ),
    row("Meetings read", (halfYear) => count(meetingsIn(halfYear).length, "meetings")),
    row("Bodies read", (halfYear) =>
      count(new Set(meetingsIn(halfYear).map(({ organisationCode }) => organisationCode)).size, "meetings"),
    ),
    row("In use per 100 meetings", (halfYear) => {
      const innovations = inUseIn(halfYear).length;
      const read = meetingsIn(halfYear).length;
      if (read === 0) return { content: ["–"] };
      const text = ((100 * innovations) / read).toFixed(1);
      return {
        content: [innovations === 0 ? text : { text, to: innovationCellId("in use", null, halfYear) }],
      };
    }),
  ];
}

async function composeSafety(inUse: CountedInnovation[], halfYears: string[]): Promise<Block[]> {
  const rowOf = (halfYear: string | null): { safety: number; all: number; share: Share | null } => {
    const here = inUse.filter((row) => halfYear === null || row.halfYear === halfYear);
    const safety = here.filter(({ innovation }) => innovation.domain === "safety").length;
    return { safety, all: here.length, share: shareOf(safety, here.length) };
  };
  const row = (title: string, halfYear: string | null): Row => {
    const { safety, all, share } = rowOf(halfYear);
    const to = innovationCellId("in use", "safety", halfYear);
    return {
      cells: [
        head(title),
        count(safety, to),
        count(all, innovationCellId("in use", null, halfYear)),
        {
          content: [share === null ? "–" : safety === 0 ? "0.0%" : { text: formatPercent(share.value), to }],
        },
        { content: [share === null ? "–" : `${formatPercent(share.low)} to ${formatPercent(share.high)}`] },
      ],
    };
  };
  const table: Table = {
    kind: "table",
    id: "table-safety",
    caption: "Innovations in use whose domain is safety",
    columns: ["Half-year", "Safety", "All", "Share", "95% interval"],
    rows: [
      ...halfYears.map((halfYear) => row(nameHalfYear(halfYear), halfYear)),
      { ...row("All", null), kind: "total" },
    ],
    notes: [["Published by the study: 14 of 144, 9.7%. Wilson intervals: they take the coding as given."]],
  };
  if (inUse.length === 0) return [table];
  const points = halfYears.map((halfYear) => ({
    halfYear: shortHalfYear(halfYear),
    share: rowOf(halfYear).share,
  }));
  return [
    {
      kind: "figure",
      id: "figure-safety",
      caption: "Share of safety in the innovations in use, with 95% intervals.",
      alt: `Share of safety by half-year, from ${nameHalfYear(halfYears[0] as string)} to ${nameHalfYear(halfYears.at(-1) as string)}.`,
      valuesIn: "table-safety",
      svg: await plotShareOverTime("plot-safety", points, "share of safety", halfYears.map(shortHalfYear)),
    },
    table,
  ];
}

function tabulateBodies(model: ReportModel, counted: Counted, waiting: InnovationRow[]): Table {
  const meetings = groupBy(
    model.meetings.filter(({ isCounted }) => isCounted),
    ({ organisationCode }) => organisationCode,
  );
  const expected = new Map(model.coverage.map((row) => [row.organisationCode, row.meetingsExpected]));
  const hasExpected = model.coverage.some(({ meetingsExpected }) => meetingsExpected > 0);
  const rows = model.organisations.map(({ code }): Row => {
    const read = meetings.get(code) ?? [];
    const ofBody = (measure: Measure): CountedInnovation[] =>
      counted[measure].filter(({ innovation }) => innovation.organisationCode === code);
    const inUse = ofBody("in use");
    const rate = read.length === 0 ? "–" : ((10 * inUse.length) / read.length).toFixed(1);
    const to = innovationBodyId("in use", code);
    return {
      cells: [
        head(nameOrganisation(model, code)),
        count(read.length, idOf("meetings", code)),
        ...(hasExpected ? [count(expected.get(code) ?? 0, null)] : []),
        count(inUse.length, to),
        count(ofBody("strict").length, innovationBodyId("strict", code)),
        count(inUse.filter(({ innovation }) => innovation.inUseAtFirstMeeting).length, to),
        count(inUse.filter(({ innovation }) => innovation.domain === "safety").length, to),
        count(
          waiting.filter(({ organisationCode }) => organisationCode === code).length,
          innovationBodyId("not in use", code),
        ),
        { content: [inUse.length === 0 ? rate : { text: rate, to }] },
      ],
    };
  });
  return {
    kind: "table",
    id: "table-bodies",
    caption: "Innovations by body",
    columns: [
      "Body",
      "Meetings read",
      ...(hasExpected ? ["Expected"] : []),
      "In use",
      "Strict",
      "In use from the start",
      "Safety",
      "Not in use yet",
      "In use per 10 meetings",
    ],
    rows,
    notes: [
      [
        "In use from the start: reported in use at the first meeting in the archive. Not in use yet: proposed, approved or abandoned, and in no minutes reported in use.",
      ],
      [`Finding passages that report an innovation: ${sayErrorRate(model.errorRates, "mention")}.`],
    ],
  };
}

/** On which texts the choice of the domain was judged. */
function nameSet({ errorRates }: ReportModel): string {
  const set = errorRates?.sets[0];
  const judged = set?.choices.domain?.passages;
  if (set === undefined || judged === undefined) return "";
  return ` in ${judged} passages of ${set.name} minutes that report an innovation and that the coder had not seen`;
}

/** The code of a domain in the innovation frame. */
function codeOf(domain: Domain): string {
  return `domain_${domain.replaceAll(" ", "_")}`;
}

function chunk<T>(rows: T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}
