import type { Because, Span } from "../../../schemas/coding.js";
import type { AnalysedText } from "../../text/index.js";
import type { EncodedPassage } from "./encode.js";

/** What spoke most for a code, strongest first, and where in the text it stands. */
export interface Reasons {
  features: Because["features"];
  places: { start: number; end: number; weight: number }[];
}

/** Features named in a reason. */
const MOST_FEATURES = 6;
/** Runs quoted in a reason. */
const MOST_QUOTES = 3;
/** A reason this much weaker than the strongest is left out. */
const WEAKEST_SHARE = 0.25;
/** Words between two runs that are closed into one quote. */
const WIDEST_GAP = 12;

/** The entries of the passage that weigh most for a code. */
export function strongestReasons(
  encoded: EncodedPassage,
  names: readonly string[],
  weightOf: (column: number) => number,
): Reasons {
  const entries: { name: string; weight: number; start: number; end: number }[] = [];
  for (let i = 0; i < encoded.columns.length; i += 1) {
    const column = encoded.columns[i] as number;
    const name = names[column];
    const weight = weightOf(column) * (encoded.values[i] as number);
    if (name === undefined || weight <= 0) continue;
    entries.push({ name, weight, start: encoded.starts[i] as number, end: encoded.ends[i] as number });
  }
  entries.sort((one, other) => other.weight - one.weight || (one.name < other.name ? -1 : 1));
  const floor = (entries[0]?.weight ?? 0) * WEAKEST_SHARE;
  return {
    features: entries
      .slice(0, MOST_FEATURES)
      .filter(({ weight }) => weight >= floor)
      .map(({ name, weight }) => ({ feature: name, weight: Math.round(weight * 1000) / 1000 })),
    places: entries
      .filter(({ start }) => start >= 0)
      .map(({ start, end, weight }) => ({ start, end, weight })),
  };
}

/**
 * The runs of the text that decided, in order of place: the places with most weight, those that touch made one.
 * Never a whole paragraph; empty where nothing in the text itself spoke for the code.
 */
export function quoteReasons({ places }: Reasons, { text }: AnalysedText): Span[] {
  const ranked = [...places].sort((one, other) => other.weight - one.weight || one.start - other.start);
  const floor = (ranked[0]?.weight ?? 0) * WEAKEST_SHARE;
  const joined: { start: number; end: number }[] = [];
  for (const { start, end, weight } of ranked) {
    if (weight < floor) break;
    const near = joined.find((span) => start <= span.end + WIDEST_GAP && end >= span.start - WIDEST_GAP);
    if (near) {
      near.start = Math.min(near.start, start);
      near.end = Math.max(near.end, end);
    } else if (joined.length < MOST_QUOTES) joined.push({ start, end });
  }
  const sorted = joined.sort((one, other) => one.start - other.start);
  const spans: Span[] = [];
  for (const { start, end } of sorted) {
    const last = spans.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.quote = text.slice(last.start, last.end);
    } else spans.push({ start, end, quote: text.slice(start, end) });
  }
  return spans;
}
