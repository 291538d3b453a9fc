import { z } from "zod";

/** Words of a codebook are for people first: what a code means, what it takes in, what it leaves out. */
export const Example = z.strictObject({ text: z.string().min(1), why: z.string().min(1) });

/** A rule as a researcher writes it; the language is documented in docs/codebook-guide.md. */
export const Rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9_.-]+$/i, "letters, digits, '_', '.' and '-' only"),
  /** The pattern, or several of which any may match. */
  match: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** Where the pattern must match. */
  scope: z.enum(["sentence", "passage", "heading", "before", "after"]).default("sentence"),
  /** Patterns that must match too, anywhere in the given scope. */
  and: z.array(z.string().min(1)).default([]),
  /** Patterns that forbid the rule where they match in the same scope. */
  unless: z.array(z.string().min(1)).default([]),
  /** Attribution: lists (of `actors`) one of which must be the nearest actor before the hit. */
  by: z.array(z.string().min(1)).default([]),
  /** How much a hit speaks for the code (above 0) or against it (below 0). */
  weight: z.number().default(1),
  /** A hit forbids the code, whatever else speaks for it. */
  veto: z.boolean().default(false),
  note: z.string().optional(),
});
export type Rule = z.infer<typeof Rule>;

export const Code = z.strictObject({
  code: z.string().regex(/^[a-z0-9_]+$/, "small letters, digits and '_' only"),
  label: z.string().min(1),
  parent: z.string().optional(),
  /** Codes of one group exclude each other: exactly one applies where the group is asked. */
  group: z.string().optional(),
  definition: z.string().min(1),
  include: z.array(z.string().min(1)),
  exclude: z.array(z.string().min(1)),
  examples: z.array(Example),
  counter_examples: z.array(Example),
  rules: z.array(Rule).default([]),
});
export type Code = z.infer<typeof Code>;

/** One coding frame: one YAML file, edited by researchers. */
export const Codebook = z.strictObject({
  frame: z.string().regex(/^[a-z0-9-]+$/, "small letters, digits and '-' only"),
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/, "a date, such as 2026-11-22, or 2026-11-22.2"),
  title: z.string().min(1),
  source: z.string().min(1),
  unit: z.literal("passage"),
  /** Whether codings of this frame have been held against a gold standard, and which. */
  validation: z.strictObject({ is_validated: z.boolean(), against: z.string() }),
  /** Weight a code's rules must reach together before it applies. */
  threshold: z.number().positive().default(1),
  /**
   * The groups of codes that exclude each other: asked of every passage, or only where the code `when` applies;
   * `otherwise` is the code that applies where no rule speaks for any of the group.
   */
  groups: z
    .record(
      z.string().regex(/^[a-z0-9_]+$/),
      z.strictObject({ when: z.string().optional(), otherwise: z.string() }),
    )
    .default({}),
  /** Lists that name those who speak and act: `by` of a rule asks which of them is nearest before the hit. */
  actors: z.array(z.string()).default([]),
  /** Lists of alternatives that rules use by name, as `@name`. */
  lists: z.record(z.string().regex(/^[a-z0-9_]+$/), z.array(z.string().min(1))).default({}),
  codes: z.array(Code).min(1),
});
export type Codebook = z.infer<typeof Codebook>;
