import { DOMAINS, type Domain, PARENT_DOMAINS, PARENT_OF_DOMAIN } from "../../../schemas/innovation.js";
import type { CountedInnovation, Measure } from "../counts.js";
import {
  type Block,
  type Cell,
  count,
  head,
  type Inline,
  linked,
  type Row,
  type Table,
} from "../document.js";
import { shortErrorRate } from "../error-rates.js";
import { halfYearOf, nameHalfYear, sayGaps, shortHalfYear } from "../half-years.js";
import type { ReportModel } from "../model.js";
import { capitalise } from "../names.js";
import { plotDomains } from "../plots/innovations.js";
import { innovationCellId } from "./innovation-evidence.js";

/** Half-years side by side in one table: more would not fit on A4. */
const COLUMNS_A_TABLE = 6;

/** Innovations by either way of counting. */
export type Counted = Record<Measure, CountedInnovation[]>;

/** The counts by domain and half-year: a plot, and tables of a few half-years each. */
export async function composeByDomain(
  model: ReportModel,
  counted: Counted,
  halfYears: string[],
): Promise<Block[]> {
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
      caption: `Innovations by domain and half-year. Pale bars with an outline: in use; dark bars: strict (implemented or evaluated only). All rows have the same scale.${sayGaps(halfYears)}`,
      alt: `Seven rows of bars, one a domain. ${DOMAINS.map((domain) => `${capitalise(domain)}: ${counted["in use"].filter(({ innovation }) => innovation.domain === domain).length} in use`).join("; ")}.`,
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

/** On which texts the choice of the domain was judged. */
function nameSet({ errorRates }: ReportModel): string {
  const set = errorRates?.sets.find(({ choices }) => choices.domain !== undefined);
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
