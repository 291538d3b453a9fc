import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runChecks } from "../sql/checks.js";
import { readMentions, storeInnovations } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;

const ALPHA = { organisationName: "Alpha NHS Trust" };
const BETA = { organisationName: "Beta NHS Trust" };

/** Passages say in their own words what is to be decided about them: "[p1]" is problem-sensing, and so on. */
function answer(passage: { id: string; text: string }) {
  const codes = [...passage.text.matchAll(/\[(\w+)\]/g)].map((match) => match[1] as string);
  const frameOf = (code: string) =>
    /^[pc]\d$/.test(code)
      ? "orientation"
      : /^(quality_safety|other)$/.test(code)
        ? "attention"
        : "innovation";
  return ["innovation", "orientation", "attention"].flatMap((frame) => {
    const said = codes.filter((code) => frameOf(code) === frame);
    if (said.length === 0) return [makeCoding(passage, { frame, code: null })];
    return said.map((code) => makeCoding(passage, { frame, code, quote: `[${code}]` }));
  });
}

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  const runId = await preparePins(warehouse.pool);
  const add = (source: string, meetings: ReturnType<typeof makeMeeting>[]) =>
    addDocument(warehouse.pool, { runId, source, meetings, answers: answer });
  await add("/alpha/1.pdf", [
    makeMeeting(
      [
        "[p1] [quality_safety] why was that",
        "[p1] [other] and why this",
        "[c1] [other] all is well",
        "[mention] [stage_pilot] [domain_safety] [other] a safety pilot",
        "nothing [other]",
      ],
      { ...ALPHA, meetingDate: "2010-03-01", pages: [1, 1, 2, 2, 3] },
    ),
  ]);
  await add("/alpha/2.pdf", [
    makeMeeting(
      [
        "[c1] [other] fine",
        "[p1] [c1] [other] both",
        "[mention] [stage_proposed] [domain_quality] [other] later",
      ],
      {
        ...ALPHA,
        meetingDate: "2010-04-01",
      },
    ),
  ]);
  await add("/alpha/2-draft.pdf", [
    makeMeeting(["[p1] [other] draft"], { ...ALPHA, meetingDate: "2010-04-01", isDraft: true }),
  ]);
  await add("/beta/1.pdf", [makeMeeting(["[other] calm"], { ...BETA, meetingDate: "2011-01-15" })]);
  const read = await readMentions(warehouse.pool, "alpha-nhs-trust");
  if (read === null) throw new Error("There is no such body.");
  await storeInnovations(warehouse.pool, {
    organisationCode: "alpha-nhs-trust",
    runId,
    revision: read.revision,
    consolidateVersion: 1,
    innovations: read.mentions.mentions.map((mention, index) => ({
      innovationId: `i${index}`,
      organisationCode: "alpha-nhs-trust",
      label: mention.text,
      domain: mention.domain,
      parentDomain: mention.domain === "safety" ? "safety" : "quality",
      stage: mention.stage,
      firstMentioned: mention.meetingDate,
      firstInUse: mention.stage === "pilot" ? mention.meetingDate : null,
      firstImplementedOrEvaluated: null,
      inUseAtFirstMeeting: mention.stage === "pilot",
      mentions: [{ passageId: mention.passageId, stage: mention.stage }],
    })),
  });
});
afterAll(async () => {
  await warehouse.close();
});

async function ask<Row = Record<string, unknown>>(text: string): Promise<Row[]> {
  const { rows } = await warehouse.pool.query(text);
  return rows as Row[];
}

/** Wilson's interval as the textbook has it. */
function wilson(k: number, n: number): [number, number] {
  const z = 1.959963984540054;
  const p = k / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [middle - half, middle + half];
}

