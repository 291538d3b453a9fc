import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportCommand } from "../scripts/commands/report.js";
import { composeReport } from "../scripts/report/compose.js";
import { countInnovations } from "../scripts/report/counts.js";
import { halfYearOf } from "../scripts/report/half-years.js";
import { renderReport } from "../scripts/report/index.js";
import { balanceOf } from "../scripts/report/intervals.js";
import type { ReportModel, ReportScope } from "../scripts/report/model.js";
import { readReportModel } from "../scripts/report/read-model.js";
import { readMentions, storeInnovations } from "../sql/load/index.js";
import { storeRegimes } from "../sql/load/regimes.js";
import { getTypeParser, type Warehouse } from "../sql/warehouse.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

const ALL: ReportScope = { organisationCode: null, fromDate: null, toDate: null };
const folder = mkdtempSync(join(tmpdir(), "boardsense-report-db-"));

let warehouse: Warehouse;
/** Can see nothing but the marts. */
let reader: pg.Pool;
let model: ReportModel;

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
  reader = new pg.Pool({ connectionString: warehouse.readerUrl as string, max: 1, types: { getTypeParser } });
  const runId = await preparePins(warehouse.pool);
  const add = (source: string, meetings: ReturnType<typeof makeMeeting>[]) =>
    addDocument(warehouse.pool, { runId, source, meetings, answers: answer });
  const alpha = { organisationName: "Alpha NHS Trust" };
  await add("/minutes/alpha/1.pdf", [
    makeMeeting(
      [
        "[p1] [quality_safety] why was that",
        "[c1] [other] all is well",
        "[mention] [stage_pilot] [domain_safety] [other] a pilot",
      ],
      { ...alpha, meetingDate: "2010-03-01", pages: [1, 2, 3] },
    ),
  ]);
  await add("/minutes/alpha/2.pdf", [
    makeMeeting(["[p1] [c1] [other] both", "[mention] [stage_proposed] [domain_quality] [other] later"], {
      ...alpha,
      meetingDate: "2010-09-01",
    }),
  ]);
  await add("/minutes/alpha/2-draft.pdf", [
    makeMeeting(["[p1] [other] draft"], { ...alpha, meetingDate: "2010-09-01", isDraft: true }),
  ]);
  await add("/minutes/beta/1.pdf", [
    makeMeeting(["[p1] [other] no day is given"], { organisationName: "Beta NHS Trust", meetingDate: null }),
  ]);
  await add("/minutes/beta/agenda.pdf", []);
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
      label: `innovation ${index}`,
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
  await storeRegimes(warehouse.pool, {
    scheme: "regimes",
    source: "regimes.csv",
    spells: [
      {
        organisationCode: "alpha-nhs-trust",
        regime: "special measures",
        fromDate: "2010-02-01",
        toDate: "2010-08-31",
        given: "Alpha NHS Trust",
        line: 2,
      },
    ],
  });
  model = await readReportModel(reader, ALL, null);
});
afterAll(async () => {
  await reader?.end();
  await warehouse?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the report reads the marts", () => {
  test("with the login that can see nothing else, and counts as they do", async () => {
    const { rows: cells } = await reader.query(
      "select domain, half_year, innovations, innovations_strict from marts.innovations_by_domain_and_half_year",
    );
    for (const measure of ["in use", "strict"] as const) {
      const counted = countInnovations(model.innovations, measure, ALL);
      for (const cell of cells) {
        const here = counted.filter(
          ({ innovation, halfYear }) => innovation.domain === cell.domain && halfYear === cell.half_year,
        );
        expect(here).toHaveLength(measure === "in use" ? cell.innovations : cell.innovations_strict);
      }
      expect(counted).toHaveLength(measure === "in use" ? 1 : 0);
    }
  });

  test("with the balance and the interval of the marts", async () => {
    const { rows } = await reader.query("select * from marts.orientation_by_meeting order by meeting_id");
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      const own = model.orientation.find(({ meetingId }) => meetingId === row.meeting_id);
      expect(own).toMatchObject({ problemSensing: row.problem_sensing, comfortSeeking: row.comfort_seeking });
      const balance = balanceOf(row.problem_sensing, row.comfort_seeking);
      expect(balance?.value).toBeCloseTo(row.balance, 9);
      expect(balance?.low).toBeCloseTo(row.balance_low, 9);
      expect(balance?.high).toBeCloseTo(row.balance_high, 9);
    }
  });

  test("what does not count stands in the list of meetings only", () => {
    expect(model.meetings).toHaveLength(4);
    expect(model.meetings.filter(({ isCounted }) => !isCounted)).toMatchObject([
      { source: "alpha/2-draft.pdf" },
    ]);
    expect(JSON.stringify(model.orientationQuotes)).not.toContain("draft");
  });

  test("quotes are slices of their passages, with body, day, page and file", () => {
    const [quote] = model.orientationQuotes.filter(({ code }) => code === "comfort_seeking");
    expect(quote).toMatchObject({
      organisationCode: "alpha-nhs-trust",
      meetingDate: "2010-03-01",
      halfYear: halfYearOf("2010-03-01"),
      source: "alpha/1.pdf",
      itemNumber: "10/034",
      page: 2,
      quote: "[c1]",
    });
    expect(model.innovations[0]?.mentions).toMatchObject([{ page: 3, stage: "pilot", quote: "[mention]" }]);
  });

  test("regimes are compared with the figures of the mart, each number with its quotes", async () => {
    expect(
      model.regimes.map(({ period, meetings, problemSensing, comfortSeeking, innovations }) => [
        period,
        meetings,
        problemSensing,
        comfortSeeking,
        innovations,
      ]),
    ).toEqual([
      ["before", 0, 0, 0, 0],
      ["during", 1, 1, 1, 1],
      ["after", 1, 1, 1, 0],
    ]);
    const { evidence } = await composeReport(model);
    const chapter = evidence.find(({ id }) => id === "evidence.regimes");
    expect(chapter?.cells.map(({ title, count }) => `${title.split(", ")[1]}: ${count}`)).toEqual([
      "during special measures: problem-sensing: 1",
      "during special measures: comfort-seeking: 1",
      "during special measures: innovations in use: 1",
      "after special measures: problem-sensing: 1",
      "after special measures: comfort-seeking: 1",
    ]);
  });

  test("a file without minutes is named with its outcome", () => {
    expect(model.filesNotCoded).toMatchObject([{ source: "beta/agenda.pdf", outcome: "no minutes found" }]);
  });

  test("every statement beside a number runs, and lists as many rows as the number says", async () => {
    const { evidence } = await composeReport(model);
    const cells = evidence.flatMap((chapter) => chapter.cells).filter((cell) => "sql" in cell);
    expect(cells.length).toBeGreaterThan(10);
    for (const { sql, count, title } of cells) {
      const { rows } = await reader.query(sql);
      expect(rows, `${title}\n${sql}`).toHaveLength(count);
    }
  });

  test("every number with quotes links to a list that has them", async () => {
    const { evidence } = await composeReport(model);
    for (const cell of evidence.flatMap((chapter) => chapter.cells)) {
      if ("entries" in cell) expect(cell.entries, cell.title).toHaveLength(cell.count);
    }
  });

  test("a period and a body narrow everything that has a day and a body", async () => {
    const autumn = await readReportModel(
      reader,
      { ...ALL, fromDate: "2010-07-01", toDate: "2010-12-31" },
      null,
    );
    expect(autumn.meetings.map(({ meetingDate }) => meetingDate)).toEqual(["2010-09-01", "2010-09-01"]);
    expect(autumn.orientation).toMatchObject([{ problemSensing: 1, comfortSeeking: 1 }]);
    expect(countInnovations(autumn.innovations, "in use", autumn.scope)).toEqual([]);
    const beta = await readReportModel(reader, { ...ALL, organisationCode: "beta-nhs-trust" }, null);
    expect(beta.organisations).toEqual([{ code: "beta-nhs-trust", name: "Beta NHS Trust" }]);
    expect(beta.innovations).toEqual([]);
    for (const narrow of [autumn, beta]) {
      const html = await renderReport(narrow);
      const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
      const dead = [...html.matchAll(/href="#([^"]*)"/g)].filter((match) => !ids.has(match[1]));
      expect(dead).toEqual([]);
    }
  });

  test("read twice it is the same report", async () => {
    expect(await renderReport(await readReportModel(reader, ALL, null))).toBe(await renderReport(model));
  });
});

