import { DOMAINS } from "../../../schemas/innovation.js";
import type { CountedInnovation, Measure } from "../counts.js";
import { type Cell, count, formatCount, head, type Row, type Table } from "../document.js";
import { sayChoice, sayErrorRate } from "../error-rates.js";
import { nameHalfYear } from "../half-years.js";
import type { ReportModel } from "../model.js";
import { capitalise } from "../names.js";
import { STUDY } from "../published.js";
import { innovationCellId } from "./innovation-evidence.js";

/** The study's published figures beside those of this archive. */
export function tabulateStudy(
  model: ReportModel,
  counted: Record<Measure, CountedInnovation[]>,
  halfYearsWithMinutes: string[],
): Table {
  const meetings = model.meetings.filter(({ isCounted }) => isCounted);
  const bodies = new Set(meetings.map(({ organisationCode }) => organisationCode)).size;
  const cell = (measure: Measure, domain: string | null, halfYear: string | null): Cell =>
    count(
      counted[measure].filter(
        (row) =>
          (domain === null || row.innovation.domain === domain) &&
          (halfYear === null || row.halfYear === halfYear),
      ).length,
      innovationCellId(measure, domain, halfYear),
    );
  const row = (title: string, published: string, domain: string | null, halfYear: string | null): Row => {
    const isRead = halfYear === null || halfYearsWithMinutes.includes(halfYear);
    const unread: Cell = { content: ["no minutes"] };
    return {
      cells: [
        head(title),
        { content: [published] },
        isRead ? cell("in use", domain, halfYear) : unread,
        isRead ? cell("strict", domain, halfYear) : unread,
      ],
    };
  };
  return {
    kind: "table",
    id: "table-study",
    caption: "The study’s table recomputed: distinct innovations, published and in this archive",
    columns: ["Measure", "Study, published", "Here, in use", "Here, strict"],
    rows: [
      {
        cells: [
          head("Sets of minutes"),
          count(STUDY.minutes, null),
          count(meetings.length, "meetings"),
          count(meetings.length, "meetings"),
        ],
      },
      {
        cells: [
          head("Bodies"),
          count(STUDY.organisations, null),
          count(bodies, "meetings"),
          count(bodies, "meetings"),
        ],
      },
      { ...row("All innovations", formatCount(STUDY.innovations), null, null), kind: "total" },
      ...DOMAINS.map((domain) =>
        row(
          `Domain: ${domain}`,
          domain in STUDY.byDomain ? String(STUDY.byDomain[domain]) : "not published",
          domain,
          null,
        ),
      ),
      ...Object.entries(STUDY.byHalfYear).map(([halfYear, published]) =>
        row(capitalise(nameHalfYear(halfYear)), String(published), null, halfYear),
      ),
      rateRow(
        "Innovations per 100 meetings read",
        STUDY.innovations / STUDY.minutes,
        counted,
        meetings.length,
        100,
      ),
      rateRow("Innovations per body", STUDY.innovations / STUDY.organisations, counted, bodies, 1),
    ],
    notes: [
      [
        `Published: ${STUDY.citation}, doi ${STUDY.doi}. The columns can be compared only where this archive is the study’s own: other bodies and years have other innovations.`,
      ],
      [
        "The study gives 1–3 innovations a body on average; rates a meeting are computed here from its totals.",
      ],
      [
        `The study’s figures are people’s; ours are a machine’s: passages that report an innovation are found with ${sayErrorRate(model.errorRates, "mention")}; ${sayChoice(model.errorRates, "domain")}.`,
      ],
    ],
  };
}

/** Innovations per so many of something, with the study's own beside. */
function rateRow(
  title: string,
  published: number,
  counted: Record<Measure, CountedInnovation[]>,
  whole: number,
  per: number,
): Row {
  const cell = (measure: Measure): Cell =>
    whole === 0
      ? { content: ["–"] }
      : linkedRate(((per * counted[measure].length) / whole).toFixed(1), counted[measure].length, measure);
  return {
    cells: [head(title), { content: [(per * published).toFixed(1)] }, cell("in use"), cell("strict")],
  };
}

function linkedRate(text: string, innovations: number, measure: Measure): Cell {
  return { content: [innovations === 0 ? text : { text, to: innovationCellId(measure, null, null) }] };
}
