import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { readGold } from "../pipeline/agreement/index.js";
import { loadShippedCodebooks } from "../pipeline/code/codebook/index.js";
import { type Coders, createCoders, loadShippedModel } from "../pipeline/code/index.js";
import { createModel } from "../pipeline/code/model/apply.js";
import { bestThresholds, fitCalibration, softmax } from "../pipeline/code/model/calibrate.js";
import { packRows, sigmoid } from "../pipeline/code/model/linear.js";
import { fitRidge } from "../pipeline/code/model/ridge.js";
import { trainModel } from "../pipeline/code/model/train.js";
import { readModelWords } from "../pipeline/code/model/words.js";
import { analyse } from "../pipeline/text/index.js";
import { readForTraining } from "../scripts/training/gold-files.js";

const norms = (text: string) =>
  analyse(text).sentences.flatMap((one) => readModelWords(one).map(({ norm }) => norm));

describe("the words the model sees", () => {
  const cases: [text: string, expected: string[]][] = [
    ["Mrs Webb asked Dr. M. Oduya-Marsh.", ["@person", "ask", "@person"]],
    ["The Director of Nursing agreed.", ["the", "@role", "agree"]],
    ["KJ: checked 14 of 20.", ["@person", ":", "check", "#", "of", "#"]],
    ["The CQC visited Marlsea.", ["the", "cqc", "visit", "@name"]],
  ];
  test.each(cases)("%s", (text, expected) => {
    expect(norms(text)).toEqual(expected);
  });

  test("every word is a run of the text, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        let end = 0;
        for (const sentence of analyse(text).sentences) {
          for (const word of readModelWords(sentence)) {
            expect(word.start).toBeGreaterThanOrEqual(end);
            expect(word.end).toBeGreaterThan(word.start);
            end = word.start;
          }
        }
      }),
    );
  });
});

