import { z } from "zod";
import { IsoDate } from "./minutes.js";

export const STAGES = ["proposed", "approved", "pilot", "implemented", "evaluated", "abandoned"] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** The study's seven domains, in the words of the coding guide. */
export const DOMAINS = [
  "productivity",
  "targets",
  "organisational effectiveness",
  "quality",
  "patient complaints",
  "clinical effectiveness",
  "safety",
] as const;
export const Domain = z.enum(DOMAINS);
export type Domain = z.infer<typeof Domain>;

export const PARENT_DOMAINS = ["productivity", "safety", "quality"] as const;
export const ParentDomain = z.enum(PARENT_DOMAINS);
export type ParentDomain = z.infer<typeof ParentDomain>;

/** The user's three domains as parents of the study's seven (docs/decisions: our grouping, not the study's). */
export const PARENT_OF_DOMAIN: Record<Domain, ParentDomain> = {
  productivity: "productivity",
  targets: "productivity",
  "organisational effectiveness": "productivity",
  quality: "quality",
  "patient complaints": "quality",
  "clinical effectiveness": "quality",
  safety: "safety",
};

/** Stages that count as in use (the study's "implemented", by our counting rule), and the strict ones. */
export const IN_USE_STAGES: readonly Stage[] = ["pilot", "implemented", "evaluated"];
export const STRICT_STAGES: readonly Stage[] = ["implemented", "evaluated"];

/** A passage that reports an innovation, as `consolidate` takes it. */
export const Mention = z.strictObject({
  passageId: z.string(),
  meetingId: z.string(),
  meetingDate: IsoDate,
  heading: z.string(),
  text: z.string(),
  stage: Stage,
  domain: Domain,
  probability: z.number().min(0).max(1).nullable(),
  /** The words that report it: an exact slice of `text`. */
  quote: z.string(),
  page: z.int().min(1),
  /** Place of the passage in its meeting, from 0: neighbours under one item often speak of one thing. */
  ordinal: z.int().min(0).optional(),
  /** Number of the agenda item as printed ("10/034"), where the heading does not hold it: later minutes refer to it. */
  itemNumber: z.string().nullable().optional(),
});
export type Mention = z.infer<typeof Mention>;

/** The mentions of one organisation and the days on which its meetings (with or without mentions) were held. */
export const OrganisationMentions = z.strictObject({
  organisationCode: z.string(),
  meetingDates: z.array(IsoDate),
  mentions: z.array(Mention),
});
export type OrganisationMentions = z.infer<typeof OrganisationMentions>;

/** One distinct innovation of one organisation. */
export const Innovation = z.strictObject({
  /** Deterministic; survives re-consolidation as long as its first mention stays. */
  innovationId: z.string(),
  organisationCode: z.string(),
  label: z.string(),
  domain: Domain,
  parentDomain: ParentDomain,
  /** The stage of the latest mention. */
  stage: Stage,
  firstMentioned: IsoDate,
  firstInUse: IsoDate.nullable(),
  firstImplementedOrEvaluated: IsoDate.nullable(),
  inUseAtFirstMeeting: z.boolean(),
  /** Passage ids of its mentions with the stage each reports, oldest first. */
  mentions: z.array(z.strictObject({ passageId: z.string(), stage: Stage })).min(1),
});
export type Innovation = z.infer<typeof Innovation>;
