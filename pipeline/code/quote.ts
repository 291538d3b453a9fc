import type { Span } from "../../schemas/coding.js";
import type { AnalysedText } from "../text/index.js";

/**
 * The sentence to quote for a coding: the one with most of the words that decided, on a tie the first. Undefined
 * where no words are named. What is quoted is an exact slice of the text, without white space around it.
 */
export function quoteSentence(spans: readonly Span[], { text, sentences }: AnalysedText): Span | undefined {
  if (spans.length === 0) return undefined;
  let best: { start: number; end: number } | undefined;
  let most = 0;
  for (const sentence of sentences) {
    const covered = spans.reduce((sum, span) => sum + overlap(span, sentence), 0);
    if (covered > most) [best, most] = [sentence, covered];
  }
  if (best === undefined) return spans[0];
  const slice = text.slice(best.start, best.end);
  const start = best.start + (slice.length - slice.trimStart().length);
  const end = best.end - (slice.length - slice.trimEnd().length);
  return { start, end, quote: text.slice(start, end) };
}

function overlap(one: { start: number; end: number }, other: { start: number; end: number }): number {
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));
}
