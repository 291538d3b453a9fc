import type { ChoiceReport, CodeReport, Estimate, SetReport } from "../../pipeline/agreement/index.js";

/** "0.83", or "-" where there is nothing to say. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? "-" : value.toFixed(2);
}

/** "0.83 [0.78, 0.87]". */
export function interval({ value, low, high }: Estimate): string {
  return low === null || high === null ? figure(value) : `${figure(value)} [${figure(low)}, ${figure(high)}]`;
}

const HEAD = [
  "code",
  "n",
  "prevalence",
  "precision",
  "recall",
  "F1 [95%]",
  "kappa",
  "AC1",
  "alpha",
  "Brier",
  "skill",
  "p>=.2: said",
  "true",
];

/** The table of one set as rows of cells, the head first. */
export function codeRows({ codes }: SetReport): string[][] {
  return [HEAD, ...codes.map(codeRow)];
}

function codeRow({ code, scores, kappa, ac1, alpha, calibration }: CodeReport): string[] {
  return [
    code,
    String(scores.positives),
    figure(scores.prevalence.value),
    interval(scores.precision),
    interval(scores.recall),
    interval(scores.f1),
    figure(kappa),
    figure(ac1),
    figure(alpha),
    figure(calibration?.brier),
    figure(calibration?.brierSkill),
    figure(calibration?.fromTwenty.meanProbability),
    figure(calibration?.fromTwenty.shareTrue),
  ];
}

/** A confusion as rows of cells: gold down, coder across. */
export function confusionRows({ name, values, confusion }: ChoiceReport): string[][] {
  return [
    [`${name}: gold \\ coder`, ...values],
    ...confusion.map((row, i) => [values[i] ?? "", ...row.map(String)]),
  ];
}

/** One line on a choice. */
export function choiceLine({ name, units, accuracy, macroF1, kappa }: ChoiceReport): string {
  return `${name}: right ${figure(accuracy)} of ${units}, macro-F1 ${figure(macroF1)}, kappa ${figure(kappa)}`;
}

/** Cells as columns for a terminal. */
export function alignRows(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Cells as a Markdown table. */
export function markdownRows(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  return [head, head.map(() => "---"), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
