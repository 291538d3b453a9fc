import {
  DOMAINS,
  type Domain,
  IN_USE_STAGES,
  type Mention,
  STRICT_STAGES,
  type Stage,
} from "../../schemas/innovation.js";

/** The domain most of the mentions speak for, each by its probability; of equals, the one first mentioned. */
export function voteDomain(mentions: readonly Mention[]): Domain {
  const votes = new Map<Domain, number>();
  for (const mention of mentions) {
    votes.set(mention.domain, (votes.get(mention.domain) ?? 0) + (mention.probability ?? 1));
  }
  let best: Domain | null = null;
  for (const [domain, vote] of votes) if (best === null || vote > (votes.get(best) ?? 0)) best = domain;
  return best ?? DOMAINS[0];
}

/** The date of the first mention at one of the stages; null where there is none. Mentions come oldest first. */
export function firstAt(mentions: readonly Mention[], stages: readonly Stage[]): string | null {
  return mentions.find((mention) => stages.includes(mention.stage))?.meetingDate ?? null;
}

/** When it was first in use: pilot, implemented or evaluated, and by the strict count without the pilot. */
export function usesOf(mentions: readonly Mention[]) {
  return {
    firstInUse: firstAt(mentions, IN_USE_STAGES),
    firstImplementedOrEvaluated: firstAt(mentions, STRICT_STAGES),
  };
}
