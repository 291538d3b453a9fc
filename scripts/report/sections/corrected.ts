import { type Block, countOf, formatPercent, head, type Row, type Table, words } from "../document.js";
import { halfYearOf, nameHalfYear } from "../half-years.js";
import type { CorrectedRow, ReportModel } from "../model.js";
import { capitalise, nameCode, nameOrganisation } from "../names.js";

/** Shares of some codes as the machine counts them and corrected for its errors, or why there is nothing to correct by. */
export function composeCorrected(
  model: ReportModel,
  frame: string,
  table: { id: string; caption: string; codes: readonly string[] },
): Block[] {
  const rows = model.corrected.filter(
    (row) => row.frame === frame && table.codes.includes(row.code) && isShown(model, row),
  );
  const [first] = model.corrected.filter((row) => row.frame === frame);
  if (first === undefined) {
    return [
      {
        kind: "paragraph",
        content: [
          "Shares corrected for the machine’s errors need a sample of these minutes coded by people, and there is none: counts stand as the machine made them. No other archive’s error rates are put in its place. To draw one: ",
          { code: `boardsense sample --frame ${frame} --out sheet.csv` },
          ".",
        ],
      },
    ];
  }
  const whole = model.corrected.find((row) => row.frame === frame && row.scope === "archive") ?? first;
  const notCovered = whole.passages - whole.passagesCovered;
  const isFrom = rows.length > 0;
  return [
    {
      kind: "paragraph",
      content: [
        `People coded ${countOf(whole.passagesJudged, "passage")} of a random sample of these minutes without seeing what the machine says. The corrected share is what the sample says of the passages that the machine marks and of those that it does not, each weighed by the chance with which it was drawn; Rogan and Gladen’s takes the machine to err in each part as often as in the whole. `,
        notCovered > 0
          ? `${countOf(notCovered, "passage was", "passages were")} read after the sample was drawn (or anew since) and ${notCovered === 1 ? "is" : "are"} not covered. `
          : "",
        isFrom ? "" : "Nothing of this scope was coded by enough people to be corrected by itself.",
      ],
    },
    ...(isFrom ? [tabulate(model, frame, table, rows)] : []),
  ];
}

/** The whole archive only where nothing is left out; else the parts that lie within the report's scope. */
function isShown({ scope: { organisationCode, fromDate, toDate } }: ReportModel, row: CorrectedRow): boolean {
  if (row.scope === "organisation")
    return row.organisationCode === organisationCode || (organisationCode === null && row.corrected !== null);
  if (organisationCode !== null) return false;
  if (row.scope === "archive") return fromDate === null && toDate === null;
  const halfYear = row.halfYear ?? "";
  return (
    (fromDate === null || halfYear >= halfYearOf(fromDate)) &&
    (toDate === null || halfYear <= halfYearOf(toDate))
  );
}

function tabulate(
  model: ReportModel,
  frame: string,
  { id, caption, codes }: { id: string; caption: string; codes: readonly string[] },
  rows: readonly CorrectedRow[],
): Table {
  const shown = codes.flatMap((code): Row[] => {
    const own = rows.filter((row) => row.code === code);
    if (own.length === 0) return [];
    return [
      { kind: "group", cells: [head(capitalise(nameCode(model.frames, frame, code)))] },
      ...own.map(
        (row): Row => ({
          kind: row.scope === "archive" ? "total" : "part",
          cells: [
            head(nameScope(model, row)),
            words(String(row.passagesJudged)),
            { content: [row.machineShare === null ? "–" : formatPercent(row.machineShare)] },
            { content: [row.corrected === null ? "–" : formatPercent(row.corrected)] },
            { content: [between(row.correctedLow, row.correctedHigh)] },
            { content: [row.roganGladen === null ? "–" : formatPercent(row.roganGladen)] },
            { content: [between(row.roganGladenLow, row.roganGladenHigh)] },
          ],
        }),
      ),
    ];
  });
  return {
    kind: "table",
    id,
    caption,
    columns: ["", "Coded by people", "Machine", "Corrected", "95% interval", "Rogan-Gladen", "95% interval"],
    rows: shown,
    notes: [
      [
        "Shares of coded passages. –: fewer than 30 passages of this part were coded by people. Where the machine errs differently in different parts, only the corrected share is right; its interval is wider since it rests on that part’s passages alone.",
      ],
    ],
  };
}

function nameScope(model: ReportModel, row: CorrectedRow): string {
  if (row.scope === "archive") return "Whole archive";
  return row.scope === "half_year"
    ? nameHalfYear(row.halfYear as string)
    : nameOrganisation(model, row.organisationCode as string);
}

function between(low: number | null, high: number | null): string {
  return low === null || high === null ? "–" : `${formatPercent(low)} to ${formatPercent(high)}`;
}
