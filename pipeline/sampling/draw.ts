import { seededRandom } from "../code/model/linear.js";
import { allocate, BANDS, type Band, DOUBTFUL_FROM, shareBands } from "./allocate.js";

/** A passage of the population, with what the design may go by. */
export interface FramePassage {
  id: string;
  /** Values of what the sample is spread over (body, half-year), in the order asked for. */
  groups: readonly string[];
  /** Whether the machine says that a code of the frame's top applies. */
  isMarked: boolean;
  /** Probability, by the machine, that one does. */
  score: number;
}

export interface DrawnPassage {
  id: string;
  stratum: string;
  band: Band;
  /** The chance with which it was drawn, above 0 and at most 1. */
  inclusion: number;
}

export interface StratumDesign {
  stratum: string;
  band: Band;
  /** Passages in it, and how many of them were to be drawn (a fraction is drawn by chance). */
  size: number;
  expected: number;
}

export interface Draw {
  /** In random order. */
  passages: DrawnPassage[];
  strata: StratumDesign[];
}

/**
 * Draws `n` passages (or all, where there are fewer), each with a chance that is known exactly. Strata are the
 * combinations of `groups` and, where `byScore`, the machine's band. The strata are laid end to end, the passages of
 * each in random order, and read off in equal steps of chance (systematic sampling with unequal probabilities, fixed
 * size: Madow, Annals of Mathematical Statistics 20, 1949, 333-354): a stratum gives its share of the sample, rounded
 * up or down. The same passages and seed give the same draw, in whatever order they come.
 */
export function drawSample(
  population: readonly FramePassage[],
  options: { n: number; seed: number; byScore: boolean },
): Draw {
  const random = seededRandom(options.seed);
  const n = Math.min(options.n, population.length);
  const strata = groupStrata(population, options.byScore);
  const inclusionOf = planInclusion(strata, n, options.byScore);
  const start = random();
  const passages: DrawnPassage[] = [];
  let cumulated = 0;
  for (const [k, stratum] of strata.entries()) {
    const inclusion = inclusionOf[k] as number;
    for (const id of shuffled(stratum.ids, random)) {
      const before = cumulated;
      cumulated += inclusion;
      // Steps fall on start, start + 1, …; rounding must not lose a passage that is sure to be drawn.
      if (Math.floor(cumulated - start + 1e-9) > Math.floor(before - start + 1e-9))
        passages.push({ id, stratum: stratum.name, band: stratum.band, inclusion });
    }
  }
  return {
    passages: shuffled(passages, random),
    strata: strata.map(({ name, band, ids }, k) => ({
      stratum: name,
      band,
      size: ids.length,
      expected: (inclusionOf[k] as number) * ids.length,
    })),
  };
}

/** The band of a passage by what the machine says of it. */
export function bandOf({ isMarked, score }: Pick<FramePassage, "isMarked" | "score">): Band {
  if (isMarked) return "marked";
  return score >= DOUBTFUL_FROM ? "doubtful" : "rest";
}

interface Members {
  name: string;
  band: Band;
  ids: string[];
  scores: number;
}

function groupStrata(population: readonly FramePassage[], byScore: boolean): Members[] {
  const strata = new Map<string, Members>();
  for (const passage of population) {
    const band = byScore ? bandOf(passage) : "all";
    const name = [band, ...passage.groups].join(" | ");
    const stratum = strata.get(name) ?? { name, band, ids: [], scores: 0 };
    stratum.ids.push(passage.id);
    stratum.scores += passage.score;
    strata.set(name, stratum);
  }
  for (const { ids } of strata.values()) ids.sort(compare);
  return [...strata.values()].sort(
    (one, other) => BANDS.indexOf(one.band) - BANDS.indexOf(other.band) || compare(one.name, other.name),
  );
}

/** The chance of the passages of each stratum; the chances of all passages sum to `n`. */
function planInclusion(strata: readonly Members[], n: number, byScore: boolean): number[] {
  const bands = byScore ? BANDS.filter((band) => band !== "all") : (["all"] as const);
  const ofBand = bands.map((band) => strata.filter((stratum) => stratum.band === band));
  const sizes = ofBand.map((members) => members.reduce((sum, { ids }) => sum + ids.length, 0));
  const shares = shareBands(
    ofBand.map((members, k) => ({
      size: sizes[k] as number,
      meanScore: members.reduce((sum, { scores }) => sum + scores, 0) / Math.max(1, sizes[k] as number),
    })),
  );
  const counts = fillBands(
    shares.map((share) => share * n),
    sizes,
  );
  const inclusion = new Map<string, number>();
  for (const [k, members] of ofBand.entries()) {
    const expected = allocate(
      members.map(({ ids }) => ids.length),
      counts[k] as number,
    );
    for (const [j, { name, ids }] of members.entries())
      inclusion.set(name, (expected[j] as number) / ids.length);
  }
  return strata.map(({ name }) => inclusion.get(name) as number);
}

/** What a band cannot give, since it is too small, is given by the others. */
function fillBands(wanted: readonly number[], sizes: readonly number[]): number[] {
  const counts = wanted.map((count, k) => Math.min(count, sizes[k] as number));
  const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
  const missing = sum(wanted) - sum(counts);
  const room = counts.map((count, k) => (sizes[k] as number) - count);
  const all = sum(room);
  if (missing <= 0 || all === 0) return counts;
  return counts.map((count, k) => count + (missing * (room[k] as number)) / all);
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
