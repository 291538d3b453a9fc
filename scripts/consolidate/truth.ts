import type { Ledger } from "../../pipeline/evaluate-ledgers/index.js";
import { holdsQuote, normaliseText } from "../../pipeline/evaluate-ledgers/overlap.js";
import type { LabelledMention } from "./development.js";

/**
 * Which innovation each gold mention is of: the ledger entry whose quote it holds, else the entry to which
 * mentions of the same gold label belong. Mentions of neither are left out: nobody said what they are of.
 */
export function truthOf(mentions: readonly LabelledMention[], ledger: Ledger): Map<string, string> {
  const truth = new Map<string, string>();
  const entryOfLabel = new Map<string, string>();
  for (const { mention, label } of mentions) {
    const text = normaliseText(mention.text);
    for (const entry of ledger.entries) {
      const isHeld = entry.mentions.some(
        ({ meeting, quote }) => meeting === mention.meetingDate && holdsQuote(text, normaliseText(quote)),
      );
      if (!isHeld || truth.has(mention.passageId)) continue;
      truth.set(mention.passageId, entry.id);
      if (!entryOfLabel.has(label)) entryOfLabel.set(label, entry.id);
    }
  }
  for (const { mention, label } of mentions) {
    const entry = entryOfLabel.get(label);
    if (!truth.has(mention.passageId) && entry !== undefined) truth.set(mention.passageId, entry);
  }
  return truth;
}
