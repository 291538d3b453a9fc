import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { decide } from "../pipeline/code/index.js";
import type { Coding } from "../schemas/coding.js";
import type { Archive } from "../scripts/archive.js";
import { agreementCommand } from "../scripts/commands/agreement.js";
import { importCodingsCommand } from "../scripts/commands/import-codings.js";
import { sampleCommand } from "../scripts/commands/sample.js";
import { readConfig } from "../scripts/config.js";
import { EXIT } from "../scripts/errors.js";
import { readProject, writeProject } from "../scripts/refi-qda/index.js";
import { renderReport } from "../scripts/report/index.js";
import { readReportModel } from "../scripts/report/read-model.js";
import { runChecks } from "../sql/checks.js";
import { readNamedPassages, storeHumanAnswers } from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { pinnedPlan } from "../workers/coding/coding-plan.js";
import { createLogger } from "../workers/logger.js";
import { addDocument, PINS, preparePins } from "./support/archive.js";
import { makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

const folder = mkdtempSync(join(tmpdir(), "boardsense-human-"));
const MEETINGS = 12;
const PASSAGES = 20;
let warehouse: Warehouse;

/** Awkward texts: the truth is "[p1]" in the text; the machine sees it only where "why" stands too. */
function textOf(meeting: number, n: number): string {
  const truth = (meeting + n) % 5 === 0;
  const isSeen = truth ? n % 3 !== 0 : n % 10 === 1;
  const odd = [
    "=SUM(A1) was struck out",
    "£5m 💷, “quoted”;\nand a second line",
    "- a dash begins it",
    "@board",
  ][n % 4];
  return `${odd} ${meeting}/${n}${truth ? " [truth]" : ""}${isSeen ? " [seen]" : ""}`;
}

const isTrue = (text: string) => text.includes("[truth]");

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  const runId = await preparePins(warehouse.pool);
  for (let meeting = 0; meeting < MEETINGS; meeting += 1) {
    await addDocument(warehouse.pool, {
      runId,
      source: `/minutes/${meeting}.pdf`,
      meetings: [
        makeMeeting(
          Array.from({ length: PASSAGES }, (_, n) => textOf(meeting, n)),
          {
            organisationName: meeting % 2 === 0 ? "Alpha NHS Trust" : "Beta NHS Trust",
            meetingDate:
              meeting < 6 ? `2010-0${meeting + 1}-10` : `2010-${meeting < 9 ? "0" : ""}${meeting + 1}-10`,
          },
        ),
      ],
      answers: (passage) => [
        ...(passage.text.includes("[seen]")
          ? ["problem_sensing", "p1"].map((code) =>
              makeCoding(passage, { frame: "orientation", code, quote: "[seen]" }),
            )
          : [makeCoding(passage, { frame: "orientation", code: null })]),
        makeCoding(passage, { frame: "innovation", code: null }),
        makeCoding(passage, { frame: "attention", code: "other" }),
      ],
    });
  }
  // Everything is coded: importing codings of innovations only puts them together anew.
  const { codeKey } = await pinnedPlan(warehouse.pool, PINS);
  await warehouse.pool.query(
    "insert into raw.coded_documents (document_id, code_key) select document_id, $1 from raw.documents",
    [codeKey],
  );
});
afterAll(async () => {
  await warehouse?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await warehouse.pool.query("delete from raw.samples");
  await warehouse.pool.query("delete from raw.codings where coder like 'human:%'");
});

/** Runs a command of the program as it is registered, on the test's warehouse; returns what it wrote. */
async function run(...args: string[]): Promise<string> {
  const open = async () =>
    ({
      ...warehouse,
      close: async () => {},
      config: readConfig({}),
      dataFolder: folder,
      log: createLogger({ level: "fatal", destination: null }),
    }) satisfies Archive;
  const write = process.stdout.write;
  let written = "";
  process.stdout.write = ((text: string) => {
    written += text;
    return true;
  }) as typeof process.stdout.write;
  try {
    const program = new Command().exitOverride();
    for (const command of [sampleCommand(open), importCodingsCommand(open), agreementCommand(open)])
      program.addCommand(command.exitOverride().configureOutput({ writeErr: () => {} }));
    await program.parseAsync(args, { from: "user" });
  } finally {
    process.stdout.write = write;
  }
  return written;
}

