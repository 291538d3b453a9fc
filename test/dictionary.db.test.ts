import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { describeFunctions, describeMarts, dumpSchema, renderDictionary } from "../sql/describe.js";
import { readSqlFolder } from "../sql/files.js";
import type { Warehouse } from "../sql/warehouse.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openTestWarehouse();
});
afterAll(async () => {
  await warehouse.close();
});

/** The columns that the contract of the warehouse promises. */
const CONTRACT: Record<string, string> = {
  documents:
    "document_id source is_present duplicate_of superseded_by outcome detail meetings pages pages_ocr passages first_seen_at coded_at",
  meetings:
    "meeting_id document_id organisation_code organisation_name sector meeting_date meeting_kind session date_evidence is_counted passages words",
  passages:
    "passage_id meeting_id item_number item_title page page_end text_source start_offset end_offset text",
  codings:
    "passage_id meeting_id frame code applies probability quote page coder because is_validated codebook_version model_version run_id",
  innovations:
    "innovation_id organisation_code label domain parent_domain stage first_mentioned first_in_use first_implemented_or_evaluated in_use_at_first_meeting mentions",
  innovation_mentions: "innovation_id passage_id meeting_date stage quote page",
  innovations_by_domain_and_half_year:
    "domain parent_domain half_year innovations innovations_strict organisations meetings_read",
  orientation_by_meeting:
    "meeting_id organisation_code meeting_date passages problem_sensing comfort_seeking balance balance_low balance_high",
  orientation_by_organisation:
    "organisation_code half_year passages problem_sensing comfort_seeking balance balance_low balance_high",
  attention_by_meeting: "meeting_id topic passages words share_of_words",
  code_presence: "organisation_code frame code passages is_present is_validated",
  regime_comparison:
    "organisation_code regime period from_date to_date meetings passages problem_sensing comfort_seeking balance innovations",
  coverage: "organisation_code month meetings_found meetings_expected",
  coder_agreement:
    "coder_one coder_two frame code weighting n percent percent_low percent_high kappa kappa_low kappa_high ac1 ac1_low ac1_high alpha alpha_low alpha_high positive_agreement positive_agreement_low positive_agreement_high refreshed_at",
  machine_errors:
    "frame code coder coder_version judged positives sensitivity specificity precision refreshed_at",
  corrected_prevalence:
    "frame code scope organisation_code half_year passages applies share machine_share corrected corrected_low corrected_high rogan_gladen rogan_gladen_low rogan_gladen_high refreshed_at",
};

test("every promised view has every promised column", async () => {
  const views = new Map((await describeMarts(warehouse.pool)).map((view) => [view.name, view]));
  for (const [name, columns] of Object.entries(CONTRACT)) {
    expect(views.get(name)?.columns.map((column) => column.name)).toEqual(
      expect.arrayContaining(columns.split(" ")),
    );
  }
});

test("every view and every column of marts is explained", async () => {
  const views = await describeMarts(warehouse.pool);
  expect(views.length).toBeGreaterThanOrEqual(Object.keys(CONTRACT).length);
  const silent = views.flatMap((view) => [
    ...(view.comment === null ? [view.name] : []),
    ...view.columns
      .filter((column) => column.comment === null)
      .map((column) => `${view.name}.${column.name}`),
  ]);
  expect(silent).toEqual([]);
});

test("every function of marts is explained", async () => {
  const functions = await describeFunctions(warehouse.pool);
  expect(functions.map(({ name }) => name)).toEqual(expect.arrayContaining(["wilson_high", "wilson_low"]));
  expect(functions.filter(({ comment }) => comment === null)).toEqual([]);
});

test("a column without a comment would be seen", async () => {
  const client = await warehouse.pool.connect();
  await client.query("begin");
  await client.query("comment on column marts.documents.source is null");
  const documents = (await describeMarts(client)).find((view) => view.name === "documents");
  await client.query("rollback");
  client.release();
  expect(documents?.columns.find((column) => column.name === "source")?.comment).toBeNull();
});

test("docs/data-dictionary.md is up to date (else: npm run docs:dictionary)", async () => {
  const written = readFileSync(join(PACKAGE_ROOT, "docs/data-dictionary.md"), "utf8");
  expect(renderDictionary(await describeMarts(warehouse.pool), await describeFunctions(warehouse.pool))).toBe(
    written,
  );
});

test("sql/schema.sql is up to date (else: npm run db:dump)", async () => {
  const written = readFileSync(join(PACKAGE_ROOT, "sql/schema.sql"), "utf8");
  expect(await dumpSchema(warehouse.pool)).toBe(written);
});

test("every view says its grain first", () => {
  const views = [...readSqlFolder("marts"), ...readSqlFolder("derived")];
  expect(views.filter(({ text }) => !/^-- One row per /.test(text)).map((view) => view.name)).toEqual([]);
});
