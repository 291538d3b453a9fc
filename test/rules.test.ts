import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadShippedCodebooks } from "../pipeline/code/codebook/index.js";
import { codeByRules, compileCodebook, decideByRules, matchRules } from "../pipeline/code/rules/index.js";
import { analysePassage } from "../pipeline/text/index.js";
import { Codebook } from "../schemas/codebook.js";

type RuleInput = { id: string; match: string | string[] } & Record<string, unknown>;

const words = { label: "L", definition: "D", include: [], exclude: [], examples: [], counter_examples: [] };

function codebookOf(rules: RuleInput[], more: Record<string, unknown> = {}): Codebook {
  return Codebook.parse({
    frame: "try",
    version: "2026-11-22",
    title: "T",
    source: "S",
    unit: "passage",
    validation: { is_validated: false, against: "nothing" },
    lists: {
      board: ["(board|committee|members)"],
      ned: ["(ned|mrs <PROPN>)"],
      public: ["member of the public"],
    },
    codes: [{ code: "c", ...words, rules }],
    ...more,
  });
}

function passageOf(text: string, more: Partial<Record<"heading" | "before" | "after", string>> = {}) {
  return analysePassage({ id: "p", heading: "", before: "", after: "", text, ...more });
}

function hitsOf(rule: Partial<RuleInput>, text: string, more = {}) {
  const codebook = codebookOf([{ id: "r", match: "x", ...rule }]);
  return matchRules(compileCodebook(codebook), passageOf(text, more));
}

describe("a pattern", () => {
  const cases: [match: string, text: string, isFound: boolean][] = [
    ["ask", "She asked about it.", true],
    ["ask", "The task was done.", false],
    ["query", "NED queries the figure.", true],
    ["challenge", "Challenged on this, he agreed.", true],
    ["=assured", "He assured her.", true],
    ["=assure", "He assured her.", false],
    ["not", "The report was noted.", false],
    ["meet", "The meeting was long.", false],
    ["=IT", "IT was down.", true],
    ["=IT", "It was down.", false],
    ["assur*", "Assurance was given.", true],
    ["like-for-like", "It was replaced like for like.", true],
    ["like for like", "A like-for-like replacement.", true],
    ["(was|were) assured", "The members were assured.", true],
    ["board was (fully)? assured", "The Board was fully assured.", true],
    ["board was (fully)? assured", "The Board was assured.", true],
    ["board ..2 assured", "The Board was not assured.", true],
    ["board ..1 assured", "The Board was not assured.", false],
    ["board ..9 assured", "The Board left. It was assured.", false],
    ["board ... closed", "The Board noted the report; it was closed.", true],
    ["board ..9 closed", "The Board noted the report; it was closed.", false],
    ["assurance !framework", "The assurance framework was noted.", false],
    ["assurance !framework", "The assurance was noted.", true],
    ["assured/neg", "The Board was not assured.", true],
    ["assured/neg", "The Board was assured.", false],
    ["assured/aff", "The Board was not assured.", false],
    ["challenge/VERB", "Members challenged the paper.", true],
    ["challenge/VERB", "The challenge was financial.", false],
    ["<NUM> (%|per cent)", "It stood at 71 per cent.", true],
    ["^ noted", "Noted. No concerns.", true],
    ["^ noted", "The Board noted it.", false],
    ["noted $", "The report was noted.", true],
    ["@board ..2 ask", "The Committee then asked.", true],
    ["how ... =?", "How do we know?", true],
    ["don't", "They don't know.", true],
    ["trust's own", "It was the Trust's own figure.", true],
    ["trust’s own", "It was the Trust’s own figure.", true],
  ];
  test.each(cases)("%j in %j: %s", (match, text, isFound) => {
    expect(hitsOf({ match }, text).length > 0).toBe(isFound);
  });

  const wrong: [match: string, words: RegExp][] = [
    ["(a|b", /'\(' without its '\)'/],
    ["a)", /'\)' without its '\('/],
    ["@nobody", /does not have. Its lists: @board/],
    ["ask/VRB", /no part of speech; known: ADJ/],
    ["(drones?|app)", /can match without any word/],
    ["a [b]", /means nothing here/],
    ["(|a)", /nothing where a word was expected/],
  ];
  test.each(wrong)("%j is refused in words", (match, message) => {
    expect(() => compileCodebook(codebookOf([{ id: "r", match }]))).toThrow(message);
  });
});