async function expectNoMistakes(): Promise<void> {
  const results = await runChecks(warehouse.pool);
  expect(results.filter(({ mistakes }) => mistakes > 0)).toEqual([]);
}

const at = (name: string) => join(folder, name);
type Rows = Record<string, string>[];

async function drawSheet(name: string, ...args: string[]): Promise<Rows> {
  await run("sample", "--frame", "orientation", "--n", "120", "--out", at(name), "--force", ...args);
  return readSheet(name);
}

function readSheet(name: string): Rows {
  return parse(readFileSync(at(name), "utf8"), { bom: true, columns: true });
}

function writeRows(name: string, rows: Rows): string {
  writeFileSync(at(name), stringify(rows, { header: true, bom: true }));
  return at(name);
}

/** As a person who sees what is true. */
const codeTruly = (rows: Rows): Rows =>
  rows.map((row) => (isTrue(row.text as string) ? { ...row, p1: "x" } : { ...row, none: "yes" }));

async function counts() {
  const { rows } = await warehouse.pool.query(
    `select (select count(*)::int from raw.codings where coder like 'human:%') as said,
       (select count(*)::int from derived.answers where coder like 'human:%') as standing,
       (select count(*)::int from raw.runs where command = 'import-codings') as runs`,
  );
  return rows[0];
}

