import { seededRandom } from "../code/model/linear.js";
import { type Estimate, wilson } from "./intervals.js";

/** What two coders said of one code: passages, or their weights, by who said yes. */
export interface TwoByTwo {
  both: number;
  onlyOne: number;
  onlyOther: number;
  neither: number;
}

/** Agreement of two coders on one code, each figure with its 95% interval. */
export interface Agreement {
  /** Passages that both coded. */
  passages: number;
  /** Those passages by who said yes, whatever they weigh. */
  table: TwoByTwo;
  percent: Estimate;
  kappa: Estimate;
  ac1: Estimate;
  alpha: Estimate;
  positiveAgreement: Estimate;
}

const MEASURES = {
  percent: ({ both, neither }: TwoByTwo, all: number) => (both + neither) / all,
  kappa: (table: TwoByTwo, all: number) => {
    const [one, other] = margins(table, all);
    return corrected((table.both + table.neither) / all, one * other + (1 - one) * (1 - other));
  },
  ac1: (table: TwoByTwo, all: number) => {
    const [one, other] = margins(table, all);
    const mean = (one + other) / 2;
    return corrected((table.both + table.neither) / all, 2 * mean * (1 - mean));
  },
  alpha: (table: TwoByTwo, all: number, passages: number) => {
    const [one, other] = margins(table, all);
    const mean = (one + other) / 2;
    const expected = (2 * mean * (1 - mean) * 2 * passages) / (2 * passages - 1);
    return expected === 0 ? null : 1 - (table.onlyOne + table.onlyOther) / all / expected;
  },
  positiveAgreement: ({ both, onlyOne, onlyOther }: TwoByTwo) =>
    both + onlyOne + onlyOther === 0 ? null : (2 * both) / (2 * both + onlyOne + onlyOther),
} satisfies Record<string, (table: TwoByTwo, all: number, passages: number) => number | null>;

type Measure = keyof typeof MEASURES;

/** One passage that both coded: its weight, and the meeting it is of. */
export interface Compared {
  one: boolean;
  other: boolean;
  weight: number;
  cluster: string;
}

const RESAMPLES = 1000;
const SEED = 793_071;

/**
 * Agreement of two coders on one code: percent, Cohen's kappa, Gwet's AC1, Krippendorff's alpha and positive agreement,
 * by the formulas of `agreement.ts` for two answers; weights make each passage stand for as many as it was drawn from.
 * Intervals: percentile bootstrap over whole meetings with a fixed seed; percent without weights has Wilson's, which
 * does not shrink to nothing where all agree.
 */
export function agreementOnCode(compared: readonly Compared[]): Agreement {
  const clusters = new Map<string, Part>();
  const table = empty();
  for (const { one, other, weight, cluster } of compared) {
    const own = clusters.get(cluster) ?? { table: empty(), passages: 0 };
    const cell = one ? (other ? "both" : "onlyOne") : other ? "onlyOther" : "neither";
    table[cell] += 1;
    own.table[cell] += weight;
    own.passages += 1;
    clusters.set(cluster, own);
  }
  const parts = [...clusters.values()];
  const whole = sum(parts);
  const resamples = parts.length < 2 || whole.passages === 0 ? [] : resample(parts);
  const estimate = (measure: Measure): Estimate => {
    const value = measureOn(measure, whole);
    if (value === null || resamples.length === 0) return { value, low: null, high: null };
    const drawn = resamples.flatMap((sample) => measureOn(measure, sample) ?? []).sort((a, b) => a - b);
    const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? null;
    return { value, low: at(0.025), high: at(0.975) };
  };
  const isPlain = compared.every(({ weight }) => weight === 1);
  return {
    passages: whole.passages,
    table,
    percent: isPlain ? wilson(table.both + table.neither, whole.passages) : estimate("percent"),
    kappa: estimate("kappa"),
    ac1: estimate("ac1"),
    alpha: estimate("alpha"),
    positiveAgreement: estimate("positiveAgreement"),
  };
}

interface Part {
  table: TwoByTwo;
  passages: number;
}

function measureOn(measure: Measure, { table, passages }: Part): number | null {
  const all = table.both + table.onlyOne + table.onlyOther + table.neither;
  return all === 0 ? null : MEASURES[measure](table, all, passages);
}

function resample(parts: readonly Part[]): Part[] {
  const random = seededRandom(SEED);
  return Array.from({ length: RESAMPLES }, () =>
    sum(parts.map(() => parts[Math.floor(random() * parts.length)] as Part)),
  );
}

function sum(parts: readonly Part[]): Part {
  const all = { table: empty(), passages: 0 };
  for (const { table, passages } of parts) {
    all.passages += passages;
    all.table.both += table.both;
    all.table.onlyOne += table.onlyOne;
    all.table.onlyOther += table.onlyOther;
    all.table.neither += table.neither;
  }
  return all;
}

function margins({ both, onlyOne, onlyOther }: TwoByTwo, all: number): [number, number] {
  return [(both + onlyOne) / all, (both + onlyOther) / all];
}

function corrected(observed: number, expected: number): number | null {
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

function empty(): TwoByTwo {
  return { both: 0, onlyOne: 0, onlyOther: 0, neither: 0 };
}
