import { z } from "zod";

/** Jobs carry ids only; what they mean, and whether they are done, is decided in the warehouse. */
export const ExtractJob = z.strictObject({ documentId: z.string(), runId: z.string() });
export type ExtractJob = z.infer<typeof ExtractJob>;

export const CodeJob = z.strictObject({ documentId: z.string(), runId: z.string() });
export type CodeJob = z.infer<typeof CodeJob>;

export const ConsolidateJob = z.strictObject({ organisationCode: z.string(), runId: z.string() });
export type ConsolidateJob = z.infer<typeof ConsolidateJob>;

/** The queues, in the order in which a document passes them; each has the name of its stage. */
export const QUEUE_NAMES = ["extract", "code", "consolidate"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** Names that other people's tools see: what a job of each queue holds. */
export const JOB_SCHEMAS = { extract: ExtractJob, code: CodeJob, consolidate: ConsolidateJob } as const;
export type JobOf = { extract: ExtractJob; code: CodeJob; consolidate: ConsolidateJob };
