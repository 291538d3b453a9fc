import { afterEach, beforeEach, expect, test } from "vitest";
import { readPins, setPins, storeCodebooks, storeCodings } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, PINS, preparePins } from "./support/archive.js";
import { makeCodebook, makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
let runId: string;
beforeEach(async () => {
  warehouse = await openTestWarehouse();
  runId = await preparePins(warehouse.pool);
});
afterEach(async () => {
  await warehouse.close();
});

const LATER = {
  ...PINS,
  coders: PINS.coders.map((coder) => ({ ...coder, coderVersion: "2" })),
};

const answers = (version: string) => (passage: { id: string; text: string }) => [
  makeCoding(passage, {
    frame: "orientation",
    code: version === "1" ? "p1" : "c1",
    quote: "Board",
    coderVersion: version,
  }),
];

async function codesInMarts(): Promise<unknown[]> {
  const { rows } = await warehouse.pool.query(
    "select code, coder_version, count(*)::int as passages from marts.codings where applies and frame = 'orientation' group by 1, 2 order by 1, 2",
  );
  return rows;
}

test("marts show the pinned versions only, and move to others all at once, keeping what was said before", async () => {
  const documents = [];
  for (const n of [1, 2, 3]) {
    const meetings = [makeMeeting([`The Board met, ${n}.`], { meetingDate: `2010-0${n}-01` })];
    documents.push(
      await addDocument(warehouse.pool, { runId, source: `/a/${n}.pdf`, meetings, answers: answers("1") }),
    );
  }
  const before = [
    { code: "p1", coder_version: "1", passages: 3 },
    { code: "problem_sensing", coder_version: "1", passages: 3 },
  ];
  expect(await codesInMarts()).toEqual(before);
  for (const documentId of documents) {
    const codings = answers("2")({ id: `${documentId}-1-001`, text: "The Board" });
    await storeCodings(warehouse.pool, { documentId, runId, codeKey: "coders-2", codings });
    expect(await codesInMarts()).toEqual(before);
  }
  await setPins(warehouse.pool, { runId, pins: LATER });
  expect((await readPins(warehouse.pool))?.coders.map((coder) => coder.coderVersion)).toEqual([
    "2",
    "2",
    "2",
  ]);
  expect(await codesInMarts()).toEqual([
    { code: "c1", coder_version: "2", passages: 3 },
    { code: "comfort_seeking", coder_version: "2", passages: 3 },
  ]);
  await setPins(warehouse.pool, { runId, pins: PINS });
  expect(await codesInMarts()).toEqual(before);
});

test("documents that are coded while the archive moves end by the new versions too", async () => {
  const meetings = (n: number) => [makeMeeting([`The Board met, ${n}.`], { meetingDate: `2010-0${n}-01` })];
  const both = (passage: { id: string; text: string }) => [
    ...answers("1")(passage),
    ...answers("2")(passage),
  ];
  await addDocument(warehouse.pool, { runId, source: "/a/1.pdf", meetings: meetings(1), answers: both });
  await Promise.all([
    ...[2, 3, 4, 5].map((n) =>
      addDocument(warehouse.pool, { runId, source: `/a/${n}.pdf`, meetings: meetings(n), answers: both }),
    ),
    setPins(warehouse.pool, { runId, pins: LATER }),
  ]);
  expect(await codesInMarts()).toEqual([
    { code: "c1", coder_version: "2", passages: 5 },
    { code: "comfort_seeking", coder_version: "2", passages: 5 },
  ]);
});

test("the text of a coding frame does not change under its version", async () => {
  await storeCodebooks(warehouse.pool, [makeCodebook("orientation")]);
  const changed = { ...makeCodebook("orientation"), title: "another" };
  await expect(storeCodebooks(warehouse.pool, [changed])).rejects.toThrow(
    /'orientation' has changed, but its version is still 2026-11-01/,
  );
});
