import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DEFAULT_MODEL, SHIPPED_MODELS } from "../../pipeline/code/model/load.js";
import type { ErrorRates, ScoredSet } from "./error-rates.js";

const Score = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const Scores = z.object({
  modelVersion: z.string(),
  sets: z.array(
    z.object({
      name: z.string(),
      passages: z.number(),
      bodies: z.number(),
      byCode: z.record(z.string(), z.object({ precision: Score, recall: Score, positives: z.number() })),
      choices: z.record(z.string(), z.object({ right: z.number(), passages: z.number() })),
    }),
  ),
});

/**
 * The scores of the model that ships, from the scores.json that `boardsense train` writes beside its card; null where
 * there is none. Throws where the file is not what it should be.
 */
export function readErrorRates(folder = join(SHIPPED_MODELS, DEFAULT_MODEL)): ErrorRates | null {
  const file = join(folder, "scores.json");
  return existsSync(file) ? parseScores(readFileSync(file, "utf8")) : null;
}

/** Scores from the text of scores.json; null where no kind of text was scored. */
export function parseScores(text: string): ErrorRates | null {
  const { modelVersion, sets } = Scores.parse(JSON.parse(text));
  // Real minutes are what a count is to be judged by; parts of a set ("real, enriched") come after the whole.
  const placeOf = ({ name }: ScoredSet): number =>
    Number(!name.startsWith("real")) * 2 + Number(name.includes(","));
  const sorted = [...sets].sort((a, b) => placeOf(a) - placeOf(b));
  return sorted.length === 0 ? null : { modelVersion, sets: sorted };
}
