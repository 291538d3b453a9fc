import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../pipeline/text/index.js";

const sentencesOf = (text: string): string[] =>
  analyse(text).sentences.map(({ start, end }) => text.slice(start, end));

describe("analyse", () => {
  const cases: [text: string, sentences: string[]][] = [
    ["", []],
    ["  \n ", []],
    ["Spend was £1.2m. This was noted.", ["Spend was £1.2m.", "This was noted."]],
    ["See para. 3 of the report. It was late.", ["See para. 3 of the report.", "It was late."]],
    ["See Encl. D for the plan. It was late.", ["See Encl. D for the plan.", "It was late."]],
    ["The Rt. Hon. Member left.", ["The Rt. Hon. Member left."]],
    ["Agreed:\n- one thing\n- two things", ["Agreed:", "- one thing", "- two things"]],
    ["First block\n\nSecond block", ["First block", "Second block"]],
    ["Dr. A. Smith spoke. 3.2.1 The Board NOTED it.", ["Dr. A. Smith spoke.", "3.2.1 The Board NOTED it."]],
    ["💷 £5m approved. Next.", ["💷 £5m approved.", "Next."]],
  ];
  test.each(cases)("cuts %j into its sentences", (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  test("every token is an exact slice, in order, and between tokens lies nothing but white space", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.lorem({ maxCount: 30 })), (text) => {
        let last = 0;
        for (const sentence of analyse(text).sentences) {
          for (const token of sentence.tokens) {
            expect(text.slice(token.start, token.end)).toBe(token.text);
            expect(text.slice(last, token.start).trim()).toBe("");
            last = token.end;
          }
          expect(sentence.start).toBe(sentence.tokens[0]?.start);
          expect(sentence.end).toBe(sentence.tokens.at(-1)?.end);
        }
        expect(text.slice(last).trim()).toBe("");
      }),
    );
  });

  test("knows what stands under a negation", () => {
    const negated = analyse("The Board was not assured. It was not only late but wrong.")
      .sentences.flatMap(({ tokens }) => tokens)
      .filter(({ isNegated }) => isNegated)
      .map(({ text }) => text);
    expect(negated).toContain("assured");
    expect(negated).not.toContain("late");
  });

  test("a run of 100,000 letters takes no longer than ordinary text", () => {
    const startedAt = process.cpuUsage().user;
    expect(analyse(`${"x".repeat(100_000)} end.`).sentences.length).toBeGreaterThan(1);
    expect(process.cpuUsage().user - startedAt).toBeLessThan(3_000_000);
  });
});
