import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { loadShippedCodebooks } from "../pipeline/code/codebook/index.js";
import { answerPassage, createCoders, loadShippedModel } from "../pipeline/code/index.js";
import { codeLines } from "../scripts/commands/code.js";

const coders = createCoders({ codebooks: loadShippedCodebooks(), model: loadShippedModel() });

async function answersTo(lines: string[]): Promise<{ answers: Record<string, unknown>[]; errors: number }> {
  const output = new PassThrough();
  const [errors, written] = await Promise.all([
    codeLines(Readable.from([lines.join("\n")]), output, coders).finally(() => output.end()),
    text(output),
  ]);
  return {
    answers: written
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
    errors,
  };
}

describe("boardsense code", () => {
  test("one line out for each line in, in order, bad ones named", async () => {
    const { answers, errors } = await answersTo([
      '{"id":"a","text":"Mrs Webb asked why nobody had looked."}',
      "{nonsense",
      "",
      '{"id":"b"}',
      '{"id":7,"text":"The minutes were agreed.","colour":"blue"}',
    ]);
    expect(answers.map(({ id }) => id)).toEqual(["a", null, null, "b", "7"]);
    expect(answers.map((answer) => "error" in answer)).toEqual([false, true, true, true, false]);
    expect(errors).toBe(3);
  });

  test("an answer has the fields and the words of the contract", async () => {
    const { answers } = await answersTo([
      '{"id":"a","heading":"Quality","text":"Mrs Webb asked why nobody had looked."}',
    ]);
    const answer = answers[0] ?? {};
    expect(Object.keys(answer)).toEqual([
      "id",
      "orientation",
      "p_problem_sensing",
      "p_comfort_seeking",
      "themes",
      "innovation",
      "p_innovation",
      "stage",
      "domain",
      "topic",
      "because",
      "versions",
    ]);
    expect(["none", "problem_sensing", "comfort_seeking", "both"]).toContain(answer.orientation);
    expect(["yes", "no"]).toContain(answer.innovation);
  });

  test("an innovation has a stage and a domain, anything else has neither", () => {
    for (const passage of [
      "A text reminder service has been piloted at two clinics since May.",
      "The minutes were agreed.",
    ]) {
      const { innovation, stage, domain } = answerPassage(coders, {
        id: "1",
        heading: "",
        text: passage,
        before: "",
        after: "",
      });
      expect([stage === null, domain === null]).toEqual([innovation === "no", innovation === "no"]);
    }
  });

  test("fields left out and fields left empty are the same", async () => {
    const { answers } = await answersTo([
      '{"id":"a","text":"Dr Lee was not assured."}',
      '{"id":"a","text":"Dr Lee was not assured.","heading":"","before":"","after":null}',
    ]);
    expect(answers[0]).toEqual(answers[1]);
  });
});
