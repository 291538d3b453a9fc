import { afterAll, beforeAll, expect, test } from "vitest";
import { bindQuestion, readQuestions } from "../sql/questions.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openTestWarehouse();
});
afterAll(() => warehouse.close());

test("a search shows what says something before bare headings, and hides none", async () => {
  const runId = await preparePins(warehouse.pool);
  const heading = "Hand hygiene";
  const answer =
    "The infection control nurse reported that fewer than half of the doctors on the ward had washed before touching a patient, and that hygiene of the hand had not been looked at since March.";
  await addDocument(warehouse.pool, {
    runId,
    source: "/one.pdf",
    meetings: [makeMeeting([heading, answer])],
  });
  const question = readQuestions().find(({ name }) => name === "search");
  const { text, values } = bindQuestion(question as never, new Map([["words", "hand hygiene"]]));
  const { rows } = await warehouse.pool.query<{ snippet: string; rank: number }>(text, values);
  expect(rows.map(({ snippet }) => snippet.includes("nurse") || snippet.includes("March"))).toEqual([
    true,
    false,
  ]);
  // By the density of the words alone the heading would come first.
  expect(rows[1]?.rank).toBeGreaterThan(rows[0]?.rank as number);
});
