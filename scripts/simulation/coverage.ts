import {
  type CellCount,
  estimateByDesign,
  estimateRoganGladen,
  type Interval,
  type Judged,
} from "../../pipeline/correction/index.js";
import { drawSample } from "../../pipeline/sampling/index.js";
import { makePopulation, type Setting, type SimulatedPassage } from "./population.js";

/** How an estimator did over many samples. */
export interface Coverage {
  estimator: "design" | "rogan-gladen";
  /** The whole archive, or its last half-year. */
  scope: "archive" | "half-year";
  /** Mean true share, and mean share by the machine alone, over the archives. */
  truth: number;
  raw: number;
  samples: number;
  /** Samples that gave an estimate. */
  estimated: number;
  /** Of those: share whose interval holds the truth, mean error of the estimate and mean width of the interval. */
  covered: number;
  bias: number;
  width: number;
  /** Share whose interval lies wholly above, and wholly below the truth. */
  above: number;
  below: number;
}

/** For the whole archive the two estimates are one and the same. */
const FIGURES = [
  ["archive", "design"],
  ["half-year", "design"],
  ["half-year", "rogan-gladen"],
] as const;

/** Samples drawn from one simulated archive before another is made: the result is not that of one archive's luck. */
const SAMPLES_AN_ARCHIVE = 20;

interface Case {
  truth: number;
  raw: number;
  estimate: Interval | null;
}

/** Draws `samples` samples from simulated archives by the product's own code, and judges both estimators. */
export function measureCoverage(
  setting: Setting,
  options: { samples: number; n: number; seed: number },
): Coverage[] {
  const cases = FIGURES.map((): Case[] => []);
  for (let from = 0; from < options.samples; from += SAMPLES_AN_ARCHIVE) {
    const archive = makeArchive(setting, options.seed + from);
    const many = Math.min(SAMPLES_AN_ARCHIVE, options.samples - from);
    for (let i = 0; i < many; i += 1) {
      const estimates = estimateAll(archive, { n: options.n, seed: options.seed + from + i });
      for (const [k, estimate] of estimates.entries()) {
        const { truth, raw } = k === 0 ? archive.whole : archive.last;
        cases[k]?.push({ truth, raw, estimate });
      }
    }
  }
  return FIGURES.map(([scope, estimator], k) => ({ scope, estimator, ...summarise(cases[k] ?? []) }));
}

type Archive = ReturnType<typeof makeArchive>;

function makeArchive(setting: Setting, seed: number) {
  const population = makePopulation(setting, seed);
  return {
    population,
    byId: new Map(population.map((passage) => [passage.id, passage])),
    whole: describe(population),
    last: describe(population.filter(({ groups }) => groups[1] === "2011-H1")),
  };
}

function estimateAll(archive: Archive, options: { n: number; seed: number }): (Interval | null)[] {
  const draw = drawSample(archive.population, { ...options, byScore: true });
  const sample = draw.passages.map(({ id, band, inclusion }) => {
    const { isMarked, truth, groups } = archive.byId.get(id) as SimulatedPassage;
    return { band, inclusion, says: isMarked, truth, halfYear: groups[1] };
  });
  const part: Judged[] = sample.filter(({ halfYear }) => halfYear === "2011-H1");
  return [
    estimateByDesign(archive.whole.cells, sample),
    estimateByDesign(archive.last.cells, part),
    estimateRoganGladen(archive.whole.cells, sample, archive.last),
  ];
}

function summarise(cases: readonly Case[]): Omit<Coverage, "scope" | "estimator"> {
  const given = cases.flatMap(({ estimate, truth }) => (estimate === null ? [] : [{ ...estimate, truth }]));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    truth: mean(cases.map(({ truth }) => truth)),
    raw: mean(cases.map(({ raw }) => raw)),
    samples: cases.length,
    estimated: given.length,
    covered: mean(given.map(({ low, high, truth }) => Number(low <= truth && truth <= high))),
    bias: mean(given.map(({ value, truth }) => value - truth)),
    width: mean(given.map(({ low, high }) => high - low)),
    above: mean(given.map(({ low, truth }) => Number(low > truth))),
    below: mean(given.map(({ high, truth }) => Number(high < truth))),
  };
}

function describe(passages: readonly SimulatedPassage[]) {
  const says = passages.filter(({ isMarked }) => isMarked).length;
  return {
    cells: countCells(passages),
    passages: passages.length,
    says,
    truth: passages.filter(({ truth }) => truth).length / passages.length,
    raw: says / passages.length,
  };
}

function countCells(passages: readonly SimulatedPassage[]): CellCount[] {
  const cells = new Map<string, CellCount>();
  for (const { band, isMarked } of passages) {
    const cell = cells.get(band) ?? { band, says: isMarked, passages: 0 };
    cell.passages += 1;
    cells.set(band, cell);
  }
  return [...cells.values()];
}