describe("the marts", () => {
  test("have no mistakes by their own checks", async () => {
    const results = await runChecks(warehouse.pool);
    expect(results.length).toBeGreaterThan(15);
    expect(results.filter((result) => result.mistakes > 0)).toEqual([]);
  });

  test("spell out the noes: every passage has a row for every code", async () => {
    const rows = await ask<{ passages: number; codes: number; rows: number; applies: number }>(`
      select count(distinct passage_id)::int as passages, count(distinct code)::int as codes, count(*)::int as rows,
             count(*) filter (where applies)::int as applies
      from marts.codings where frame = 'orientation'`);
    expect(rows).toEqual([{ passages: 10, codes: 4, rows: 40, applies: 14 }]);
  });

  test("say of a decision who decided, why, on which page and by which versions", async () => {
    const rows = await ask(`
      select frame, code, quote, page, coder, because, is_validated, codebook_version, model_version, probability
      from marts.codings where applies and code = 'c1' order by passage_id`);
    expect(rows).toContainEqual({
      frame: "orientation",
      code: "c1",
      quote: "[c1]",
      page: 2,
      coder: "rules",
      because: 'words "[c1]"; rules c1.a',
      is_validated: true,
      codebook_version: "2026-11-01",
      model_version: null,
      probability: null,
    });
  });

  test("balance problem-sensing against comfort-seeking, with Wilson's interval rescaled", async () => {
    const rows = await ask("select * from marts.orientation_by_meeting order by meeting_date");
    expect(rows).toHaveLength(3);
    const [first, second, third] = rows;
    expect(first).toMatchObject({ passages: 5, problem_sensing: 2, comfort_seeking: 1 });
    expect(first?.balance).toBeCloseTo(1 / 3, 12);
    const [low, high] = wilson(2, 3);
    expect(first?.balance_low).toBeCloseTo(2 * low - 1, 9);
    expect(first?.balance_high).toBeCloseTo(2 * high - 1, 9);
    expect(second).toMatchObject({ passages: 3, problem_sensing: 1, comfort_seeking: 2 });
    expect(third).toMatchObject({
      passages: 1,
      problem_sensing: 0,
      comfort_seeking: 0,
      balance: null,
      balance_low: null,
    });
    expect(
      await ask("select * from marts.orientation_by_organisation where half_year = '2010-H1'"),
    ).toMatchObject([
      {
        organisation_code: "alpha-nhs-trust",
        meetings: 2,
        passages: 8,
        problem_sensing: 3,
        comfort_seeking: 3,
        balance: 0,
      },
    ]);
  });

  test("show zero cells for every domain and half-year", async () => {
    const rows = await ask(
      "select domain, half_year, innovations, organisations, meetings_read from marts.innovations_by_domain_and_half_year",
    );
    expect(rows).toHaveLength(7 * 3);
    expect(rows.filter((row) => row.innovations !== 0)).toEqual([
      { domain: "safety", half_year: "2010-H1", innovations: 1, organisations: 1, meetings_read: 2 },
    ]);
    expect(rows).toContainEqual({
      domain: "targets",
      half_year: "2010-H2",
      innovations: 0,
      organisations: 0,
      meetings_read: 0,
    });
  });

  test("count each meeting once, presence of codes by body, months without meetings, and words by topic", async () => {
    expect(
      await ask(
        "select source, is_counted from marts.meetings join marts.documents using (document_id) order by source",
      ),
    ).toEqual([
      { source: "/alpha/1.pdf", is_counted: true },
      { source: "/alpha/2-draft.pdf", is_counted: false },
      { source: "/alpha/2.pdf", is_counted: true },
      { source: "/beta/1.pdf", is_counted: true },
    ]);
    expect(
      await ask(
        "select passages, is_present from marts.code_presence where code = 'p1' order by organisation_code",
      ),
    ).toEqual([
      { passages: 3, is_present: true },
      { passages: 0, is_present: false },
    ]);
    expect(
      await ask(
        "select count(*)::int as months, sum(meetings_found)::int as meetings from marts.coverage where organisation_code = 'alpha-nhs-trust'",
      ),
    ).toEqual([{ months: 11, meetings: 2 }]);
    expect(
      await ask(
        "select topic, passages, words, share_of_words from marts.attention_by_meeting order by meeting_date, topic limit 2",
      ),
    ).toEqual([
      { topic: "other", passages: 4, words: 21, share_of_words: 21 / 27 },
      { topic: "quality_safety", passages: 1, words: 6, share_of_words: 6 / 27 },
    ]);
  });

  test("find passages by their words", async () => {
    const rows = await ask(
      "select text from marts.passages where search @@ websearch_to_tsquery('english', 'pilots')",
    );
    expect(rows).toEqual([{ text: "[mention] [stage_pilot] [domain_safety] [other] a safety pilot" }]);
  });

  test("name the domain and the mentions of an innovation", async () => {
    expect(
      await ask(
        "select label, domain, stage, first_in_use, mentions from marts.innovations order by innovation_id",
      ),
    ).toEqual([
      expect.objectContaining({ domain: "safety", stage: "pilot", first_in_use: "2010-03-01", mentions: 1 }),
      expect.objectContaining({ domain: "quality", stage: "proposed", first_in_use: null, mentions: 1 }),
    ]);
    expect(
      await ask("select quote, page, meeting_date from marts.innovation_mentions order by meeting_date"),
    ).toEqual([
      { quote: "[mention]", page: 2, meeting_date: "2010-03-01" },
      { quote: "[mention]", page: 1, meeting_date: "2010-04-01" },
    ]);
  });
});

/** Two spells of a regime, one after the other. */
const SPELLS = `insert into raw.regimes (scheme, organisation_code, regime, from_date, to_date, organisation_given, source, line)
  values ('s', 'alpha-nhs-trust', 'watched', '2010-01-01', '2010-06-30', 'Alpha', 'a.csv', 2),
         ('s', 'alpha-nhs-trust', 'watched', '2010-09-01', null, 'Alpha', 'a.csv', 3)`;

