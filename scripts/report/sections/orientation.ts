import { groupBy, sumOrientation } from "../counts.js";
import { type Block, head, type Inline, idOf, type Row, type Table } from "../document.js";
import { sayErrorRate, setOf, shortErrorRate } from "../error-rates.js";
import { halfYearOf, nameHalfYear, sayGaps, shortHalfYear } from "../half-years.js";
import { balanceOf, shareOf } from "../intervals.js";
import type { OrientationRow, ReportModel } from "../model.js";
import { nameOrganisation, shortenOrganisations } from "../names.js";
import {
  plotBalances,
  plotBalancesOverTime,
  plotRatesOverTime,
  type RatePoint,
} from "../plots/orientation.js";
import { composeCodes } from "./codes.js";
import { composeCorrected } from "./corrected.js";
import { COLUMNS, sumCells } from "./orientation-cells.js";
import { CODES, cellId, collectEvidence } from "./orientation-evidence.js";
import type { Part } from "./part.js";

/** Bodies in one plot: more would not fit on a page. */
const BODIES_A_PLOT = 40;
const SMALL_PLOTS_A_FIGURE = 24;

/** Problem-sensing and comfort-seeking: over time, by body, within each body over time, and by kind. */
export async function composeOrientation(model: ReportModel): Promise<Part> {
  const dated = model.orientation.filter(({ meetingDate }) => meetingDate !== null);
  const byHalfYear = groupBy(
    [...dated].sort((a, b) => ((a.meetingDate as string) < (b.meetingDate as string) ? -1 : 1)),
    ({ meetingDate }) => halfYearOf(meetingDate as string),
  );
  const kinds = composeCodes(model, "orientation", {
    except: [...CODES],
    id: "table-orientation-kinds",
    caption: "Kinds of problem-sensing and comfort-seeking",
  });
  return {
    section: {
      id: "orientation",
      title: "Problem-sensing and comfort-seeking",
      blocks: [describe(model)],
      sections: [
        {
          id: "orientation-over-time",
          title: "Over time",
          blocks: await composeOverTime(model, byHalfYear, dated.length < model.orientation.length),
          sections: [],
        },
        {
          id: "orientation-corrected",
          title: "Corrected for the machine’s errors",
          blocks: composeCorrected(model, "orientation", {
            id: "table-orientation-corrected",
            caption: "Share of passages by the machine, and corrected by a human-coded sample",
            codes: CODES,
          }),
          sections: [],
        },
        { id: "orientation-by-body", title: "By body", blocks: await composeByBody(model), sections: [] },
        {
          id: "orientation-within-bodies",
          title: "Within each body, over time",
          blocks: await composeWithinBodies(model, dated),
          sections: [],
        },
        { id: "orientation-kinds", title: "By kind", blocks: kinds.blocks, sections: [] },
      ],
    },
    evidence: [
      {
        id: "evidence.orientation",
        title: "Problem-sensing and comfort-seeking",
        cells: collectEvidence(model, byHalfYear),
      },
      ...(kinds.cells.length === 0
        ? []
        : [
            {
              id: "evidence.orientation.kinds",
              title: "Kinds of problem-sensing and comfort-seeking",
              cells: kinds.cells,
            },
          ]),
    ],
  };
}

function describe(model: ReportModel): Block {
  return {
    kind: "paragraph",
    content: [
      "Problem-sensing: the board, or those reporting to it, look for, open up or own weaknesses in how the organisation works. Comfort-seeking: they seek or take reassurance that all is well, or manage impressions. A passage may do both; most do neither. ",
      "The balance is (problem-sensing − comfort-seeking) ÷ (problem-sensing + comfort-seeking) over passages, with the Wilson 95% interval of the share, rescaled; it takes the coding as given. ",
      `Error of the coding: problem-sensing ${sayErrorRate(model.errorRates, "problem_sensing")}; comfort-seeking ${sayErrorRate(model.errorRates, "comfort_seeking")}.`,
    ],
  };
}

/** The error rates as a note under a table of counts. */
export function sayErrors({ errorRates }: ReportModel): Inline[] {
  const set = setOf(errorRates, "problem_sensing")?.name;
  return set === undefined
    ? ["How often the machine errs was not measured."]
    : [
        `Precision / recall on ${set} minutes: problem-sensing ${shortErrorRate(errorRates, "problem_sensing")}, comfort-seeking ${shortErrorRate(errorRates, "comfort_seeking")}.`,
      ];
}

