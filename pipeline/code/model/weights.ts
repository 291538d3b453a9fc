import { z } from "zod";

const Numbers = z.array(z.number());

/** A yes-or-no task: the code applies where its calibrated probability reaches a threshold. */
const BinaryTask = z.strictObject({
  frame: z.string(),
  code: z.string(),
  /** The code that must apply first; the task's probability is given that it does. */
  given: z.string().nullable(),
  bias: z.number(),
  columns: z.array(z.int().min(0)),
  weights: Numbers,
  calibration: z.strictObject({ slope: z.number(), offset: z.number() }),
  /** Where the codebook's rules do not say so, too. */
  threshold: z.number(),
  /** Where the codebook's rules alone would give the code; absent in older weights, which ask the same of both. */
  thresholdWithRules: z.number().optional(),
});
export type BinaryTask = z.infer<typeof BinaryTask>;

/** A choice among codes that exclude each other: the most probable applies. */
const ChoiceTask = z.strictObject({
  frame: z.string(),
  group: z.string(),
  given: z.string().nullable(),
  sharpness: z.number(),
  codes: z.array(
    z.strictObject({
      code: z.string(),
      /** A code above it that applies with it ("parent_safety"). */
      parent: z.string().nullable(),
      bias: z.number(),
      columns: z.array(z.int().min(0)),
      weights: Numbers,
    }),
  ),
});
export type ChoiceTask = z.infer<typeof ChoiceTask>;

/** What `models/<name>/weights.json` holds. */
export const ModelWeights = z.strictObject({
  format: z.literal(1),
  name: z.string(),
  version: z.string(),
  trainedOn: z.strictObject({
    /** SHA-256 of the training file, to tell later what the weights came from. */
    sha256: z.string(),
    passages: z.int(),
    bodies: z.int(),
    codebooks: z.record(z.string(), z.string()),
  }),
  usesVectors: z.boolean(),
  names: z.array(z.string()),
  rarity: Numbers,
  binary: z.array(BinaryTask),
  choices: z.array(ChoiceTask),
});
export type ModelWeights = z.infer<typeof ModelWeights>;
