import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf, drawSample, type FramePassage } from "../pipeline/sampling/index.js";

const passage = fc.record({
  groups: fc.tuple(fc.constantFrom("A", "B", "C"), fc.constantFrom("2010-H1", "2010-H2")),
  isMarked: fc.boolean(),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
});
const population = fc
  .array(passage, { minLength: 1, maxLength: 120 })
  .map((rows) => rows.map((row, k): FramePassage => ({ ...row, id: `p${k}` })));

describe("a draw", () => {
  test("has as many passages as asked for, none twice, with chances that sum to that number", () => {
    fc.assert(
      fc.property(
        population,
        fc.integer({ min: 1, max: 150 }),
        fc.nat(),
        fc.boolean(),
        (all, n, seed, byScore) => {
          const { passages, strata } = drawSample(all, { n, seed, byScore });
          const size = Math.min(n, all.length);
          expect(passages).toHaveLength(size);
          expect(new Set(passages.map(({ id }) => id)).size).toBe(size);
          expect(strata.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(size, 6);
          for (const { inclusion } of passages) expect(inclusion > 0 && inclusion <= 1 + 1e-9).toBe(true);
          for (const { stratum, expected } of strata) {
            const drawn = passages.filter((one) => one.stratum === stratum).length;
            expect(Math.abs(drawn - expected)).toBeLessThan(1 + 1e-6);
          }
        },
      ),
    );
  });

  test("does not depend on the order in which the passages come", () => {
    fc.assert(
      fc.property(population, fc.nat(), (all, seed) => {
        const options = { n: 10, seed, byScore: true };
        expect(drawSample([...all].reverse(), options).passages).toEqual(drawSample(all, options).passages);
      }),
    );
  });

  test("takes each passage as often as its chance says, over many seeds", () => {
    const all: FramePassage[] = Array.from({ length: 60 }, (_, k) => ({
      id: `p${k}`,
      groups: [k < 50 ? "large" : "small"],
      isMarked: k % 10 === 0,
      score: k % 10 === 0 ? 0.8 : k % 3 === 0 ? 0.2 : 0.01,
    }));
    const times = new Map<string, number>();
    const chance = new Map<string, number>();
    const draws = 4000;
    for (let seed = 1; seed <= draws; seed += 1) {
      for (const { id, inclusion } of drawSample(all, { n: 15, seed, byScore: true }).passages) {
        times.set(id, (times.get(id) ?? 0) + 1);
        chance.set(id, inclusion);
      }
    }
    for (const { id } of all) {
      const expected = chance.get(id) ?? 0;
      const error = 4.5 * Math.sqrt((expected * (1 - expected)) / draws) + 1e-9;
      expect(Math.abs((times.get(id) ?? 0) / draws - expected), id).toBeLessThan(error);
    }
  });

  test("gives each band at least a fifth, and what the machine marks more than its share", () => {
    const all: FramePassage[] = Array.from({ length: 2000 }, (_, k) => ({
      id: `p${k}`,
      groups: [],
      isMarked: k < 100,
      score: k < 100 ? 0.7 : k < 300 ? 0.2 : 0.01,
    }));
    const { passages } = drawSample(all, { n: 300, seed: 1, byScore: true });
    const inBand = (band: string) => passages.filter((one) => one.band === band).length;
    expect(inBand("marked")).toBeGreaterThanOrEqual(60);
    expect(inBand("doubtful")).toBeGreaterThanOrEqual(60);
    expect(inBand("rest")).toBeGreaterThan(100);
  });

  test("takes a small body in, where there is room for it", () => {
    const all: FramePassage[] = Array.from({ length: 1000 }, (_, k) => ({
      id: `p${k}`,
      groups: [k < 3 ? "tiny" : "large"],
      isMarked: false,
      score: 0,
    }));
    const { passages } = drawSample(all, { n: 20, seed: 3, byScore: false });
    expect(passages.filter(({ stratum }) => stratum.includes("tiny"))).toHaveLength(2);
  });
});

test("a passage that the machine does not mark is in doubt from a probability of 0.1", () => {
  expect(bandOf({ isMarked: true, score: 0 })).toBe("marked");
  expect(bandOf({ isMarked: false, score: 0.1 })).toBe("doubtful");
  expect(bandOf({ isMarked: false, score: 0.09 })).toBe("rest");
});
