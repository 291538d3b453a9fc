import { afterAll, beforeAll, expect, test } from "vitest";
import type { Codebook } from "../schemas/codebook.js";
import { describeDiff } from "../scripts/runs/describe-diff.js";
import { describeRun, describeRuns } from "../scripts/runs/describe-runs.js";
import { readRun, readRuns } from "../scripts/runs/read.js";
import { readCodingDiff } from "../scripts/runs/read-diff.js";
import { finishRun, type Pins, setPins, startRun, storeCodebooks } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { type Answers, addDocument, PINS, preparePins } from "./support/archive.js";
import { makeCodebook, makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

const NEXT = "2026-11-09";
const LATER_PINS: Pins = {
  ...PINS,
  coders: PINS.coders.map((coder) =>
    coder.frame === "orientation" ? { ...coder, codebookVersion: NEXT } : coder,
  ),
};

let warehouse: Warehouse;
let firstRun: string;
let secondRun: string;
/** What the marts said under each set of versions: passages to which a code of the frame applies. */
let marts: { before: Record<string, number>; after: Record<string, number> };

function makeNext(): Codebook {
  const codebook = makeCodebook("orientation", NEXT);
  const p1 = codebook.codes.find(({ code }) => code === "p1");
  const rule = {
    id: "p1.new",
    match: "pressed",
    scope: "sentence",
    and: [],
    unless: [],
    by: [],
    weight: 1,
    veto: false,
  };
  Object.assign(p1 ?? {}, { label: "Eagerness to know", rules: [rule] });
  return codebook;
}

/** What the rules of the former codebook say, then those of the next. */
const answers: Answers = (passage) => {
  const said = (code: string, rule: string, version?: string) =>
    makeCoding(passage, {
      frame: "orientation",
      code,
      quote: passage.text.split(" ")[0] ?? "",
      because: { rules: [rule], features: [], note: null },
      ...(version === undefined ? {} : { codebookVersion: version }),
    });
  const none = (version: string) =>
    makeCoding(passage, { frame: "orientation", code: null, codebookVersion: version });
  const others = [
    makeCoding(passage, { frame: "innovation", code: null }),
    makeCoding(passage, { frame: "attention", code: "other", quote: passage.text }),
  ];
  if (passage.text.startsWith("Pressed")) {
    return [...others, none("2026-11-01"), said("p1", "p1.new", NEXT)];
  }
  if (passage.text.startsWith("Comfort")) return [...others, said("c1", "c1.a"), none(NEXT)];
  if (passage.text.startsWith("Both")) return [...others, said("c1", "c1.a"), said("c1", "c1.a", NEXT)];
  if (passage.text.startsWith("Person")) {
    const byPerson = makeCoding(passage, {
      frame: "orientation",
      code: "c1",
      quote: "Person",
      coder: "human:AB",
    });
    return [...others, none("2026-11-01"), none(NEXT), byPerson];
  }
  return [...others, said("p1", "p1.new", NEXT)];
};

async function countInMarts(): Promise<Record<string, number>> {
  const { rows } = await warehouse.pool.query<{ code: string; passages: number }>(
    `select codings.code, count(*)::integer as passages from marts.codings
     inner join marts.passages using (passage_id)
     where frame = 'orientation' and code in ('p1', 'c1') and applies and passages.text not like 'Late%'
     group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ code, passages }) => [code, passages]));
}

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  const { pool } = warehouse;
  await preparePins(pool);
  await storeCodebooks(pool, [makeNext()]);
  firstRun = await startRun(pool, "ingest", { pins: PINS });
  await addDocument(pool, {
    runId: firstRun,
    source: "/a/minutes.pdf",
    meetings: [
      makeMeeting(
        ["Pressed for more.", "Comfort was taken.", "Both agree.", "Person knows best.", "Late one."],
        {
          organisationName: "Northmere General NHS Trust",
          meetingDate: "2010-01-28",
        },
      ),
    ],
    answers,
  });
  await finishRun(pool, firstRun, { status: "done", counts: { coded: 1 } });
  const before = await countInMarts();
  secondRun = await startRun(pool, "recode", { changes: ["codebook orientation"], pins: LATER_PINS });
  await setPins(pool, { runId: secondRun, pins: LATER_PINS });
  await finishRun(pool, secondRun, { status: "done" });
  marts = { before, after: await countInMarts() };
});
afterAll(() => warehouse.close());

const diff = (before: Pins, after: Pins, options: Parameters<typeof readCodingDiff>[2] = { limit: null }) =>
  readCodingDiff(warehouse.pool, { before, after }, options);

test("codings gained, lost and kept are told apart, and add up to what the marts said and say", async () => {
  const { totals, changed } = await diff(PINS, LATER_PINS);
  expect(totals.map(({ code, gained, lost, same }) => [code, gained, lost, same])).toEqual([
    ["c1", 0, 2, 1],
    ["p1", 1, 0, 0],
  ]);
  expect(changed).toBe(3);
  for (const { code, gained, lost, same } of totals) {
    expect(same + lost).toBe(marts.before[code] ?? 0);
    expect(same + gained).toBe(marts.after[code] ?? 0);
  }
});

test("each changed coding has its place, both answers with their reasons, and what changed in the codebook", async () => {
  const { rows } = await diff(PINS, LATER_PINS);
  const gained = rows.find(({ change }) => change === "gained");
  expect(gained).toMatchObject({
    code: "p1",
    label: "Eagerness to know",
    place: { text: "Pressed for more.", meetingDate: "2010-01-28", page: 1, source: "/a/minutes.pdf" },
    before: { applies: false, coder: "rules", codebookVersion: "2026-11-01", codes: [] },
    after: { applies: true, codebookVersion: NEXT, rules: ["p1.new"], quote: "Pressed" },
    why: ["rule p1.new of code p1 added"],
  });
});

test("a person's answer by the former codebook stands there, and not by the next", async () => {
  const { rows } = await diff(PINS, LATER_PINS);
  const row = rows.find(({ place }) => place.text.startsWith("Person"));
  expect(row).toMatchObject({ change: "lost", before: { coder: "human:AB" }, after: { coder: "rules" } });
  expect(row?.why[0]).toBe("the answer of AB stood before, the answer of the rules stands now");
});

test("one coder's own answers can be compared without those of people", async () => {
  const { totals } = await diff(PINS, LATER_PINS, { limit: null, coder: "rules" });
  expect(totals.find(({ code }) => code === "c1")).toMatchObject({ lost: 1, same: 1 });
});

test("frames coded by the same versions are not compared, and passages of one side are counted apart", async () => {
  const { passages, totals } = await diff(PINS, LATER_PINS);
  expect(passages).toEqual([{ frame: "orientation", both: 4, onlyBefore: 0, onlyAfter: 1 }]);
  expect(new Set(totals.map(({ frame }) => frame))).toEqual(new Set(["orientation"]));
});

test("turned round, what was gained is lost", async () => {
  const { totals } = await diff(LATER_PINS, PINS);
  expect(totals.map(({ code, gained, lost }) => [code, gained, lost])).toEqual([
    ["c1", 2, 0],
    ["p1", 0, 1],
  ]);
});

test("a limit is of the rows alone", async () => {
  const limited = await diff(PINS, LATER_PINS, { limit: 1 });
  expect([limited.rows.length, limited.changed]).toEqual([1, 3]);
  const runs = {
    before: await readRun(warehouse.pool, firstRun),
    after: await readRun(warehouse.pool, secondRun),
  };
  const text = describeDiff(runs, limited);
  expect(text).toContain("3 codings changed, the first 1 (--limit N for more, --json for all)");
  expect(text).toContain("codebook orientation  2026-11-01  2026-11-09");
  expect(text).toContain("1 by the versions after alone");
});

test("runs that coded by the same versions are said to", async () => {
  const run = await readRun(warehouse.pool, firstRun);
  expect(describeDiff({ before: run, after: run }, await diff(PINS, PINS))).toContain(
    "Both runs coded by the same versions: every coding is the same.",
  );
});

test("the list gives runs of the same versions the same letter, and runs that coded nothing none", async () => {
  const runs = await readRuns(warehouse.pool, 20);
  expect(runs.map(({ command }) => command)).toEqual(["recode", "ingest", "test"]);
  const text = describeRuns(runs);
  expect(text).toMatch(/recode .* done +B +codebook orientation/);
  expect(text).toMatch(/ingest .* done +A +1 coded/);
  expect(text).toContain("B  as A, but codebook orientation 2026-11-09");
  expect(text).toContain(`boardsense runs diff ${firstRun} ${secondRun}`);
});

test("one run is shown with what it did and every version; an unknown one is refused", async () => {
  const text = describeRun(await readRun(warehouse.pool, firstRun));
  expect(text).toContain("1 coded");
  expect(text).toContain("codebook orientation 2026-11-01");
  for (const unknown of ["999", "x", "-1", "1.5"]) {
    await expect(readRun(warehouse.pool, unknown)).rejects.toThrow(/no run '.*'.*boardsense runs list/);
  }
});
