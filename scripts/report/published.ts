import type { Domain } from "../../schemas/innovation.js";

/**
 * Figures as published: Dixon-Woods et al., BMJ Qual Saf 2014;23:106-115. Domains not listed have no published
 * value, and neither has any of the three parent domains.
 */
export const STUDY = {
  citation:
    "Dixon-Woods M, Baker R, Charles K, et al. Culture and behaviour in the English National Health Service: overview of lessons from a large multimethod study. BMJ Qual Saf 2014;23:106–115",
  doi: "10.1136/bmjqs-2013-001947",
  minutes: 793,
  organisations: 71,
  innovations: 144,
  byDomain: { productivity: 73, safety: 14 } as Partial<Record<Domain, number>>,
  byHalfYear: { "2010-H1": 62, "2010-H2": 56, "2011-H1": 26 } as Record<string, number>,
} as const;