describe("a rule", () => {
  test("looks only where its scope says", () => {
    expect(hitsOf({ match: "pilot", scope: "heading" }, "The pilot.")).toEqual([]);
    expect(hitsOf({ match: "pilot", scope: "heading" }, "It went on.", { heading: "Pilot" })).toHaveLength(1);
    expect(
      hitsOf({ match: "pilot", scope: "before" }, "It went on.", { before: "A pilot ran." }),
    ).toHaveLength(1);
    expect(hitsOf({ match: "pilot", scope: "after" }, "It went on.", { after: "A pilot ran." })).toHaveLength(
      1,
    );
    expect(hitsOf({ match: "one ... two", scope: "passage" }, "One came. Then two.")).toHaveLength(1);
    expect(hitsOf({ match: "one ... two" }, "One came. Then two.")).toEqual([]);
  });

  test("asks for `and` and is stopped by `unless`, in its own scope or the one they name", () => {
    const rule = { match: "assured", and: ["passage: evidence"], unless: ["sought"] };
    expect(hitsOf(rule, "They were assured. The evidence was weak.")).toHaveLength(1);
    expect(hitsOf(rule, "They were assured.")).toEqual([]);
    expect(hitsOf(rule, "They sought to be assured. The evidence was weak.")).toEqual([]);
    expect(hitsOf(rule, "They were assured. The evidence was sought.")).toHaveLength(1);
  });

  test("tells who speaks: the nearest actor before the hit", () => {
    const codebook = codebookOf([{ id: "r", match: "ask", by: ["ned"] }], { actors: ["ned", "public"] });
    const compiled = compileCodebook(codebook);
    const isHit = (text: string) => matchRules(compiled, passageOf(text)).length > 0;
    expect(isHit("Mrs Hall asked why.")).toBe(true);
    expect(isHit("Mrs Hall was there. A member of the public asked why.")).toBe(false);
    expect(isHit("Mrs Hall listened. Then asked why.")).toBe(true);
    expect(isHit("Why, it was asked.")).toBe(false);
  });

  test("quotes the words that decided and not what lies between them", () => {
    const text = "Mrs Hall asked, after a long and winding preamble of her own, how we know.";
    const [hit] = hitsOf({ match: "asked ... how we know" }, text);
    expect(hit?.spans.map(({ quote }) => quote)).toEqual(["asked", "how we know"]);
  });
});

describe("a decision by rules", () => {
  const group = {
    groups: { g: { when: "m", otherwise: "g_b" } },
    codes: [
      {
        code: "m",
        ...words,
        rules: [
          { id: "m", match: "thing" },
          { id: "v", match: "never", veto: true, weight: -1 },
        ],
      },
      { code: "top", ...words },
      { code: "g_a", group: "g", parent: "top", ...words, rules: [{ id: "a", match: "alpha" }] },
      { code: "g_b", group: "g", ...words, rules: [{ id: "b", match: "beta", weight: 2 }] },
    ],
  };
  const decide = (text: string) => {
    const codebook = codebookOf([], group);
    return decideByRules(codebook, matchRules(compileCodebook(codebook), passageOf(text))).map(
      ({ code }) => code,
    );
  };

  test("asks a group only where its code applies, and gives exactly one of it", () => {
    expect(decide("alpha")).toEqual([]);
    expect(decide("thing alpha")).toEqual(["m", "top", "g_a"]);
    expect(decide("thing alpha beta")).toEqual(["m", "g_b"]);
    expect(decide("thing")).toEqual(["m", "g_b"]);
  });

  test("a veto forbids", () => {
    expect(decide("never thing")).toEqual([]);
  });

  test("children's hints add up in their parent, and a parent held back holds back its children", () => {
    const codes = [
      { code: "top", ...words, rules: [{ id: "against", match: "farewell", weight: -2 }] },
      { code: "one", parent: "top", ...words, rules: [{ id: "1", match: "alpha", weight: 0.6 }] },
      { code: "two", parent: "top", ...words, rules: [{ id: "2", match: "beta", weight: 0.6 }] },
      { code: "three", parent: "top", ...words, rules: [{ id: "3", match: "gamma", weight: 1 }] },
    ];
    const codebook = codebookOf([], { codes });
    const decide = (text: string) =>
      decideByRules(codebook, matchRules(compileCodebook(codebook), passageOf(text))).map(({ code }) => code);
    expect(decide("alpha")).toEqual([]);
    expect(decide("alpha beta")).toEqual(["top"]);
    expect(decide("gamma")).toEqual(["top", "three"]);
    expect(decide("gamma farewell")).toEqual([]);
  });
});

