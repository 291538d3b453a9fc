import { z } from "zod";

/** What a coder sees of a passage, and all that it may use. */
export const PassageToCode = z.strictObject({
  id: z.string(),
  /** Title of the agenda item; "" where there is none. */
  heading: z.string(),
  text: z.string(),
  /** The passages before and after in the same meeting; "" where there is none. */
  before: z.string(),
  after: z.string(),
});
export type PassageToCode = z.infer<typeof PassageToCode>;

/** A run of the passage that made the coder say so. `quote` equals `text.slice(start, end)`, in UTF-16 units. */
export const Span = z.strictObject({ start: z.int().min(0), end: z.int().min(0), quote: z.string() });
export type Span = z.infer<typeof Span>;

/** The reason of one coding: the rules that hit, or the strongest features of the model. */
export const Because = z.strictObject({
  rules: z.array(z.string()),
  features: z.array(z.strictObject({ feature: z.string(), weight: z.number() })),
  /** A person's remark, or a sentence where neither rule nor feature says it. */
  note: z.string().nullable(),
});
export type Because = z.infer<typeof Because>;

/** Who answers. People come as `human:<initials>`. */
export const CoderName = z.string().regex(/^(rules|model|human:[A-Za-z0-9._-]{1,40})$/);
export type CoderName = z.infer<typeof CoderName>;

/**
 * One coder's answer about one passage and one frame. `code` null says "none of these applies"; a passage,
 * frame and coder has either that one answer or one for each code that applies.
 */
export const Coding = z.strictObject({
  passageId: z.string(),
  frame: z.string(),
  code: z.string().nullable(),
  coder: CoderName,
  coderVersion: z.string(),
  codebookVersion: z.string(),
  /** Probability that the code applies; for "none": that none does. Null for coders that give none. */
  probability: z.number().min(0).max(1).nullable(),
  /** The words that decided. */
  spans: z.array(Span),
  /** The sentence that holds most of them, for people to read; absent where no words are named. */
  quote: Span.optional(),
  because: Because,
});
export type Coding = z.infer<typeof Coding>;
