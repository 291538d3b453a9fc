import { type Queryable, runQuery } from "../../sql/index.js";
import type { ErrorRates, ScoredSet } from "./error-rates.js";

interface ErrorRow {
  frame: string;
  code: string;
  coderVersion: string;
  judged: number;
  positives: number;
  bodies: number;
  sensitivity: number | null;
  sensitivityLow: number | null;
  sensitivityHigh: number | null;
  precision: number | null;
  precisionLow: number | null;
  precisionHigh: number | null;
}

/**
 * Puts what people measured in this archive before the scores of the model card: it is what a count is judged by in
 * every frame of which they have coded a sample. Without such a sample the card's scores stand as they were.
 */
export async function withHumanErrors(db: Queryable, card: ErrorRates | null): Promise<ErrorRates | null> {
  const rows = await runQuery<ErrorRow>(db, "report_machine_errors");
  if (rows.length === 0) return card;
  const frames = [...new Set(rows.map(({ frame }) => frame))];
  const measured = frames.map((frame): ScoredSet => {
    const own = rows.filter((row) => row.frame === frame);
    return {
      name: "this archive’s human-coded",
      isHumanCoded: true,
      passages: own[0]?.judged ?? 0,
      bodies: own[0]?.bodies ?? 0,
      byCode: Object.fromEntries(
        own.map((row) => [
          row.code,
          {
            precision: { value: row.precision, low: row.precisionLow, high: row.precisionHigh },
            recall: { value: row.sensitivity, low: row.sensitivityLow, high: row.sensitivityHigh },
            positives: row.positives,
          },
        ]),
      ),
      choices: {},
    };
  });
  return {
    modelVersion: card?.modelVersion ?? rows[0]?.coderVersion ?? "unknown model",
    sets: [...measured, ...(card?.sets ?? [])],
  };
}