describe("the shipped frames", () => {
  const compiled = new Map(
    loadShippedCodebooks().map((codebook) => [codebook.frame, compileCodebook(codebook)]),
  );
  const codesOf = (frame: string, text: string, heading = "") => {
    const codebook = compiled.get(frame);
    if (!codebook) throw new Error(`No frame ${frame}.`);
    return codeByRules(codebook, passageOf(text, { heading })).map(({ code }) => code);
  };
  const orientationOf = (text: string) => {
    const codes = codesOf("orientation", text);
    const found = ["problem_sensing", "comfort_seeking"].filter((code) => codes.includes(code));
    return found.length === 2 ? "both" : (found[0] ?? "none");
  };

  const orientations: [text: string, orientation: string][] = [
    ["The Board was assured that staffing was safe and nothing further was needed.", "comfort_seeking"],
    ["Members took comfort from the report.", "comfort_seeking"],
    ["Noted, no concerns. The Committee was fully assured.", "comfort_seeking"],
    ["The Board was not assured that staffing was safe.", "problem_sensing"],
    [
      "Members were far from convinced by the explanation and asked for a breakdown by ward.",
      "problem_sensing",
    ],
    ["The Committee sought assurance on the timetable.", "none"],
    ["Internal audit gave limited assurance on payroll.", "none"],
    ["The Board RECEIVED the report for assurance.", "none"],
    ["Mrs Hall asked what the assurance rested on.", "problem_sensing"],
    ["NED challenged: how do we know?", "problem_sensing"],
    ["What evidence is there that patients are safer, Dr Oke asked.", "problem_sensing"],
    ["The Director apologised to the family and admitted that the Trust had been wrong.", "problem_sensing"],
    ["The rise was attributed to coding and should be seen in context.", "comfort_seeking"],
    ["Apologies were received from Mr Shaw.", "none"],
    ["The minutes were approved as a correct record.", "none"],
    ["The Board thanked Mrs Hill for eleven years of service.", "none"],
  ];
  test.each(orientations)("orientation of %j: %s", (text, orientation) => {
    expect(orientationOf(text)).toBe(orientation);
  });

  const mentions: [text: string, stage: string | null][] = [
    ["A text message reminder service was introduced in all clinics in May.", "stage_implemented"],
    ["A pilot of falls alarms was under way on two wards.", "stage_pilot"],
    ["The Board will consider introducing new ways of working.", null],
    ["Mr Dale asked whether other trusts had introduced text message reminders.", null],
    ["The boiler was replaced like for like.", null],
    ["The text reminders pilot was like for like: the system was replaced like for like.", null],
    ["The annual report was approved.", null],
  ];
  test.each(mentions)("innovation in %j: %s", (text, stage) => {
    const codes = codesOf("innovation", text);
    expect(codes.includes("mention")).toBe(stage !== null);
    if (stage) expect(codes).toContain(stage);
  });

  test("an innovation has exactly one stage, one domain and that domain's parent", () => {
    const codes = codesOf("innovation", "A trial of text message reminders began in two clinics.");
    expect(codes.filter((code) => code?.startsWith("stage_"))).toHaveLength(1);
    expect(codes.filter((code) => code?.startsWith("domain_"))).toEqual(["domain_productivity"]);
    expect(codes.filter((code) => code?.startsWith("parent_"))).toEqual(["parent_productivity"]);
  });

  test("every passage has exactly one topic", () => {
    expect(codesOf("attention", "")).toEqual(["governance"]);
    expect(codesOf("attention", "The deficit was £3m against a budget of £1m.")).toEqual(["finance"]);
    expect(codesOf("attention", "Cases of MRSA bacteraemia had risen.")).toEqual(["quality_safety"]);
  });

  test("quotes are slices of the passage, whatever the text, and the same passage gives the same answer", () => {
    const bits = [
      "The Board was not assured",
      "asked why",
      "a pilot of alarms",
      "£5m 💷",
      "\n- one",
      "it’s",
      "  ",
    ];
    const anyText = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: "grapheme" })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join(" ");
        for (const codebook of compiled.values()) {
          const codings = codeByRules(codebook, passageOf(text));
          for (const { start, end, quote } of codings.flatMap(({ spans }) => spans)) {
            expect(quote).toBe(text.slice(start, end));
            expect(quote.length).toBeGreaterThan(0);
          }
          expect(codeByRules(codebook, passageOf(text))).toEqual(codings);
        }
      }),
      { numRuns: 60 },
    );
  });
});
