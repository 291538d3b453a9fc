import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agreementOnCode,
  cohenKappa,
  gwetAC1,
  krippendorffAlpha,
  percentAgreement,
  positiveAgreement,
} from "../pipeline/agreement/index.js";
import {
  type CellCount,
  estimateByDesign,
  estimateRoganGladen,
  fitCells,
  type Judged,
  measureErrors,
} from "../pipeline/correction/index.js";
import { measureCoverage } from "../scripts/simulation/coverage.js";
import { SETTINGS } from "../scripts/simulation/settings.js";

const many = (count: number, one: Judged): Judged[] => Array.from({ length: count }, () => one);
const judge = (band: Judged["band"], says: boolean, inclusion: number, [yes, no]: [number, number]) => [
  ...many(yes, { band, says, inclusion, truth: true }),
  ...many(no, { band, says, inclusion, truth: false }),
];

/** 1,000 passages: the machine marks 100, of which half are right; of the 900 others a tenth is missed. */
const CELLS: CellCount[] = [
  { band: "marked", says: true, passages: 100 },
  { band: "rest", says: false, passages: 900 },
];
const SAMPLE = [...judge("marked", true, 0.4, [20, 20]), ...judge("rest", false, 60 / 900, [6, 54])];

describe("a share corrected by a sample", () => {
  test("is what the cells say by hand: (100 · ½ + 900 · ⅒) / 1,000", () => {
    const estimate = estimateByDesign(CELLS, SAMPLE);
    expect(estimate?.value).toBeCloseTo(0.14, 12);
    expect(estimate?.low).toBeGreaterThan(0.05);
    expect(estimate?.low).toBeLessThan(0.14);
    expect(estimate?.high).toBeGreaterThan(0.14);
    expect(estimate?.high).toBeLessThan(0.25);
  });

  test("errors by hand: sensitivity 50 / 140, specificity 810 / 860, precision ½", () => {
    const errors = measureErrors(CELLS, SAMPLE);
    expect(errors.sensitivity?.value).toBeCloseTo(50 / 140, 12);
    expect(errors.specificity?.value).toBeCloseTo(810 / 860, 12);
    expect(errors.precision?.value).toBeCloseTo(0.5, 12);
    expect(errors).toMatchObject({ judged: 100, positives: 26 });
  });

  test("by Rogan and Gladen is the same over the whole, and moves with the machine's share in a part", () => {
    const whole = estimateRoganGladen(CELLS, SAMPLE, { passages: 1000, says: 100 });
    expect(whole?.value).toBeCloseTo(0.14, 12);
    const [se, sp] = [50 / 140, 810 / 860];
    const part = estimateRoganGladen(CELLS, SAMPLE, { passages: 200, says: 40 });
    expect(part?.value).toBeCloseTo((0.2 + sp - 1) / (se + sp - 1), 12);
    expect((part?.high ?? 0) - (part?.low ?? 0)).toBeGreaterThan((whole?.high ?? 0) - (whole?.low ?? 0));
    expect(estimateRoganGladen(CELLS, SAMPLE, { passages: 200, says: 0 })?.value).toBe(0);
  });

  test("by Rogan and Gladen is empty where the machine tells no more than chance", () => {
    const blind = [...judge("marked", true, 0.4, [4, 36]), ...judge("rest", false, 60 / 900, [6, 54])];
    expect(estimateRoganGladen(CELLS, blind, { passages: 1000, says: 100 })).toBeNull();
    expect(estimateByDesign(CELLS, blind)?.value).toBeCloseTo(0.1, 12);
  });

  test("is known where everything was coded", () => {
    const all = [...judge("marked", true, 1, [50, 50]), ...judge("rest", false, 1, [90, 810])];
    const estimate = estimateByDesign(CELLS, all);
    for (const end of [estimate?.value, estimate?.low, estimate?.high]) expect(end).toBeCloseTo(0.14, 12);
  });

  test("weighs each passage by its chance", () => {
    const uneven = [
      ...judge("marked", true, 0.4, [20, 20]),
      ...judge("rest", false, 0.1, [6, 24]),
      ...judge("rest", false, 0.05, [0, 30]),
    ];
    // 60 of 900 stand for the first, 600 of 900 for the second thirty: 60 / 900 of the rest are hits.
    expect(estimateByDesign(CELLS, uneven)?.value).toBeCloseTo((50 + 900 * (60 / 900)) / 1000, 12);
  });

  test("is not given where a side of the machine was not judged, unless hardly any passage is on it", () => {
    const oneSided = judge("rest", false, 60 / 900, [6, 54]);
    expect(estimateByDesign(CELLS, oneSided)).toBeNull();
    const few: CellCount[] = [
      { band: "marked", says: true, passages: 5 },
      { band: "rest", says: false, passages: 995 },
    ];
    expect(estimateByDesign(few, oneSided)?.value).toBeCloseTo(0.5 * 0.005 + 0.1 * 0.995, 12);
  });

  test("a cell nobody coded goes with the others of which the machine says the same", () => {
    const cells: CellCount[] = [...CELLS, { band: "doubtful", says: false, passages: 100 }];
    const fitted = fitCells(cells, SAMPLE);
    expect(fitted?.map(({ passages }) => passages)).toEqual([100, 1000]);
  });

  test("lies within its interval, which lies within 0 and 1", () => {
    const count = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const judged = [...judge("marked", true, 0.3, [a, b]), ...judge("rest", false, 0.02, [c, d])];
        for (const estimate of [
          estimateByDesign(CELLS, judged),
          estimateRoganGladen(CELLS, judged, { passages: 300, says: 20 }),
        ]) {
          if (estimate === null) continue;
          expect(estimate.low).toBeGreaterThanOrEqual(0);
          expect(estimate.low).toBeLessThanOrEqual(estimate.value);
          expect(estimate.value).toBeLessThanOrEqual(estimate.high);
          expect(estimate.high).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("agreement from four counts", () => {
  test("is what the formulas over pairs of answers give", () => {
    const answer = fc.record({ one: fc.boolean(), other: fc.boolean() });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 40 }), (answers) => {
        const found = agreementOnCode(answers.map((each) => ({ ...each, weight: 1, cluster: "m" })));
        const pairs = answers.map(({ one, other }) => [String(one), String(other)] as const);
        const expected = {
          percent: percentAgreement(pairs),
          kappa: cohenKappa(pairs),
          ac1: gwetAC1(pairs, ["true", "false"]),
          alpha: krippendorffAlpha(pairs),
          positiveAgreement: positiveAgreement(answers.map(({ one, other }) => [one, other] as const)),
        };
        for (const [name, value] of Object.entries(expected)) {
          const own = found[name as keyof typeof expected].value;
          if (value === null) expect(own, name).toBeNull();
          else expect(own, name).toBeCloseTo(value, 9);
        }
      }),
    );
  });

  test("with equal weights is that without", () => {
    const answers = Array.from({ length: 30 }, (_, k) => ({
      one: k % 3 === 0,
      other: k % 4 === 0,
      cluster: `m${k % 7}`,
    }));
    const plain = agreementOnCode(answers.map((each) => ({ ...each, weight: 1 })));
    const weighted = agreementOnCode(answers.map((each) => ({ ...each, weight: 2.5 })));
    expect(weighted.table).toEqual(plain.table);
    for (const name of ["kappa", "ac1", "alpha", "positiveAgreement"] as const) {
      expect(weighted[name].value).toBeCloseTo(plain[name].value as number, 9);
      expect(weighted[name].low).toBeCloseTo(plain[name].low as number, 9);
    }
  });
});

describe("over many samples (the long form: npm run simulate)", () => {
  const setting = (name: string) => {
    const found = SETTINGS.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no setting ${name}.`);
    return { ...found, passages: 3000 };
  };

  test.each(["usual", "fair machine"])("%s: intervals hold the truth about as often as they say", (name) => {
    const [archive, part] = measureCoverage(setting(name), { samples: 80, n: 300, seed: 5 });
    for (const figure of [archive, part]) {
      // 95 of 100, less three standard errors of so few samples.
      expect(figure?.covered).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 80));
      expect(Math.abs(figure?.bias ?? 1)).toBeLessThan(0.01);
      expect(figure?.estimated).toBe(80);
    }
    expect(Math.abs((archive?.raw ?? 0) - (archive?.truth ?? 0))).toBeGreaterThan(0.003);
  });

  test("where the machine changes, the design-based estimate holds and Rogan and Gladen's does not", () => {
    const [, design, roganGladen] = measureCoverage(setting("machine better later"), {
      samples: 60,
      n: 300,
      seed: 5,
    });
    expect(design?.covered).toBeGreaterThan(0.85);
    expect(roganGladen?.covered).toBeLessThan(0.7);
  });
});
