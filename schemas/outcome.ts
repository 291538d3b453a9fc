import { z } from "zod";

/** Every file ever offered has exactly one of these. The words are shown to users as they stand. */
export const OUTCOMES = [
  "waiting",
  "coded",
  "coded after OCR",
  "duplicate",
  "no minutes found",
  "no readable text",
  "encrypted",
  "damaged",
  "took too long",
  "used too much memory",
  "not a PDF",
  "could not be fetched",
  "fault of boardsense",
] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** Outcomes after which nothing is left to do for the file and nothing is missing from the archive. */
export const SETTLED_OUTCOMES: readonly Outcome[] = [
  "coded",
  "coded after OCR",
  "duplicate",
  "no minutes found",
];

/** What a document or body did not get by no fault of its file: the reasons of dead letters. */
export const DEAD_LETTER_REASONS = ["fault of boardsense", "server or disk away"] as const;
export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];

/** Why a document could not be read, as the reading process reports it across its boundary. */
export const ReadingFailure = z.strictObject({
  outcome: Outcome.extract([
    "no readable text",
    "encrypted",
    "damaged",
    "took too long",
    "used too much memory",
    "not a PDF",
    "could not be fetched",
    "fault of boardsense",
  ]),
  /** What was found, where, and what to do next: one line for a researcher. */
  detail: z.string(),
  page: z.int().min(1).nullable(),
});
export type ReadingFailure = z.infer<typeof ReadingFailure>;
