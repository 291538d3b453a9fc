import { groupBy, type OrientationSum } from "../counts.js";
import { type Block, count, type Evidence, head, idOf, type Row } from "../document.js";
import { sayErrorRate } from "../error-rates.js";
import { balanceOf } from "../intervals.js";
import type { RegimeRow, ReportModel } from "../model.js";
import { nameOrganisation, shortenOrganisations, sqlText } from "../names.js";
import { plotBalances } from "../plots/orientation.js";
import { passageEvidence } from "./coded-evidence.js";
import { showInnovation } from "./innovation-evidence.js";
import { sayErrors } from "./orientation.js";
import { COLUMNS, sumCells } from "./orientation-cells.js";
import { CODES, type OrientationCode } from "./orientation-evidence.js";
import type { Part } from "./part.js";

/** Rows in one plot: more would not fit on a page. */
const ROWS_A_PLOT = 42;
const WORDS: Record<OrientationCode, string> = {
  problem_sensing: "problem-sensing",
  comfort_seeking: "comfort-seeking",
};

/** Language before, during and after each rating or regime; nothing where none was brought. */
export async function composeRegimes(model: ReportModel): Promise<Part[]> {
  if (model.regimes.length === 0) return [];
  return [
    {
      section: {
        id: "regimes",
        title: "Before, during and after a rating or regime",
        blocks: [
          {
            kind: "paragraph",
            content: [
              "Ratings and regimes were brought from outside; the minutes do not say them. Periods are those of the whole archive. Minutes of a body that this one came from count before it began, those of one that came from it after it ended. A difference between periods is no effect: boards under scrutiny may change what they write down.",
            ],
          },
          ...(await plotPeriods(model)),
          tabulate(model),
        ],
        sections: [],
      },
      evidence: [
        {
          id: "evidence.regimes",
          title: "Before, during and after a rating or regime",
          cells: model.regimes.flatMap((row) => collect(model, row)),
        },
      ],
    },
  ];
}

async function plotPeriods(model: ReportModel): Promise<Block[]> {
  const labels = shortenOrganisations(model, 16);
  const blocks: Block[] = [];
  for (let start = 0; start < model.regimes.length; start += ROWS_A_PLOT) {
    const rows = model.regimes.slice(start, start + ROWS_A_PLOT);
    const n = blocks.length + 1;
    blocks.push({
      kind: "figure",
      id: `figure-regimes-${n}`,
      caption:
        "Balance before, during and after, with 95% intervals; no mark where no passage is of either kind.",
      alt: `Balance between problem-sensing and comfort-seeking in ${rows.length} periods.`,
      valuesIn: "table-regimes",
      svg: await plotBalances(
        `plot-regimes-${n}`,
        rows.map((row) => ({
          name: `${labels.get(row.organisationCode) ?? row.organisationCode}, ${shortenRegime(row.regime)}: ${row.period}`,
          balance: balanceOf(row.problemSensing, row.comfortSeeking),
        })),
      ),
    });
  }
  return blocks;
}

function shortenRegime(regime: string): string {
  return regime.length <= 22 ? regime : `${regime.slice(0, 21).trimEnd()}…`;
}

function tabulate(model: ReportModel): Block {
  const groups = groupBy(model.regimes, ({ organisationCode, regime }) =>
    JSON.stringify([organisationCode, regime]),
  );
  const rows: Row[] = [];
  for (const periods of groups.values()) {
    const [{ organisationCode, regime }] = periods as [RegimeRow];
    rows.push({
      kind: "group",
      cells: [head(`${nameOrganisation(model, organisationCode)}: ${regime}`)],
    });
    for (const row of periods) {
      rows.push({
        kind: "part",
        cells: [
          head(`${row.period}${sayDays(row)}`),
          ...sumCells(asSum(row), meetingsOf(model, organisationCode), (code) => cellId(row, code)),
          count(row.innovations, cellId(row, "innovations")),
        ],
      });
    }
  }
  return {
    kind: "table",
    id: "table-regimes",
    caption: "Minutes before, during and after a rating or regime",
    columns: ["Period", ...COLUMNS, "Innovations in use"],
    rows,
    notes: [
      ["Innovations are those whose first meeting that reports their use lies in the period."],
      sayErrors(model),
      [`Finding passages that report an innovation: ${sayErrorRate(model.errorRates, "mention")}.`],
    ],
  };
}

function sayDays({ fromDate, toDate }: RegimeRow): string {
  if (fromDate === null && toDate === null) return "";
  if (fromDate === null) return `, to ${toDate}`;
  return toDate === null ? `, from ${fromDate}` : `, ${fromDate} to ${toDate}`;
}

function asSum({ meetings, passages, problemSensing, comfortSeeking }: RegimeRow): OrientationSum {
  return { meetings, passages, problemSensing, comfortSeeking };
}

/** Where the meetings of a body are listed; a body without minutes of its own has no list. */
function meetingsOf(model: ReportModel, code: string): string {
  return model.meetings.some(({ organisationCode }) => organisationCode === code)
    ? idOf("meetings", code)
    : "meetings";
}

function cellId({ organisationCode, regime, period }: RegimeRow, what: string): string {
  return idOf("regime", organisationCode, regime, period, what.replace("_", "-"));
}

function collect(model: ReportModel, row: RegimeRow): Evidence[] {
  const where = `${nameOrganisation(model, row.organisationCode)}, ${row.period} ${row.regime}`;
  const passages = { problem_sensing: row.problemSensing, comfort_seeking: row.comfortSeeking };
  const cells = CODES.filter((code) => passages[code] > 0).map((code) =>
    passageEvidence(model, {
      id: cellId(row, code),
      title: `${where}: ${WORDS[code]}`,
      count: passages[code],
      quotes: model.regimeQuotes.filter(
        (quote) =>
          quote.code === code &&
          quote.period === row.period &&
          quote.regime === row.regime &&
          quote.regimeOrganisationCode === row.organisationCode,
      ),
      sql: `select m.organisation_code, m.meeting_date, c.page, c.quote, c.because from marts.regime_meetings r join marts.codings c using (meeting_id) join marts.meetings m using (meeting_id) where ${conditions(row)} and c.applies and c.frame = 'orientation' and c.code = ${sqlText(code)} order by 1, 2, 3`,
      back: "table-regimes",
    }),
  );
  if (row.innovations === 0) return cells;
  const innovations = model.innovations.filter(({ innovationId }) =>
    row.innovationIds.includes(innovationId),
  );
  return [
    ...cells,
    {
      id: cellId(row, "innovations"),
      title: `${where}: innovations in use`,
      count: row.innovations,
      unit: "innovations",
      entries: innovations.map((innovation) => showInnovation(model, innovation, "in use", 1)),
      sql: `select i.* from marts.regime_innovations r join marts.innovations i using (innovation_id) where ${conditions(row)}`,
      back: "table-regimes",
    },
  ];
}

function conditions({ organisationCode, regime, period }: RegimeRow): string {
  return `r.organisation_code = ${sqlText(organisationCode)} and r.regime = ${sqlText(regime)} and r.period = ${sqlText(period)}`;
}
