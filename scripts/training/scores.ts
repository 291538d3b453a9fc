import type { ChoiceReport, SetReport } from "../../pipeline/agreement/index.js";
import type { CodeScores, ErrorRates, ScoredSet } from "../report/error-rates.js";

/** The scores that stand beside a model as scores.json: what its card says, for programs to read. */
export function scoresOfModel(modelVersion: string, reports: readonly SetReport[]): ErrorRates {
  const sets = reports.map(
    ({ set, passages, bodies, codes, choices }): ScoredSet => ({
      name: set,
      passages,
      bodies: bodies.length,
      byCode: Object.fromEntries([
        ...codes.map(({ code, scores: { precision, recall, positives } }) => [
          code === "innovation" ? "mention" : code,
          { precision, recall, positives },
        ]),
        ...choices.filter(({ name }) => name === "domain").flatMap(scoresOfDomains),
      ]),
      choices: Object.fromEntries(
        choices.flatMap(({ name, accuracy, units }) =>
          accuracy === null ? [] : [[name, { right: accuracy, passages: units }]],
        ),
      ),
    }),
  );
  return { modelVersion, sets };
}

function scoresOfDomains({ values, confusion }: ChoiceReport): [string, CodeScores][] {
  return values.map((domain, n) => {
    const right = confusion[n]?.[n] ?? 0;
    const positives = (confusion[n] ?? []).reduce((sum, count) => sum + count, 0);
    const said = confusion.reduce((sum, row) => sum + (row[n] ?? 0), 0);
    const share = (whole: number) => ({ value: whole === 0 ? null : right / whole, low: null, high: null });
    return [
      `domain_${domain.replaceAll(" ", "_")}`,
      { precision: share(said), recall: share(positives), positives },
    ];
  });
}
