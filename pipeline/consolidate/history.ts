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

/**
 * Mentions that are together less likely than this to hold a single right one make no innovation. Chosen with one
 * body left out: at it as many innovations in use are invented as missed.
 */
const LEAST_PROBABILITY = 0.8;

/**
 * Whether the mentions make it likely enough that there is an innovation at all: the probability that not all of
 * them are mistakes. One doubtful passage is a passage to read, not an innovation to count; doubtful ones
 * of the same thing at several meetings are. Of one meeting, and of passages in the same words ("See report for
 * details"), only the surest speaks: what misled the coder once misled it every time. Mentions without a
 * probability (a person's, a rule's) are taken as right.
 */
export function isLikely(mentions: readonly Mention[]): boolean {
  const surest = (keyOf: (mention: Mention) => string, among: readonly Mention[]) => {
    const best = new Map<string, Mention>();
    for (const mention of among) {
      const other = best.get(keyOf(mention));
      if (!other || sureness(mention) > sureness(other)) best.set(keyOf(mention), mention);
    }
    return [...best.values()];
  };
  const speaking = surest(
    ({ meetingId }) => meetingId,
    surest(({ text }) => wordsOf(text), mentions),
  );
  const allWrong = speaking.reduce((product, mention) => product * (1 - sureness(mention)), 1);
  return 1 - allWrong >= LEAST_PROBABILITY;
}

function sureness({ probability }: Mention): number {
  return probability ?? 1;
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}
