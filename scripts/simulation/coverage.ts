import {
  type CellCount,
  estimateByDesign,
  estimateRoganGladen,
  type Interval,
  type Judged,
} from "../../pipeline/correction/index.js";
import { drawSample } from "../../pipeline/sampling/index.js";
import { makePopulation, type Setting, type SimulatedPassage } from "./population.js";

/** How an estimator did over many samples of one archive. */
export interface Coverage {
  estimator: "design" | "rogan-gladen";
  /** The whole archive, or its last half-year. */
  scope: "archive" | "half-year";
  truth: number;
  raw: number;
  samples: number;
  /** Samples that gave an estimate. */
  estimated: number;
  /** Of those: share whose interval holds the truth, mean estimate and mean width of the interval. */
  covered: number;
  mean: number;
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

/** Draws `samples` samples from one simulated archive, each with a seed of its own, and judges both estimators. */
export function measureCoverage(
  setting: Setting,
  options: { samples: number; n: number; seed: number },
): Coverage[] {
  const population = makePopulation(setting, options.seed);
  const byId = new Map(population.map((passage) => [passage.id, passage]));
  const cells = countCells(population);
  const last = population.filter(({ groups }) => groups[1] === "2011-H1");
  const lastCells = countCells(last);
  const found = new Map<string, (Interval | null)[]>();
  const note = (key: string, estimate: Interval | null) => {
    const list = found.get(key) ?? [];
    list.push(estimate);
    found.set(key, list);
  };
  for (let i = 0; i < options.samples; i += 1) {
    const draw = drawSample(population, { n: options.n, seed: options.seed + 1 + i, byScore: true });
    const sample = draw.passages.map(({ id, band, inclusion }) => {
      const passage = byId.get(id) as SimulatedPassage;
      return { band, inclusion, says: passage.isMarked, truth: passage.truth, halfYear: passage.groups[1] };
    });
    const part: Judged[] = sample.filter(({ halfYear }) => halfYear === "2011-H1");
    note("archive design", estimateByDesign(cells, sample));
    note("half-year design", estimateByDesign(lastCells, part));
    note("half-year rogan-gladen", estimateRoganGladen(cells, sample, apparent(last)));
  }
  return FIGURES.map(([scope, estimator]): Coverage => {
    const of = scope === "archive" ? population : last;
    const truth = of.filter((passage) => passage.truth).length / of.length;
    const all = found.get(`${scope} ${estimator}`) ?? [];
    const given = all.filter((estimate) => estimate !== null);
    const share = (test: (estimate: Interval) => boolean) => given.filter(test).length / given.length;
    const mean = (figure: (estimate: Interval) => number) =>
      given.reduce((sum, estimate) => sum + figure(estimate), 0) / given.length;
    const { says, passages } = apparent(of);
    return {
      estimator,
      scope,
      truth,
      raw: says / passages,
      samples: all.length,
      estimated: given.length,
      covered: share(({ low, high }) => low <= truth && truth <= high),
      mean: mean(({ value }) => value),
      width: mean(({ low, high }) => high - low),
      above: share(({ low }) => low > truth),
      below: share(({ high }) => high < truth),
    };
  });
}

function apparent(passages: readonly SimulatedPassage[]): { passages: number; says: number } {
  return { passages: passages.length, says: passages.filter(({ isMarked }) => isMarked).length };
}

function countCells(passages: readonly SimulatedPassage[]): CellCount[] {
  const cells = new Map<string, CellCount>();
  for (const { band, isMarked } of passages) {
    const cell = cells.get(`${band} ${isMarked}`) ?? { band, says: isMarked, passages: 0 };
    cell.passages += 1;
    cells.set(`${band} ${isMarked}`, cell);
  }
  return [...cells.values()];
}