/** A change that makes each check find a mistake; each is undone. */
const BREAKS: Record<string, string> = {
  quotes_are_slices_of_their_passages: "update raw.codings set quote = 'not there' where code = 'p1'",
  spans_say_what_they_quote: `update raw.codings set spans = '[{"start":0,"end":3,"quote":"zzz"}]' where code = 'p1'`,
  passages_are_pieces_of_their_meeting: "update raw.passages set text = 'changed'",
  codes_are_in_their_codebook: "update raw.codings set code = 'p9' where code = 'p1'",
  none_excludes_other_codes:
    "insert into raw.codings (passage_id, frame, coder, coder_version, codebook_version, page, spans, because) select passage_id, frame, coder, coder_version, codebook_version, 1, '[]', '{}' from raw.codings where code = 'p1'",
  exclusive_codes_exclude_each_other:
    "insert into derived.decisions select passage_id, frame, 'stage_approved', meeting_id, coding_id, null, null, 1 from derived.decisions where code = 'stage_pilot'",
  one_decision_for_each_passage_and_code:
    "alter table derived.decisions drop constraint decisions_pkey; insert into derived.decisions select * from derived.decisions where code = 'p1'",
  decisions_are_of_pinned_versions: "update derived.answers set coder_version = '7'",
  people_outrank_machines: "update raw.codings set coder = 'human:AB' where code = 'p1'",
  people_answer_once:
    "update raw.codings set coder = 'human:AB', coder_version = case when code = 'p1' then '2' else '1' end where passage_id in (select passage_id from raw.codings where code = 'p1') and frame = 'orientation'",
  samples_add_up:
    "insert into raw.samples values ('s', 'orientation', '1', 'rules', '1', '{}', 1, 10, 5); insert into raw.sample_strata values ('s', 'all', 'all', 10, 4.5)",
  parents_apply_with_their_codes: "delete from derived.decisions where code = 'problem_sensing'",
  mentions_have_stage_and_domain: "delete from derived.decisions where code = 'stage_pilot'",
  only_the_discussion_is_coded: "update raw.passages set part = 'attendance'",
  outcomes_fit_what_is_stored: "update raw.documents set outcome = 'damaged'",
  coded_documents_have_answers: "delete from derived.answers where frame = 'attention'",
  every_file_has_a_document: "update raw.files set sha256 = 'ff'",
  counts_of_passages_add_up: "update raw.meetings set words = words + 1",
  counts_of_innovations_add_up: "update derived.innovations set first_in_use = '1999-01-01'",
  orientation_adds_up: "update derived.decisions set meeting_id = (select max(meeting_id) from raw.meetings)",
  one_telling_of_each_meeting_counts:
    "update raw.meetings set title = document_id, kind = 'board', session = case when is_draft then 'unknown' else session end; create or replace view derived.meetings as select meeting_id, document_id, organisation_code, meeting_date, kind as meeting_kind, 'public' as session, passages, words, true as is_counted, null::text as not_counted_because, derived.half_year(meeting_date) as half_year from raw.meetings",
  attention_adds_up:
    "insert into derived.decisions select passage_id, frame, 'quality_safety', meeting_id, coding_id, null, null, 1 from derived.decisions where code = 'other' on conflict do nothing",
  coverage_adds_up:
    "create or replace view marts.coverage as select organisation_code, date_trunc('month', min(meeting_date))::date as month, 0 as meetings_found, null::integer as meetings_expected from raw.meetings group by organisation_code",
  code_presence_adds_up:
    "create or replace view marts.code_presence as select organisation_code, 'orientation'::text as frame, 'p1'::text as code, 'p1'::text as label, 1 as passages, false as is_present, true as is_validated, 1 as passages_read from raw.organisations",
  mentions_quote_their_passages: "update derived.decisions set quote = 'not there' where code = 'mention'",
  domains_have_their_parents: "update derived.innovations set parent_domain = 'productivity'",
  intervals_hold_their_balance:
    "create or replace function derived.wilson_low(successes double precision, trials double precision) returns double precision language sql immutable parallel safe return 1.0",
  regimes_do_not_overlap: `${SPELLS.replace("2010-06-30", "2010-12-31")}`,
  regime_periods_add_up: `${SPELLS}; create or replace view marts.regime_meetings as select organisation_code, 'watched'::text as regime, 'before'::text as period, meeting_id, organisation_code as meeting_organisation_code, meeting_date from raw.meetings where meeting_date is not null`,
  innovations_are_within_their_mentions: "update derived.innovations set first_mentioned = '2009-01-01'",
};

describe("each check", () => {
  test.each(Object.entries(BREAKS))("%s sees its mistake", async (name, breaks) => {
    const client = await warehouse.pool.connect();
    try {
      await client.query("begin");
      await client.query(breaks);
      const found = (await runChecks(client)).find((result) => result.name === name);
      expect(found?.mistakes).toBeGreaterThan(0);
      expect(found?.examples[0]).toHaveProperty("what");
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("is seen failing here", async () => {
    expect(Object.keys(BREAKS).sort()).toEqual(
      (await runChecks(warehouse.pool)).map((result) => result.name).sort(),
    );
  });
});