async function composeOverTime(
  model: ReportModel,
  byHalfYear: Map<string, OrientationRow[]>,
  hasUndated: boolean,
): Promise<Block[]> {
  const halfYears = [...byHalfYear.keys()];
  if (halfYears.length === 0)
    return [{ kind: "paragraph", content: ["No dated minutes were coded for orientation."] }];
  const sums = halfYears.map((halfYear) => ({
    halfYear,
    sum: sumOrientation(byHalfYear.get(halfYear) ?? []),
  }));
  const points = sums.flatMap(({ halfYear, sum }): RatePoint[] =>
    (
      [
        ["problem-sensing", sum.problemSensing],
        ["comfort-seeking", sum.comfortSeeking],
      ] as const
    ).flatMap(([series, passages]) => {
      const share = shareOf(passages, sum.passages);
      return share === null ? [] : [{ halfYear: shortHalfYear(halfYear), series, ...share }];
    }),
  );
  const all = sumOrientation([...byHalfYear.values()].flat());
  return [
    {
      kind: "figure",
      id: "figure-orientation",
      caption: `Share of coded passages that are problem-sensing (filled circles) and comfort-seeking (open squares), with Wilson 95% intervals.${sayGaps(halfYears)}`,
      alt: `Shares by half-year, ${nameHalfYear(halfYears[0] as string)} to ${nameHalfYear(halfYears.at(-1) as string)}; over all, ${all.problemSensing} problem-sensing and ${all.comfortSeeking} comfort-seeking of ${all.passages} passages.`,
      valuesIn: "table-orientation",
      svg: await plotRatesOverTime("plot-orientation", points, halfYears.map(shortHalfYear)),
    },
    {
      kind: "table",
      id: "table-orientation",
      caption: "Orientation by half-year, all bodies",
      columns: ["Half-year", ...COLUMNS],
      rows: [
        ...sums.map(({ halfYear, sum }) => ({
          cells: [
            head(nameHalfYear(halfYear)),
            ...sumCells(sum, "meetings", (code) => cellId(code, null, halfYear)),
          ],
        })),
        {
          kind: "total",
          cells: [
            head(hasUndated ? "All with a date" : "All"),
            ...sumCells(all, "meetings", (code) => cellId(code, null, null)),
          ],
        },
      ],
      notes: [
        ["Bodies come and go between half-years: a change here may be a change in who is read."],
        sayErrors(model),
      ],
    },
  ];
}

async function composeByBody(model: ReportModel): Promise<Block[]> {
  const rows = model.organisations.map(({ code }) => ({
    code,
    sum: sumOrientation(model.orientation.filter(({ organisationCode }) => organisationCode === code)),
  }));
  if (rows.length === 0) return [{ kind: "paragraph", content: ["No body was read."] }];
  const labels = shortenOrganisations(model, 34);
  const figures: Block[] = [];
  for (let start = 0; start < rows.length; start += BODIES_A_PLOT) {
    const some = rows.slice(start, start + BODIES_A_PLOT);
    const n = figures.length + 1;
    figures.push({
      kind: "figure",
      id: `figure-balance-${n}`,
      caption: `Balance by body with 95% intervals, in order of code: no ranking.${rows.length > BODIES_A_PLOT ? ` Bodies ${start + 1} to ${start + some.length}.` : ""}`,
      alt: `Balance between problem-sensing and comfort-seeking of ${some.length} bodies.`,
      valuesIn: "table-balance",
      svg: await plotBalances(
        `plot-balance-${n}`,
        some.map(({ code, sum }) => ({
          name: labels.get(code) ?? code,
          balance: balanceOf(sum.problemSensing, sum.comfortSeeking),
        })),
      ),
    });
  }
  const table: Table = {
    kind: "table",
    id: "table-balance",
    caption: "Orientation by body",
    columns: ["Body", ...COLUMNS],
    rows: rows.map(({ code, sum }) => ({
      cells: [
        head(nameOrganisation(model, code)),
        ...sumCells(sum, idOf("meetings", code), (which) => cellId(which, code, null)),
      ],
    })),
    notes: [["An indicator partly measures the house style of the recorder."], sayErrors(model)],
  };
  return [...figures, table];
}

async function composeWithinBodies(model: ReportModel, dated: OrientationRow[]): Promise<Block[]> {
  const labels = shortenOrganisations(model, 24);
  const rows: Row[] = [];
  const points: { organisation: string; halfYear: string; balance: ReturnType<typeof balanceOf> }[] = [];
  for (const { code } of model.organisations) {
    const byHalfYear = groupBy(
      dated.filter(({ organisationCode }) => organisationCode === code),
      ({ meetingDate }) => halfYearOf(meetingDate as string),
    );
    if (byHalfYear.size > 0) rows.push({ kind: "group", cells: [head(nameOrganisation(model, code))] });
    for (const halfYear of [...byHalfYear.keys()].sort()) {
      const sum = sumOrientation(byHalfYear.get(halfYear) ?? []);
      rows.push({
        kind: "part",
        cells: [
          head(nameHalfYear(halfYear)),
          ...sumCells(sum, idOf("meetings", code), (which) => cellId(which, code, halfYear)),
        ],
      });
      points.push({
        organisation: labels.get(code) ?? code,
        halfYear: shortHalfYear(halfYear),
        balance: balanceOf(sum.problemSensing, sum.comfortSeeking),
      });
    }
  }
  const followed = [...groupBy(points, ({ organisation }) => organisation)]
    .filter(([, own]) => own.length > 1)
    .map(([organisation]) => organisation);
  const figures: Block[] = [];
  for (let start = 0; start < followed.length; start += SMALL_PLOTS_A_FIGURE) {
    const some = followed.slice(start, start + SMALL_PLOTS_A_FIGURE);
    const own = points.filter(({ organisation }) => some.includes(organisation));
    const halfYears = [...new Set(own.map(({ halfYear }) => halfYear))].sort();
    const n = figures.length + 1;
    figures.push({
      kind: "figure",
      id: `figure-within-${n}`,
      caption: `Balance of each body over time with 95% intervals; bodies read in more than one half-year. −1: only comfort-seeking, +1: only problem-sensing.${sayGaps(halfYears)}`,
      alt: `One small chart for each of ${some.length} bodies: ${some.join(", ")}.`,
      valuesIn: "table-within",
      svg: await plotBalancesOverTime(`plot-within-${n}`, own, some, halfYears),
    });
  }
  return [
    ...figures,
    {
      kind: "table",
      id: "table-within",
      caption: "Orientation by body and half-year",
      columns: ["Half-year", ...COLUMNS],
      rows,
      notes: [sayErrors(model)],
    },
  ];
}
