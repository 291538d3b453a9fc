import type { LedgerEntry } from "../../pipeline/evaluate-ledgers/index.js";
import { holdsQuote, normaliseText } from "../../pipeline/evaluate-ledgers/overlap.js";
import type { FoundBody, ReadPassage } from "./read-found.js";

/** Stages that count as in use. */
const IN_USE = ["pilot", "implemented", "evaluated"];

/** Why an innovation that was planted in use was not counted, by the first step at which it was lost. */
export const REASONS = {
  notRead: "the passage was not read as one (or its meeting does not count)",
  notMention: "the coder saw no innovation in any passage that reports use",
  notInUse: "the coder gave every passage that reports use a stage before use",
  doubtful: "consolidation thought the mentions too doubtful to count",
  merged: "its mentions were counted with another innovation of the body",
} as const;
export type Reason = keyof typeof REASONS;

/** Says at which step an entry that is missing was lost. */
export function explainMiss(body: FoundBody, entry: LedgerEntry): Reason {
  const told = entry.mentions
    .filter(({ stage }) => IN_USE.includes(stage))
    .map(({ meeting, quote }) => findPassage(body.passages, meeting, quote))
    .filter((passage) => passage !== null);
  if (told.length === 0) return "notRead";
  const mentions = told.filter(({ isMention }) => isMention);
  if (mentions.length === 0) return "notMention";
  const inUse = mentions.filter(({ stage }) => stage !== null && IN_USE.includes(stage));
  if (inUse.length === 0) return "notInUse";
  const isCounted = inUse.some(({ passageId }) =>
    body.innovations.some(({ mentions }) => mentions.some((mention) => mention.passageId === passageId)),
  );
  return isCounted ? "merged" : "doubtful";
}

/** What became of an innovation that nobody planted: the kind of passage that it was made from. */
export function explainInvention(body: FoundBody, innovationId: string): string {
  const innovation = body.innovations.find((each) => each.innovationId === innovationId);
  const passages = body.passages.filter(({ passageId }) =>
    innovation?.mentions.some((mention) => mention.passageId === passageId),
  );
  const isOf = (isWanted: (entry: LedgerEntry) => boolean) =>
    passages.some(({ text, meetingDate }) =>
      body.ledger.some(
        (entry) =>
          isWanted(entry) &&
          entry.mentions.some(
            ({ meeting, quote }) =>
              meeting === meetingDate && holdsQuote(normaliseText(text), normaliseText(quote)),
          ),
      ),
    );
  if (isOf((entry) => !entry.implemented)) return "a proposal never carried out, taken for in use";
  if (isOf((entry) => entry.implemented)) return "a further telling of one that was counted already";
  return "a passage in which nothing was planted";
}

function findPassage(passages: readonly ReadPassage[], meeting: string, quote: string): ReadPassage | null {
  const wanted = normaliseText(quote);
  return (
    passages.find(
      ({ text, meetingDate }) => meetingDate === meeting && holdsQuote(normaliseText(text), wanted),
    ) ?? null
  );
}