describe("learning", () => {
  test("training by least squares separates what can be separated, and gives the same weights each time", () => {
    const rows = packRows(
      Array.from({ length: 40 }, (_, i) => [[i % 2, 1] as const, [2, (i % 5) / 5] as const]),
      3,
    );
    const isPositive = Uint8Array.from({ length: 40 }, (_, i) => i % 2);
    const members = Int32Array.from({ length: 40 }, (_, i) => i);
    const fit = fitRidge(rows, isPositive, members, { penalty: 2 });
    expect(fit.weights[1]).toBeGreaterThan(1);
    expect(fit.weights[0]).toBeLessThan(-1);
    expect(Math.abs(fit.weights[2] ?? 1)).toBeLessThan(0.3);
    expect(fitRidge(rows, isPositive, members, { penalty: 2 })).toEqual(fit);
  });

  test("calibration finds the chance behind a score", () => {
    const scores = Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 4000) / 500 - 4);
    const isPositive = scores.map((score, i) => ((i * 104729) % 1000) / 1000 < sigmoid(0.5 * score - 1));
    const { slope, offset } = fitCalibration(scores, isPositive);
    expect(slope).toBeCloseTo(0.5, 1);
    expect(offset).toBeCloseTo(-1, 0);
  });

  test("the best thresholds lie between the values they part, and ask less where the rules agree", () => {
    const judge = (isSeconded: boolean) => (probability: number, isTrue: boolean) => ({
      probability,
      isTrue,
      isSeconded,
      weight: 1,
    });
    const alone = judge(false);
    const seconded = judge(true);
    const one = bestThresholds([alone(0.9, true), alone(0.8, true), alone(0.4, false), alone(0.1, false)]);
    expect(one.threshold).toBeCloseTo(0.6, 10);
    expect(one.f1).toBe(1);

    const two = bestThresholds([
      alone(0.9, true),
      alone(0.7, false),
      alone(0.6, false),
      seconded(0.5, true),
      seconded(0.3, true),
      seconded(0.1, false),
    ]);
    expect(two.threshold).toBeCloseTo(0.8, 10);
    expect(two.thresholdWithRules).toBeCloseTo(0.2, 10);
    expect(two.f1).toBe(1);
  });

  test("thresholds are those of the best pair that can be found by trying all", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    const judged = Array.from({ length: 60 }, () => {
      const isSeconded = random() < 0.4;
      const probability = random();
      return { probability, isSeconded, isTrue: random() < probability, weight: random() < 0.5 ? 1 : 4 };
    });
    const f1Of = (threshold: number, thresholdWithRules: number) => {
      let [found, flagged, positives] = [0, 0, 0];
      for (const { probability, isSeconded, isTrue, weight } of judged) {
        if (isTrue) positives += weight;
        if (probability < (isSeconded ? thresholdWithRules : threshold)) continue;
        flagged += weight;
        if (isTrue) found += weight;
      }
      return (2 * found) / (flagged + positives);
    };
    const tried = judged.flatMap((a) => judged.map((b) => f1Of(a.probability, b.probability)));
    const best = bestThresholds(judged);
    expect(best.f1).toBeCloseTo(Math.max(...tried), 10);
    expect(f1Of(best.threshold, best.thresholdWithRules)).toBeCloseTo(best.f1, 10);
  });

  test("shares add up to one, however large the scores", () => {
    expect(softmax([1000, 999, -1000], 2).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
});

const ASKS = [
  "asked why nobody had looked",
  "wished to know what lay behind the figure",
  "was not assured by the answer",
];
const RESTS = [
  "was content that all was well",
  "took comfort from the rating",
  "was delighted and asked for a press release",
];
const PLAIN = ["received the minutes", "noted the date of the next meeting", "approved the seal"];

function smallGold(): string {
  const line = (body: string, n: number, text: string, orientation: string, themes: string[]) =>
    JSON.stringify({
      id: `${body}#${n}`,
      body,
      document: body,
      source: "constructed",
      text,
      orientation,
      themes,
      innovation: n % 7 === 0 ? "yes" : "no",
      stage: n % 7 === 0 ? (n % 2 ? "pilot" : "proposed") : null,
      domain: n % 7 === 0 ? (n % 2 ? "safety" : "quality") : null,
      topic: n % 2 ? "finance" : "workforce",
    });
  return ["AA", "BB", "CC", "DD"]
    .flatMap((body, b) =>
      Array.from({ length: 18 }, (_, n) => {
        const kind = n % 3;
        const [texts, orientation, themes] = (
          [
            [ASKS, "problem_sensing", ["P1"]],
            [RESTS, "comfort_seeking", [n % 2 ? "C1" : "C3"]],
            [PLAIN, "none", []],
          ] as const
        )[kind] as readonly [readonly string[], string, readonly string[]];
        return line(body, n, `The Board ${texts[Math.floor(n / 3 + b) % 3]}.`, orientation, [...themes]);
      }),
    )
    .join("\n");
}

describe("training", () => {
  const { examples } = readGold(smallGold());
  const options = {
    name: "small",
    version: "1",
    sha256: "",
    codebooks: {},
    vectors: null,
    heldOutBodies: ["AA", "BB", "CC", "DD"],
  };
  const train = () => trainModel(examples, readForTraining(examples, []), options);

  test("the same examples give the same bytes", () => {
    expect(JSON.stringify(train().weights)).toBe(JSON.stringify(train().weights));
  });

  test("bodies not seen are scored, and scored well where the wording recurs", () => {
    const { outOfFold } = train();
    const right = examples.filter((example, i) => {
      const said = outOfFold[i]?.get("orientation/problem_sensing")?.applies;
      return said === (example.orientation === "problem_sensing");
    });
    expect(right.length / examples.length).toBeGreaterThan(0.9);
  });

  test("no feature of fewer than three bodies ships", () => {
    const odd = readGold(
      `${smallGold()}\n${JSON.stringify({ id: "x", body: "AA", source: "constructed", text: "The zeppelin zeppelin was noted.", orientation: "none", innovation: "no" })}`,
    );
    const { weights } = trainModel(odd.examples, readForTraining(odd.examples, []), options);
    expect(weights.names.filter((name) => name.includes("zeppelin"))).toEqual([]);
    expect(() => createModel(weights, null)).not.toThrow();
  });
});

describe("reading gold", () => {
  test("every bad line is named with its number, and the rest is read", () => {
    const good = smallGold().split("\n")[0];
    const { examples, problems } = readGold(
      [good, "{", '{"id":"b","body":"B","text":"t","orientation":"perhaps","innovation":"no"}', good].join(
        "\n",
      ),
    );
    expect(examples).toHaveLength(1);
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(problems[1]?.message).toContain("orientation");
    expect(problems[2]?.message).toContain("line 1");
  });

  test("passages of a whole document get their neighbours", () => {
    const lines = ["one", "two", "three"].map((text, i) =>
      JSON.stringify({ id: `d#${i}`, body: "B", text, orientation: "none", innovation: "no" }),
    );
    const [, second] = readGold(lines.join("\n")).examples;
    expect(second?.passage).toMatchObject({ before: "one", after: "three" });
  });
});

describe("the model that ships", () => {
  let coders: Coders;
  beforeAll(() => {
    coders = createCoders({ codebooks: loadShippedCodebooks(), model: loadShippedModel() });
  });

  const passage = (text: string, heading = "") => ({ id: "1", heading, text, before: "", after: "" });

  test("answers each frame it knows once: none, or the codes that apply", () => {
    for (const text of ["The minutes were agreed.", "Mrs Webb asked what the assurance rested on.", ""]) {
      const codings = coders.code(passage(text)).filter(({ coder }) => coder === "model");
      for (const frame of ["orientation", "innovation", "attention"]) {
        const own = codings.filter((coding) => coding.frame === frame);
        expect(own.length).toBeGreaterThan(0);
        if (own.some(({ code }) => code === null)) expect(own).toHaveLength(1);
      }
    }
  });

  test("spans slice to their quotes and probabilities lie between 0 and 1, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        for (const { spans, probability } of coders.code(passage(text))) {
          for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);
          if (probability !== null) {
            expect(probability).toBeGreaterThanOrEqual(0);
            expect(probability).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a theme applies only under its parent, and stage and domain only to a mention", () => {
    const texts = [
      "The Board was delighted with the award.",
      "A text reminder service has been piloted at two clinics since May.",
    ];
    for (const text of texts) {
      const codes = coders
        .code(passage(text))
        .flatMap(({ coder, code }) => (coder === "model" && code ? [code] : []));
      if (codes.some((code) => /^c\d$/.test(code))) expect(codes).toContain("comfort_seeking");
      expect(codes.some((code) => code.startsWith("stage_"))).toBe(codes.includes("mention"));
      expect(codes.filter((code) => code.startsWith("domain_")).length).toBe(
        codes.includes("mention") ? 1 : 0,
      );
    }
  });

  test("the answer depends on nothing but the passage", () => {
    const one = passage("Dr Lee was not assured and asked to see the records of the night.", "Quality");
    const first = coders.code(one);
    coders.code(passage("Something else entirely was noted."));
    expect(coders.code(one)).toEqual(first);
  });
});

describe("what a coding of the model is marked with", () => {
  const { examples } = readGold(smallGold());
  const { weights } = trainModel(examples, readForTraining(examples, []), {
    name: "small",
    version: null,
    sha256: "",
    codebooks: { orientation: "2026-01-01" },
    vectors: null,
    heldOutBodies: ["AA", "BB"],
  });
  const model = createModel(weights, null);

  test("other weights have another version, without anybody raising it", () => {
    expect(weights.version).toMatch(/^[0-9a-f]{10}$/);
  });

  test("other rules than those it was trained with give its codings another version", () => {
    const own = model.versionWith({ orientation: "2026-01-01", quaser: "2026-05-05" });
    expect(own).toBe(`small@${weights.version}`);
    expect(model.versionWith({ orientation: "2026-01-02" })).toMatch(
      new RegExp(`^small@${weights.version}\\+[0-9a-f]{8}$`),
    );
  });
});
