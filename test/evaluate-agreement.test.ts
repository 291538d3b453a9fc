import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bootstrap,
  cohenKappa,
  f1Of,
  gwetAC1,
  krippendorffAlpha,
  type Pair,
  percentAgreement,
  positiveAgreement,
  scoreBinary,
  scoreForecasts,
  wilson,
} from "../pipeline/agreement/index.js";

/** Pairs from a table of counts: rows one coder, columns the other. */
function pairsOf(table: number[][], answers: string[]): Pair[] {
  return table.flatMap((row, i) =>
    row.flatMap((count, j) =>
      Array.from({ length: count }, (): Pair => [answers[i] as string, answers[j] as string]),
    ),
  );
}

describe("agreement measures give the published worked examples", () => {
  // Cohen 1960, table 1, in proportions of 200: kappa .492 (two decimals in the paper: .49).
  test("Cohen's kappa, Cohen 1960", () => {
    const pairs = pairsOf(
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      ["personality", "neurosis", "psychosis"],
    );
    expect(percentAgreement(pairs)).toBeCloseTo(0.7, 10);
    expect(cohenKappa(pairs)).toBeCloseTo(0.492, 3);
  });

  // Gwet 2008, the case of high agreement with a rare answer: 118 both yes, 5 and 2 apart, none both no.
  test("Gwet's AC1 stays high where kappa collapses, Gwet 2008", () => {
    const pairs = pairsOf(
      [
        [118, 5],
        [2, 0],
      ],
      ["yes", "no"],
    );
    expect(cohenKappa(pairs)).toBeCloseTo(-0.0234, 3);
    expect(gwetAC1(pairs)).toBeCloseTo(0.9408, 3);
  });

  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, gaps, alpha .743.
  test("Krippendorff's alpha with gaps, Krippendorff 2011", () => {
    const observers = [
      "1 2 3 3 2 1 4 1 2 . . .",
      "1 2 3 3 2 2 4 1 2 5 . 3",
      ". 3 3 3 2 3 4 2 2 5 1 .",
      "1 2 3 3 2 4 4 1 2 5 1 .",
    ].map((row) => row.split(" ").map((value) => (value === "." ? null : value)));
    const units = Array.from({ length: 12 }, (_, unit) => observers.map((row) => row[unit] ?? null));
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3);
  });

  // Krippendorff 2011, section A: two observers, ten binary units, alpha .095.
  test("Krippendorff's alpha of two observers, Krippendorff 2011", () => {
    const one = "0 1 0 0 0 0 0 0 1 0".split(" ");
    const other = "1 1 1 0 0 1 0 0 0 0".split(" ");
    expect(krippendorffAlpha(one.map((value, i) => [value, other[i] as string]))).toBeCloseTo(0.095, 3);
  });

  test("positive agreement is F1 of one coder against the other", () => {
    const answers = fc.array(fc.tuple(fc.boolean(), fc.boolean()));
    fc.assert(
      fc.property(answers, (pairs) => {
        const judged = pairs.map(([truth, said]) => ({ truth, said }));
        expect(positiveAgreement(pairs)).toEqual(f1Of(judged));
      }),
    );
  });

  test("no measure depends on which coder comes first", () => {
    const pair = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("a", "b", "c"));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
        const swapped = pairs.map(([one, other]): Pair => [other, one]);
        for (const measure of [cohenKappa, gwetAC1, krippendorffAlpha]) {
          const [here, there] = [measure(pairs), measure(swapped)];
          if (here === null) expect(there).toBeNull();
          else expect(there).toBeCloseTo(here, 10);
        }
      }),
    );
  });

  test("nothing to compare gives no figure", () => {
    expect([
      percentAgreement([]),
      cohenKappa([]),
      gwetAC1([]),
      krippendorffAlpha([]),
      positiveAgreement([]),
    ]).toEqual([null, null, null, null, null]);
    expect(cohenKappa([["a", "a"]])).toBeNull();
  });
});

describe("scores", () => {
  // Newcombe 1998, table I: 81 of 263 has the Wilson interval .2553 to .3662.
  test("Wilson's interval, Newcombe 1998", () => {
    const { low, high } = wilson(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  test("the bootstrap gives the same interval each time, around the figure", () => {
    const clusters = Array.from({ length: 30 }, (_, i) => [i % 3 === 0 ? 1 : 0]);
    const mean = (sample: readonly number[]) => sample.reduce((a, b) => a + b, 0) / sample.length;
    const one = bootstrap(clusters, mean);
    expect(bootstrap(clusters, mean)).toEqual(one);
    expect(one.low).toBeLessThan(1 / 3);
    expect(one.high).toBeGreaterThan(1 / 3);
  });

  test("precision, recall and F1 of a small table", () => {
    const judged = [
      ...Array.from({ length: 6 }, () => ({ truth: true, said: true, cluster: "a" })),
      ...Array.from({ length: 2 }, () => ({ truth: false, said: true, cluster: "b" })),
      ...Array.from({ length: 4 }, () => ({ truth: true, said: false, cluster: "c" })),
      ...Array.from({ length: 8 }, () => ({ truth: false, said: false, cluster: "d" })),
    ];
    const scores = scoreBinary(judged);
    expect(scores.precision.value).toBeCloseTo(0.75, 10);
    expect(scores.recall.value).toBeCloseTo(0.6, 10);
    expect(scores.f1.value).toBeCloseTo(2 / 3, 10);
    expect(scores.prevalence.value).toBeCloseTo(0.5, 10);
  });

  test("always saying the base rate has no skill, being right has all of it", () => {
    const truths = [true, false, false, false];
    expect(scoreForecasts(truths.map((truth) => ({ truth, probability: 0.25 }))).brierSkill).toBeCloseTo(
      0,
      10,
    );
    expect(scoreForecasts(truths.map((truth) => ({ truth, probability: truth ? 1 : 0 }))).brierSkill).toBe(1);
  });

  test("every forecast is in exactly one bin", () => {
    const forecast = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      truth: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(forecast), (forecasts) => {
        const { bins } = scoreForecasts(forecasts);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(forecasts.length);
      }),
    );
  });
});