describe("a sample", () => {
  test("is the same for the same seed and another for another, and shows nothing of the machine", async () => {
    const first = await drawSheet("a.csv");
    const again = await drawSheet("b.csv");
    expect(again).toEqual(first);
    expect(readFileSync(at("a.csv")).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const other = await drawSheet("c.csv", "--seed", "2");
    expect(other.map((row) => row.passage_id)).not.toEqual(first.map((row) => row.passage_id));
    expect(Object.keys(first[0] as object)).toEqual(
      "sample_id passage_id heading before text none problem_sensing p1 comfort_seeking c1 note".split(" "),
    );
    expect(first.every((row) => row.p1 === "" && row.none === "")).toBe(true);
    const { rows } = await warehouse.pool.query("select count(*)::int as n from raw.samples");
    expect(rows[0].n).toBe(2);
  });

  test("escapes what a spreadsheet would take for a formula", async () => {
    const raw = (await drawSheet("a.csv")).map((row) => row.text as string);
    expect(raw.some((text) => text.startsWith("'="))).toBe(true);
    expect(raw.filter((text) => /^[=@-]/.test(text))).toEqual([]);
  });

  test("records chances that sum to the sample, higher where the machine marks", async () => {
    await drawSheet("a.csv");
    const { rows } = await warehouse.pool.query(
      `select band, count(*)::int as drawn, sum(1 / inclusion) as stands_for from raw.sample_passages group by band order by band`,
    );
    const [marked, rest] = rows;
    expect(marked.drawn + rest.drawn).toBe(120);
    expect(marked.stands_for + rest.stands_for).toBeCloseTo(MEETINGS * PASSAGES, -1);
    expect(marked.drawn / marked.stands_for).toBeGreaterThan(rest.drawn / rest.stands_for);
    await expectNoMistakes();
  });

  test("is never written over a sheet that may have answers in it", async () => {
    await drawSheet("a.csv");
    await expect(run("sample", "--frame", "orientation", "--n", "5", "--out", at("a.csv"))).rejects.toThrow(
      "is there already",
    );
  });

  test("cannot be larger than the archive, nor of a frame that nobody coded", async () => {
    await expect(
      run("sample", "--frame", "orientation", "--n", "1000", "--out", at("x.csv")),
    ).rejects.toThrow("the archive has 240 passages coded by 'orientation'");
    await expect(run("sample", "--frame", "quaser", "--out", at("x.csv"))).rejects.toThrow(
      "There is no frame 'quaser'. This archive is coded by attention, innovation, orientation.",
    );
  });
});

describe("codings of a person", () => {
  test("stand over the machine's, a no as well, and come back when the file is corrected", async () => {
    const rows = codeTruly(await drawSheet("a.csv"));
    writeRows("coded.csv", rows);
    expect(await run("import-codings", at("coded.csv"), "--coder", "AB")).toContain(
      "120 passages coded by AB",
    );
    const wrong = rows.find((row) => (row.text as string).includes("[seen]") && !isTrue(row.text as string));
    const { rows: decided } = await warehouse.pool.query(
      "select coder, applies from marts.codings where passage_id = $1 and code = 'p1'",
      [wrong?.passage_id],
    );
    expect(decided).toEqual([{ coder: "human:AB", applies: false }]);
    const corrected = rows.map((row) =>
      row.passage_id === wrong?.passage_id ? { ...row, none: "", c1: "1", note: "on second thoughts" } : row,
    );
    expect(await run("import-codings", writeRows("coded.csv", corrected), "--coder", "AB")).toContain(
      "120 in the place of former answers",
    );
    const { rows: anew } = await warehouse.pool.query(
      "select code, because from marts.codings where passage_id = $1 and frame = 'orientation' and applies order by code",
      [wrong?.passage_id],
    );
    expect(anew.map(({ code }) => code)).toEqual(["c1", "comfort_seeking"]);
    expect(anew[0].because).toBe("on second thoughts");
    await expectNoMistakes();
  });

  test("of a sheet saved by a spreadsheet of another country are taken in", async () => {
    const rows = codeTruly(await drawSheet("a.csv")).slice(0, 40);
    const saved = stringify(
      rows.map((row) => ({ ...row, text: (row.text as string).replace("\n", "\r\n") })),
      { header: true, delimiter: ";", record_delimiter: "\r\n" },
    );
    writeFileSync(at("semicolons.csv"), saved);
    expect(await run("import-codings", at("semicolons.csv"), "--coder", "AB")).toContain("40 passages coded");
  });

  test("of two people: the answer of most, the consensus over all, as decide() says", async () => {
    const rows = (await drawSheet("a.csv")).slice(0, 30);
    const say = (code: string) => rows.map((row) => ({ ...row, [code]: "yes" }));
    for (const [coder, code] of [
      ["CD", "c1"],
      ["EF", "p1"],
      ["AB", "p1"],
      ["ZZ", "none"],
    ] as const)
      await run("import-codings", writeRows("x.csv", say(code)), "--coder", coder);
    const standing = async () => {
      const { rows: answers } = await warehouse.pool.query(
        "select distinct coder from derived.answers where passage_id = any ($1) and frame = 'orientation'",
        [rows.map((row) => row.passage_id)],
      );
      return answers.map(({ coder }) => coder);
    };
    expect(await standing()).toEqual(["human:AB"]);
    await run("import-codings", writeRows("x.csv", say("c1")), "--coder", "EF");
    expect(await standing()).toEqual(["human:CD"]);
    await run("import-codings", writeRows("x.csv", say("none")), "--coder", "consensus");
    expect(await standing()).toEqual(["human:consensus"]);
    const { rows: said } = await warehouse.pool.query(
      `select passage_id as "passageId", frame, code, coder, coder_version as "coderVersion",
         codebook_version as "codebookVersion", null as probability, '[]'::jsonb as spans, because
       from raw.codings where passage_id = $1 and frame = 'orientation'`,
      [rows[0]?.passage_id],
    );
    const people = (said as Coding[]).filter(({ coder }) => coder !== "human:consensus");
    expect(new Set(decide(said as Coding[]).map(({ coder }) => coder))).toEqual(new Set(["human:consensus"]));
    expect(new Set(decide(people).map(({ coder }) => coder))).toEqual(new Set(["human:CD"]));
  });

  test("of innovations let the body's innovations be put together anew", async () => {
    await run("sample", "--frame", "innovation", "--n", "20", "--out", at("i.csv"), "--force");
    const rows: Rows = readSheet("i.csv").map((row, k) =>
      k === 0 ? { ...row, mention: "yes", stage: "pilot", domain: "safety" } : { ...row, mention: "no" },
    );
    expect(await run("import-codings", writeRows("i.csv", rows), "--coder", "AB")).toContain(
      "20 passages coded",
    );
    const { rows: innovations } = await warehouse.pool.query(
      "select domain, parent_domain, stage, mentions from marts.innovations",
    );
    expect(innovations).toEqual([{ domain: "safety", parent_domain: "safety", stage: "pilot", mentions: 1 }]);
    const { rows: due } = await warehouse.pool.query(
      "select count(*)::int as n from raw.organisations where revision <> consolidated_revision",
    );
    expect(due[0].n).toBe(0);
    await expectNoMistakes();
  });

  test("of innovations that cannot be put together are stored, and the body is named", async () => {
    await run("sample", "--frame", "innovation", "--n", "20", "--out", at("i.csv"), "--force");
    const rows: Rows = readSheet("i.csv").map((row) => ({
      ...row,
      mention: "yes",
      stage: "pilot",
      domain: "safety",
    }));
    const fault = "alter table derived.innovations add constraint fault check (label = '') not valid";
    await warehouse.pool.query(fault);
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      expect(await run("import-codings", writeRows("i.csv", rows), "--coder", "AB")).toContain("20 passages");
      expect(said.mock.calls.join("")).toMatch(/innovations of (?:Alpha|Beta) .* could not be put together/);
      expect(process.exitCode).toBe(EXIT.someNotCoded);
    } finally {
      said.mockRestore();
      process.exitCode = undefined;
      await warehouse.pool.query("alter table derived.innovations drop constraint fault");
    }
  });

  test("of passages that were replaced meanwhile are not stored, in words", async () => {
    const [row] = await drawSheet("a.csv");
    const [passage] = await readNamedPassages(warehouse.pool, [row?.passage_id ?? ""], null);
    if (passage === undefined) throw new Error("No passage was drawn.");
    const gone = { ...passage, passageId: `${passage.passageId}9999` };
    const answers = [passage, gone].map(({ passageId }) => ({
      passageId,
      codes: ["p1"],
      note: null,
      spans: new Map(),
    }));
    const { rows: runs } = await warehouse.pool.query("select run_id from raw.runs limit 1");
    await expect(
      storeHumanAnswers(warehouse.pool, {
        coder: "human:AB",
        frame: "orientation",
        codebookVersion: "1",
        runId: runs[0].run_id,
        passages: [passage, gone],
        answers,
      }),
    ).rejects.toThrow(/^1 of these passages were read anew .* nothing was stored/);
    const { rows } = await warehouse.pool.query("select 1 from raw.codings where coder = 'human:AB'");
    expect(rows).toEqual([]);
  });
});

