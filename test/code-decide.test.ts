import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONTEXT_LENGTH, decide, toPassagesToCode } from "../pipeline/code/index.js";
import type { Coding } from "../schemas/coding.js";
import type { Meeting, Passage } from "../schemas/minutes.js";

function coding(
  coder: Coding["coder"],
  code: string | null,
  frame = "orientation",
  passageId = "p1",
): Coding {
  return {
    passageId,
    frame,
    code,
    coder,
    coderVersion: "1",
    codebookVersion: "2026-11-22",
    probability: null,
    spans: [],
    because: { rules: [], features: [], note: null },
  };
}

const codesOf = (decisions: Coding[]) => decisions.map(({ coder, code }) => `${coder} ${code}`);

describe("one decision from several coders", () => {
  const cases: [name: string, codings: Coding[], expected: string[]][] = [
    ["nothing said, nothing decided", [], []],
    [
      "a person's no outranks a model's yes",
      [coding("model", "problem_sensing"), coding("human:AB", null)],
      ["human:AB null"],
    ],
    [
      "the model's no outranks a rule's yes",
      [coding("rules", "problem_sensing"), coding("model", null)],
      ["model null"],
    ],
    [
      "rules stand where no one else answers",
      [coding("rules", "c1"), coding("rules", "comfort_seeking")],
      ["rules c1", "rules comfort_seeking"],
    ],
    [
      "most people win",
      [coding("human:AB", "problem_sensing"), coding("human:CD", null), coding("human:EF", null)],
      ["human:CD null"],
    ],
    ["on a tie the first name wins", [coding("human:CD", null), coding("human:AB", "p1")], ["human:AB p1"]],
  ];
  test.each(cases)("%s", (_, codings, expected) => {
    expect(codesOf(decide(codings))).toEqual(expected);
  });

  test("each frame is decided on its own", () => {
    const decisions = decide([
      coding("model", null),
      coding("rules", "mention", "innovation"),
      coding("rules", "p1"),
    ]);
    expect(decisions.map(({ frame, coder }) => `${frame} ${coder}`)).toEqual([
      "innovation rules",
      "orientation model",
    ]);
  });

  test("the order of the codings does not matter", () => {
    const coder = fc.constantFrom<Coding["coder"]>("rules", "model", "human:AB", "human:CD", "human:EF");
    const code = fc.constantFrom("problem_sensing", "comfort_seeking", null);
    const any = fc.uniqueArray(fc.record({ coder, code }), {
      selector: ({ coder: c, code: k }) => `${c} ${k}`,
    });
    fc.assert(
      fc.property(any, (answers) => {
        const codings = answers.map((answer) => coding(answer.coder, answer.code));
        expect(decide([...codings].reverse())).toEqual(decide(codings));
      }),
    );
  });

  test("leaving the model out gives the decision the rules alone would have made", () => {
    const codings = [coding("model", null), coding("rules", "problem_sensing")];
    expect(codesOf(decide(codings.filter(({ coder }) => coder !== "model")))).toEqual([
      "rules problem_sensing",
    ]);
  });
});

describe("which passages are coded", () => {
  const passage = (ordinal: number, text: string, part: Passage["part"] = "discussion"): Passage => ({
    ordinal,
    kind: "paragraph",
    part,
    item: 0,
    start: 0,
    end: text.length,
    text,
    page: 1,
    pageEnd: 1,
    boxes: [],
    textSource: "text layer",
    leadIn: null,
    speaker: null,
    actionOwner: null,
  });
  const meeting = {
    items: [{ number: "10/034", title: "Infection control", start: 0, end: 1, page: 1 }],
    passages: [
      passage(0, "Present: Mrs Oakshott", "attendance"),
      passage(1, "The report was noted."),
      passage(2, "Signed", "signature"),
      passage(3, `Start ${"word ".repeat(100)}end.`),
    ],
  } as unknown as Meeting;

  test("only the discussion, with number and title as heading", () => {
    const passages = toPassagesToCode(meeting);
    expect(passages.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(passages[0]?.heading).toBe("10/034 Infection control");
    expect(passages[0]?.before).toBe("");
    expect(passages[1]?.before).toBe("The report was noted.");
  });

  test("neighbours are bounded and cut between words", () => {
    const after = toPassagesToCode(meeting)[0]?.after ?? "";
    expect(after.length).toBeLessThanOrEqual(CONTEXT_LENGTH);
    expect(after).toMatch(/^Start word .* word$/);
  });
});