describe("boardsense report", () => {
  async function run(...args: string[]): Promise<string> {
    let written = "";
    const write = process.stdout.write;
    process.stdout.write = ((text: string) => {
      written += text;
      return true;
    }) as typeof process.stdout.write;
    try {
      const command = reportCommand(
        async () => ({ pool: reader, close: async () => {} }),
        () => join(folder, "boardsense-report.html"),
      );
      await new Command()
        .addCommand(command.exitOverride())
        .parseAsync(["report", ...args], { from: "user" });
    } finally {
      process.stdout.write = write;
    }
    return written;
  }

  test("writes the file and prints where it lies", async () => {
    expect(await run()).toBe(`${join(folder, "boardsense-report.html")}\n`);
    expect(readFileSync(join(folder, "boardsense-report.html"), "utf8")).toContain("Alpha NHS Trust");
    expect(await run("--format", "md")).toBe(`${join(folder, "boardsense-report.md")}\n`);
    expect(await run("--out", join(folder, "new", "a.html"))).toBe(`${join(folder, "new", "a.html")}\n`);
  });

  test("--json writes the rows on stdout", async () => {
    expect(JSON.parse(await run("--json")).organisations).toHaveLength(2);
  });

  test("what cannot be is said in one clear line", async () => {
    await expect(run("--from", "2010-02-30")).rejects.toThrow("--from '2010-02-30' is no day");
    await expect(run("--from", "2011-01-01", "--to", "2010-01-01")).rejects.toThrow("is later than --to");
    await expect(run("--organisation", "nobody")).rejects.toThrow("No minutes of 'nobody'");
  });
});
