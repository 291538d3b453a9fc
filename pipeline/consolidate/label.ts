import type { Mention } from "../../schemas/innovation.js";
import {
  LABEL_FEATURES,
  type LabelCandidate,
  type LabelFeatures,
  labelCandidates,
} from "./label-candidates.js";
import { writeLabel } from "./label-case.js";
import trained from "./label-weights.json" with { type: "json" };
import type { StemWeights } from "./similarity.js";

const FALLBACK_WORDS = 6;
/** A single word, or a place on the agenda, is a label only where there is no other. */
const RATHER_ANY_OTHER = 1000;
/** Whom it is for, what kind of undertaking it is, and where it is, are seldom what it is. */
const RATHER_OTHERS = 1.5;
const UNNAMED = "Not named";

/** Names an innovation in words of its own mentions: the phrase that most resembles what readers chose. */
export function labelOf(
  mentions: readonly Mention[],
  weight: StemWeights,
  weights: LabelFeatures = trained,
): string {
  const best = chooseLabel(labelCandidates(mentions, weight), weights);
  const [first] = mentions;
  const opening = (text: string | undefined) => text?.trim().split(/\s+/u).slice(0, FALLBACK_WORDS).join(" ");
  for (const text of [best?.text, opening(first?.quote), opening(first?.heading)]) {
    const label = writeLabel(text ?? "", mentions);
    if (label !== "") return label;
  }
  return UNNAMED;
}

/** The best of the candidates; of equals, the one first found. Null where there is none. */
export function chooseLabel(
  candidates: readonly LabelCandidate[],
  weights: LabelFeatures,
): LabelCandidate | null {
  let best: LabelCandidate | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const candidate of candidates) {
    const { oneWord, isAgenda, headIsAside, namesPlace, isName, isQuoted, isIntroduced, inHeadings } =
      candidate.features;
    // A name that nothing introduces is more often a person's than a thing's.
    const isBareName = isName === 1 && isQuoted + isIntroduced + inHeadings === 0 ? 1 : 0;
    const score =
      -RATHER_ANY_OTHER * (oneWord + isAgenda) -
      RATHER_OTHERS * (headIsAside + namesPlace + isBareName) +
      LABEL_FEATURES.reduce((sum, name) => sum + weights[name] * candidate.features[name], 0);
    if (score > most) [best, most] = [candidate, score];
  }
  return best;
}
