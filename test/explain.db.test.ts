import { afterAll, beforeAll, expect, test } from "vitest";
import type { Codebook } from "../schemas/codebook.js";
import { findPassage } from "../scripts/commands/explain.js";
import { describeExplanation } from "../scripts/explain/describe.js";
import { markRuns } from "../scripts/explain/mark.js";
import { readExplanation } from "../scripts/explain/read.js";
import { setPins, startRun, storeCodebooks } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, PINS, preparePins } from "./support/archive.js";
import { makeCodebook, makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

const NEXT = "2026-11-09";
const BY_MODEL = { coder: "model" as const, coderVersion: "m@1", codebookVersion: NEXT };

let warehouse: Warehouse;
let meeting: string;

/** The orientation frame with words and a rule that an explanation can show. */
function makeFrame(): Codebook {
  const codebook = makeCodebook("orientation", NEXT);
  const p1 = codebook.codes.find(({ code }) => code === "p1");
  Object.assign(p1 ?? {}, {
    label: "Eagerness to know",
    definition: "Asks what is not known.",
    include: ["Who has checked"],
    exclude: ["Dates"],
    rules: [
      {
        id: "p1.asked",
        match: ["ask why", "ask who"],
        scope: "sentence",
        and: [],
        unless: ["heading: public"],
        by: [],
        weight: 0.9,
        veto: false,
        note: "Probes.",
      },
    ],
  });
  return codebook;
}

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  const { pool } = warehouse;
  const runId = await preparePins(pool);
  await storeCodebooks(pool, [makeFrame()]);
  const rules = { codebookVersion: NEXT, because: { rules: ["p1.asked"], features: [], note: null } };
  const features = [
    { feature: "w:@chair ask", weight: 0.5 },
    { feature: "r:orientation.p1.asked", weight: 0.25 },
  ];
  const document = await addDocument(pool, {
    runId,
    source: "/a/minutes.pdf",
    meetings: [
      makeMeeting(["The Chair asked why 💷 £5m was missing.", "The report was noted.", "Who knew? Nobody."], {
        organisationName: "Northmere General NHS Trust",
        meetingDate: "2010-01-28",
      }),
    ],
    answers: (passage) => {
      const none = (frame: string) => makeCoding(passage, { frame, code: null });
      const others = [none("innovation"), none("attention")];
      if (passage.text.startsWith("The Chair")) {
        return [
          ...others,
          none("orientation"),
          makeCoding(passage, { frame: "orientation", code: "c1", quote: "asked", ...rules }),
          makeCoding(passage, {
            ...BY_MODEL,
            frame: "orientation",
            code: "p1",
            quote: "asked why 💷",
            probability: 0.714,
            because: { rules: [], features, note: null },
          }),
        ];
      }
      if (passage.text.startsWith("Who knew")) {
        return [
          ...others,
          makeCoding(passage, { frame: "orientation", code: null, ...BY_MODEL, probability: 0.9 }),
          makeCoding(passage, {
            frame: "orientation",
            code: "p1",
            quote: "Who knew?",
            codebookVersion: NEXT,
            coder: "human:AB",
            because: { rules: [], features: [], note: "Somebody must have." },
          }),
        ];
      }
      return [
        ...others,
        none("orientation"),
        makeCoding(passage, { frame: "orientation", code: null, ...BY_MODEL }),
      ];
    },
  });
  meeting = `${document}-1`;
  await setPins(pool, {
    runId: await startRun(pool, "recode"),
    pins: {
      ...PINS,
      coders: [
        ...PINS.coders.filter(({ frame }) => frame !== "orientation"),
        { frame: "orientation", codebookVersion: NEXT, coder: "rules", coderVersion: "1" },
        { frame: "orientation", codebookVersion: NEXT, coder: "model", coderVersion: "m@1" },
      ],
    },
  });
});
afterAll(() => warehouse.close());

const explain = (place: number, options = {}) =>
  readExplanation(warehouse.pool, `${meeting}-00${place}`, options);
const orientation = async (place: number, options = {}) =>
  (await explain(place, options)).frames.find(({ frame }) => frame === "orientation");

test("every coder's answer stands beside the others, and the model's before the rules'", async () => {
  const frame = await orientation(1);
  expect(
    frame?.answers.map(({ coder, stands, codes }) => [coder, stands, codes.map(({ code }) => code)]),
  ).toEqual([
    ["model", true, ["p1"]],
    ["rules", false, ["c1"]],
  ]);
  expect(frame?.whyItStands).toMatch(/nobody has coded this passage by hand/);
});

test("a person's answer stands before the model's, with the person's remark", async () => {
  const frame = await orientation(3);
  expect(frame?.answers.map(({ coder, stands }) => [coder, stands])).toEqual([
    ["human:AB", true],
    ["model", false],
  ]);
  expect(frame?.answers[0]?.codes[0]?.note).toBe("Somebody must have.");
  expect(describeExplanation(await explain(3))).toContain("none of the codes applies, probability 0.90");
});

test("reasons come with the rule's pattern and note, the feature's words and the codebook's definition", async () => {
  const frame = await orientation(1);
  const [model, rules] = frame?.answers ?? [];
  expect(model?.codes[0]?.features[0]?.words).toBe('"[the chair] ask"');
  for (const answer of [model, rules]) {
    expect(answer?.codes[0]?.rules).toEqual([
      {
        frame: "orientation",
        id: "p1.asked",
        pattern: "ask why  or  ask who; unless heading: public; weight 0.9",
        note: "Probes.",
      },
    ]);
  }
  expect(frame?.definitions[0]).toMatchObject({ code: "p1", definition: "Asks what is not known." });
});

test("the passage is shown with body, day, page, file and the words that decided marked", async () => {
  const text = describeExplanation(await explain(1));
  expect(text).toContain("Northmere General NHS Trust (northmere-general-nhs-trust)");
  expect(text).toContain("Board meeting of 28 January 2010");
  expect(text).toContain("page 1 of /a/minutes.pdf");
  expect(text).toContain("The Chair «asked why 💷» £5m was missing.");
  expect(text).toContain("Eagerness to know (p1), probability 0.71");
});

test("answers of former versions are counted, and shown when asked for", async () => {
  expect((await explain(1)).olderAnswers).toBe(1);
  const all = await orientation(1, { allVersions: true });
  expect(all?.answers.map(({ codebookVersion, isPinned }) => [codebookVersion, isPinned])).toContainEqual([
    "2026-11-01",
    false,
  ]);
  expect((await explain(1, { allVersions: true })).olderAnswers).toBe(0);
});

test("frames in which nothing was found take one line", async () => {
  expect(describeExplanation(await explain(2))).toMatch(
    /No code applies, by any coder, in: attention; innovation;/,
  );
});

test("a passage is found by its id or a beginning that only it has", async () => {
  const { pool } = warehouse;
  expect(await findPassage(pool, `${meeting}-002`)).toBe(`${meeting}-002`);
  await expect(findPassage(pool, meeting)).rejects.toThrow(
    /3 passages begin with .*-001, .*Give more of the id/,
  );
  for (const unknown of ["nowhere", "", "%", `${meeting}-002x`]) {
    await expect(findPassage(pool, unknown)).rejects.toThrow(/boardsense sql findings/);
  }
});

test("marks of runs that overlap or touch become one", () => {
  const runs = [
    { start: 4, end: 6 },
    { start: 0, end: 2 },
    { start: 5, end: 8 },
    { start: 3, end: 3 },
  ];
  expect(markRuns("abcdefghij", runs)).toBe("«ab»cd«efgh»ij");
});