describe("a file with mistakes is named line by line, and nothing of it is stored", () => {
  type Change = (rows: Rows) => Rows;
  const first =
    (change: Record<string, string>): Change =>
    (rows) =>
      rows.map((row, k) => (k === 0 ? { ...row, ...change } : row));
  const cases: [name: string, change: Change, said: RegExp][] = [
    [
      "an unknown code",
      (rows) => rows.map((row) => ({ ...row, p9: "" })),
      /Line 1: found the column 'p9', which is no code of 'orientation'.*p1/,
    ],
    [
      "a word that is no answer",
      first({ p1: "perhaps" }),
      /(Line|Row) 2.*column 'p1': found 'perhaps'; allowed: yes, no/,
    ],
    [
      "an altered passage",
      first({ text: "something else" }),
      /(Line|Row) 2.*column 'text': found '… something else' where the passage has/,
    ],
    [
      "a duplicate row",
      (rows) => [...rows, rows[0] as Rows[number]],
      /column 'passage_id': found '.*', which (line|row) 2.* has already/,
    ],
    [
      "an unknown passage",
      first({ passage_id: "nobody-1-001" }),
      /found the passage 'nobody-1-001', which this archive does not have/,
    ],
    [
      "a kind without its kind",
      first({ none: "", problem_sensing: "no", p1: "yes" }),
      /'p1' is yes, but 'problem_sensing', of which it is a kind, is no/,
    ],
    ["none and something", first({ none: "yes", c1: "yes" }), /'none' is yes, but so is 'c1'/],
    [
      "half an answer",
      first({ none: "", p1: "", problem_sensing: "no" }),
      /not said whether 'comfort_seeking' applies/,
    ],
    [
      "a missing column",
      (rows) => rows.map(({ c1: _, text: __, ...row }) => row as Rows[number]),
      /The columns 'text' and 'c1' are missing/,
    ],
    [
      "a foreign sample",
      (rows) => rows.map((row) => ({ ...row, sample_id: "0000000000" })),
      /sheet of the sample '0000000000', which this archive does not have/,
    ],
    [
      "a passage of another sheet",
      (rows) => rows.map((row, k) => (k === 1 ? { ...row, sample_id: "other" } : row)),
      /a sheet is of one sample/,
    ],
    ["letters misread on the way", first({ text: "Â£5m â€œquotedâ€" }), /UTF-8 opened as Windows-1252/],
  ];
  test.each(cases)("%s", async (_, change, said) => {
    const rows = codeTruly(await drawSheet("a.csv"));
    const before = await counts();
    await expect(run("import-codings", writeRows("bad.csv", change(rows)), "--coder", "AB")).rejects.toThrow(
      said,
    );
    expect(await counts()).toEqual(before);
  });

  test("every mistake at once", async () => {
    const rows = codeTruly(await drawSheet("a.csv"));
    const bad = rows.map((row, k) => (k < 50 ? { ...row, p1: "?" } : row));
    const error = await run("import-codings", writeRows("bad.csv", bad), "--coder", "AB").catch(
      (e: Error) => e,
    );
    expect(String(error)).toContain("there are 50 mistakes");
    expect(String(error)).toContain("… and 10 more.");
  });

  const encodings: [name: string, encode: (text: string) => Buffer, said: RegExp][] = [
    [
      "UTF-16 with its mark",
      (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
      /text in UTF-16, not in UTF-8\. Save it again/,
    ],
    ["UTF-16 without a mark", (text) => Buffer.from(text, "utf16le"), /UTF-16 without a mark/],
    [
      "Windows-1252",
      (text) => Buffer.from(text.replace(/[^\n\r -\u00ff]/g, "?"), "latin1"),
      /not UTF-8 but, by line \d+ \(".*£5m.*"\), Windows-1252/,
    ],
    ["a workbook", () => Buffer.from("PK\u0003\u0004rest"), /Excel workbook/],
    ["nothing", () => Buffer.from(""), /It is empty/],
  ];
  test.each(encodings)("an encoding that is not UTF-8: %s", async (_, encode, said) => {
    const rows = codeTruly(await drawSheet("a.csv"));
    writeFileSync(at("bad.csv"), encode(stringify(rows, { header: true })));
    const before = await counts();
    await expect(
      run("import-codings", at("bad.csv"), "--coder", "AB", "--frame", "orientation"),
    ).rejects.toThrow(said);
    expect(await counts()).toEqual(before);
  });

  test("a coder's name that is no name", async () => {
    await expect(run("import-codings", at("a.csv"), "--coder", "A B")).rejects.toThrow();
  });
});

describe("a REFI-QDA project", () => {
  test("goes out blind and comes back with codes and the words marked", async () => {
    await run(
      "sample",
      "--frame",
      "orientation",
      "--n",
      "40",
      "--format",
      "qdpx",
      "--out",
      at("s.qdpx"),
      "--force",
    );
    const project = await readProject(readFileSync(at("s.qdpx")));
    expect(project.sources).toHaveLength(40);
    expect(project.sources.flatMap(({ codings }) => codings)).toEqual([]);
    const codeNamed = (name: string) =>
      project.codes.find((code) => code.name === `orientation: ${name}`)?.guid;
    const user = { guid: "11111111-1111-4111-8111-111111111111", name: "Ada" };
    const coded = {
      ...project,
      users: [user],
      sources: project.sources.map((source, k) => ({
        ...source,
        codings:
          k === 39
            ? []
            : [
                {
                  guid: `22222222-2222-4222-8222-${String(k).padStart(12, "0")}`,
                  code: codeNamed(isTrue(source.text) ? "p1" : "none") as string,
                  user: user.guid,
                  start: 0,
                  end: isTrue(source.text) ? 5 : source.text.length,
                },
              ],
      })),
    };
    await writeProject(coded, createWriteStream(at("coded.qdpx")));
    const said = await run("import-codings", at("coded.qdpx"), "--coder", "QD");
    expect(said).toContain("39 passages coded by QD in 'orientation'");
    expect(said).toContain("1 are not coded yet");
    const { rows } = await warehouse.pool.query(
      "select distinct length(quote) as n from raw.codings where coder = 'human:QD' and code = 'p1'",
    );
    // PostgreSQL counts letters where JavaScript counts halves of them.
    expect(rows.map(({ n }) => n).sort()).toEqual([4, 5]);
    await expectNoMistakes();

    const before = await counts();
    const bad = {
      ...coded,
      sources: coded.sources.map((source, k) => ({
        ...source,
        text: k === 3 ? `${source.text} more` : source.text,
      })),
    };
    await writeProject(bad, createWriteStream(at("bad.qdpx")));
    await expect(run("import-codings", at("bad.qdpx"), "--coder", "QD")).rejects.toThrow(
      /Source '.*': .*where the passage has/,
    );
    writeFileSync(at("no.qdpx"), "no zip");
    await expect(run("import-codings", at("no.qdpx"), "--coder", "QD")).rejects.toThrow(
      "no REFI-QDA project",
    );
    expect(await counts()).toEqual(before);
  });
});

describe("what the codings say of the machine", () => {
  const corrected = async (where = "scope = 'archive' and code = 'p1' and frame = 'orientation'") => {
    const { rows } = await warehouse.pool.query(`select * from marts.corrected_prevalence where ${where}`);
    return rows;
  };

  test("corrected shares are empty where nobody has coded a sample, with the counted share beside", async () => {
    await run("agreement").catch(() => {});
    const [row] = await corrected();
    expect(row).toMatchObject({ corrected: null, rogan_gladen: null, sample_id: null, passages: 240 });
    expect(row.share).toBeGreaterThan(0);
    expect(row.why_empty).toBe("people have coded no sample of this frame");
  });

  test("with a sample the corrected share nears the truth, by both estimators, and the machine's does not", async () => {
    const rows = codeTruly(await drawSheet("a.csv"));
    await run("import-codings", writeRows("coded.csv", rows), "--coder", "AB");
    const [row] = await corrected();
    const texts = Array.from({ length: MEETINGS }, (_, m) =>
      Array.from({ length: PASSAGES }, (__, n) => textOf(m, n)),
    );
    const truth = texts.flat().filter(isTrue).length / 240;
    expect(row.passages_covered).toBe(240);
    expect(row.corrected_low).toBeLessThanOrEqual(truth);
    expect(row.corrected_high).toBeGreaterThanOrEqual(truth);
    expect(row.rogan_gladen).toBeCloseTo(row.corrected, 9);
    const halves = await corrected("scope = 'half_year' and code = 'p1'");
    expect(halves).toHaveLength(2);
    expect(halves.every((half) => half.corrected !== null && half.passages_judged >= 30)).toBe(true);
    const { rows: errors } = await warehouse.pool.query(
      "select * from marts.machine_errors where code = 'p1' and frame = 'orientation'",
    );
    expect(errors[0]).toMatchObject({ judged: 120, coder: "rules" });
    expect(errors[0].sensitivity).toBeGreaterThan(0.4);
    expect(errors[0].sensitivity).toBeLessThan(0.9);
  });

  test("minutes read anew since the draw are not covered", async () => {
    const rows = codeTruly(await drawSheet("a.csv"));
    await run("import-codings", writeRows("coded.csv", rows), "--coder", "AB");
    const client = await warehouse.pool.connect();
    try {
      await client.query("begin");
      await client.query(
        "update raw.passages set text = text || ' changed' where meeting_id = (select min(meeting_id) from raw.meetings)",
      );
      const { rows: left } = await client.query("select count(*)::int as n from derived.sample_population");
      expect(left[0].n).toBe(220);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("figures of former versions are not shown beside counts of the new ones", async () => {
    const rows = codeTruly(await drawSheet("a.csv"));
    await run("import-codings", writeRows("coded.csv", rows), "--coder", "AB");
    const client = await warehouse.pool.connect();
    try {
      await client.query("begin");
      await client.query(
        "insert into raw.pins (extract_version, structure_version, consolidate_version) values (9, 9, 9)",
      );
      const { rows: errors } = await client.query("select * from marts.machine_errors");
      expect(errors).toEqual([]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  test("agreement of two people and of each with the machine, weighted and not", async () => {
    const rows = await drawSheet("a.csv");
    await run("import-codings", writeRows("x.csv", codeTruly(rows)), "--coder", "AB");
    const careless = codeTruly(rows).map((row, k) => (k < 10 ? { ...row, p1: "", none: "yes" } : row));
    await run("import-codings", writeRows("x.csv", careless), "--coder", "CD");
    const { rows: pairs } = await warehouse.pool.query(
      "select * from marts.coder_agreement where frame = 'orientation' and code = 'p1' order by coder_one, coder_two, weighting",
    );
    expect(pairs.map((pair) => `${pair.coder_one} ${pair.coder_two} ${pair.weighting}`)).toEqual([
      "human:AB human:CD design",
      "human:AB human:CD none",
      "human:AB rules design",
      "human:AB rules none",
      "human:CD rules design",
      "human:CD rules none",
    ]);
    const [, people] = pairs;
    expect(people.n).toBe(120);
    expect(people.only_one_says_yes + people.both_say_yes).toBe(
      rows.filter((row) => isTrue(row.text as string)).length,
    );
    expect(people.kappa_low).toBeLessThan(people.kappa);
    expect(people.kappa_high).toBeGreaterThanOrEqual(people.kappa);
    const text = await run("agreement", "--frame", "orientation", "--coder", "AB", "--coder", "rules");
    expect(text).toContain("human:AB and rules@1 (codebook 2026-11-01), 120 passages");
    const [first] = JSON.parse(await run("agreement", "--coder", "CD", "--coder", "AB", "--json"));
    expect(first.passages).toBe(120);
    await expect(run("agreement", "--coder", "AB", "--coder", "nobody")).rejects.toThrow(
      "Who has coded: human:AB, human:CD, rules@1 (codebook 2026-11-01).",
    );
    await expect(run("agreement", "--coder", "AB")).rejects.toThrow("Give --coder twice");
  });
});

test("a sheet asks for groups by their words and demands what a mention needs", async () => {
  await run("sample", "--frame", "innovation", "--n", "5", "--out", at("i.csv"), "--force");
  const rows = readSheet("i.csv");
  expect(Object.keys(rows[0] as object).slice(5)).toEqual(["none", "mention", "stage", "domain", "note"]);
  const bad = rows.map((row, k) =>
    k === 0
      ? { ...row, mention: "yes", stage: "soon" }
      : k === 1
        ? { ...row, mention: "yes", stage: "pilot" }
        : { ...row, mention: "no", domain: "safety" },
  );
  const error = String(
    await run("import-codings", writeRows("i.csv", bad), "--coder", "AB").catch((e: Error) => e),
  );
  expect(error).toMatch(/column 'stage': found 'soon'; allowed: proposed, approved, pilot/);
  expect(error).toMatch(/'domain' is empty; 'mention' applies: one of productivity, quality, safety/);
  expect(error).toMatch(/'domain' is 'safety', but 'mention' is no/);
});

describe("the report", () => {
  const read = () =>
    readReportModel(warehouse.pool, { organisationCode: null, fromDate: null, toDate: null }, null);

  test("corrects nothing without a sample of this archive, and says how to get one", async () => {
    await run("agreement").catch(() => {});
    const text = await renderReport(await read(), "md");
    expect(text).toContain("there is none: counts stand as the machine made them");
    expect(text).toContain("boardsense sample --frame orientation");
  });

  test("shows shares by the machine and corrected beside each other, and its errors beside the counts", async () => {
    await run("import-codings", writeRows("x.csv", codeTruly(await drawSheet("a.csv"))), "--coder", "AB");
    const model = await read();
    const text = await renderReport(model, "md");
    const archive = model.corrected.find(
      ({ scope, code }) => scope === "archive" && code === "problem_sensing",
    );
    expect(archive?.corrected).not.toBeNull();
    const line = text.split("\n").find((each) => each.includes("Whole archive"));
    expect(line).toContain(`${((archive?.machineShare ?? 0) * 100).toFixed(1)}%`);
    expect(line).toContain(`${((archive?.corrected ?? 0) * 100).toFixed(1)}%`);
    expect(text).toContain("on this archive’s human-coded minutes");
    const errors = model.errorRates?.sets[0]?.byCode.problem_sensing;
    expect(text).toContain(
      `problem-sensing ${errors?.precision.value?.toFixed(2)} / ${errors?.recall.value?.toFixed(2)}`,
    );
    const body = await readReportModel(
      warehouse.pool,
      { organisationCode: "alpha-nhs-trust", fromDate: null, toDate: null },
      null,
    );
    expect(await renderReport(body, "md")).not.toContain("Whole archive");
  });
});
