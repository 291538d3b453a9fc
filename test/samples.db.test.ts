import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import {
  type AskSamples,
  type ShownAnswer,
  writeQuestionReference,
} from "../scripts/docs/question-reference.js";
import { askAt, SAMPLE_COMMANDS } from "../scripts/docs/sample-archive.js";
import { formatCount, formatPercent, signed } from "../scripts/report/document.js";
import { nameHalfYear } from "../scripts/report/half-years.js";
import type { WrittenTable } from "../scripts/report/json.js";
import { runChecks } from "../sql/checks.js";
import { readQuestions } from "../sql/questions.js";
import type { Warehouse } from "../sql/warehouse.js";
import { type Answer, runCommand } from "./support/command-line.js";
import { splitStatements, sqlOfMarkdown } from "./support/sql-blocks.js";
import { openTestWarehouse } from "./support/warehouse.js";

const MINUTES_ALLOWED = 15;
/** Each command is a process of its own. */
const COMMANDS_ALLOWED = { timeout: 180_000 };

let folder: string;
let warehouse: Warehouse;
let ask: AskSamples;
let tables: Map<string, WrittenTable>;

const run = (...args: string[]): Promise<Answer> =>
  runCommand([...args, "--data", folder], {
    DATABASE_URL: warehouse.url,
    DATABASE_READER_URL: warehouse.readerUrl as string,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-samples-"));
  warehouse = await openTestWarehouse();
  ask = askAt(warehouse.readerUrl as string);
  for (const command of SAMPLE_COMMANDS) {
    const { code, stderr } = await run(...command);
    expect(code, stderr).toBe(0);
  }
  const report = JSON.parse((await run("report", "--json")).stdout) as { tables: WrittenTable[] };
  tables = new Map(report.tables.map((table) => [table.id, table]));
}, MINUTES_ALLOWED * 60_000);

afterAll(async () => {
  await warehouse?.close();
  await rm(folder, { recursive: true, force: true });
});

test("the sample archive has no mistakes", async () => {
  expect((await runChecks(warehouse.pool)).filter(({ mistakes }) => mistakes > 0)).toEqual([]);
});

test("docs/questions.md shows each question with its answer (npm run docs:questions)", async () => {
  const written = readFileSync(join(PACKAGE_ROOT, "docs", "questions.md"), "utf8");
  expect(await writeQuestionReference(readQuestions(), ask, PACKAGE_ROOT)).toBe(written);
});

describe("for analysts", () => {
  const statements = sqlOfMarkdown(readFileSync(join(PACKAGE_ROOT, "docs", "analysts.md"), "utf8"));

  test("docs/analysts.md holds SQL for psql, R, pandas and Metabase", () => {
    expect(statements.length).toBeGreaterThanOrEqual(7);
    expect(statements.join("\n")).toMatch(/orientation_by_organisation[\s\S]*half_year, innovations/);
  });

  test.each(statements)("its statement runs for the reader and finds something: %s", async (sql) => {
    expect((await ask({ text: sql, values: [] })).rows.length).toBeGreaterThan(0);
  });
});

/** Cells of a table of orientation, as the report writes them. */
function orientation(row: unknown[]): string[] {
  const [meetings, passages, sensing, seeking, balance, low, high] = row.map(Number);
  const rate = (count = 0) => `${formatCount(count)} (${((100 * count) / (passages ?? 1)).toFixed(1)})`;
  return [
    formatCount(meetings ?? 0),
    formatCount(passages ?? 0),
    rate(sensing),
    rate(seeking),
    signed(balance ?? 0),
    `${signed(low ?? 0)} to ${signed(high ?? 0)}`,
  ];
}

const plain = (rows: unknown[][]): string[][] => rows.map((row) => row.map(String));
const withoutTotal = (rows: string[][]): string[][] => rows.slice(0, -1);
const withoutGroups = (rows: string[][]): string[][] => rows.filter((row) => row.length > 1);
const lower = (rows: string[][]): string[][] =>
  rows.map(([first = "", ...rest]) => [first.toLowerCase(), ...rest]);
/** Code of a body whose cell says "ZZ01 · its name". */
const byCode = (rows: string[][]): string[][] =>
  rows.map(([first = "", ...rest]) => [first.slice(0, 4), ...rest]);

/** Each statement's rows as cells of the report, and those cells of the report's own table. */
const ALIKE: Record<string, (rows: unknown[][], table: string[][]) => [string[][], string[][]]> = {
  "table-outcomes": (rows, table) => [plain(rows), lower(withoutTotal(table))],
  "table-study": (rows, table) => {
    const name = (measure: unknown, part: unknown) =>
      measure === "all"
        ? "All innovations"
        : measure === "domain"
          ? `Domain: ${part}`
          : nameHalfYear(String(part));
    const own = rows.map(([measure, part, ...counts]) => [name(measure, part), ...counts.map(String)]);
    return [
      own.sort(),
      table
        .map(([first = "", , ...rest]) => [first, ...rest])
        .filter(([first]) => own.some((row) => row[0] === first))
        .sort(),
    ];
  },
  "table-domains": (rows, table) => {
    const domains = [...new Set(rows.map(([, domain]) => String(domain)))];
    const own = domains.map((domain) => [
      domain,
      ...rows.filter((row) => row[1] === domain).map(([, , , inUse, strict]) => `${inUse} (${strict})`),
    ]);
    const halves = own[0]?.length ?? 0;
    return [
      own.sort(),
      lower(table)
        .filter(([first = ""]) => domains.includes(first))
        .map((row) => row.slice(0, halves))
        .sort(),
    ];
  },
  "table-safety": (rows, table) => [
    rows.map(([half, safety, all, share, low, high]) => [
      nameHalfYear(String(half)),
      String(safety),
      String(all),
      share === null ? "–" : formatPercent(Number(share)),
      share === null ? "–" : `${formatPercent(Number(low))} to ${formatPercent(Number(high))}`,
    ]),
    withoutTotal(table),
  ],
  "table-bodies": (rows, table) => [
    rows.map((row) => [...row.slice(0, -1).map(String), Number(row.at(-1)).toFixed(1)]),
    // The third column is what a manifest expects.
    byCode(table).map(([code = "", meetings = "", , ...rest]) => [code, meetings, ...rest]),
  ],
  "table-orientation": (rows, table) => [
    rows.map(([half, ...rest]) => [nameHalfYear(String(half)), ...orientation(rest)]),
    withoutTotal(table),
  ],
  "table-balance": (rows, table) => [
    rows.map(([code, ...rest]) => [String(code), ...orientation(rest)]),
    byCode(table),
  ],
  "table-within": (rows, table) => [
    rows.map(([, half, ...rest]) => [nameHalfYear(String(half)), ...orientation(rest)]),
    withoutGroups(table),
  ],
  "table-orientation-kinds": (rows, table) => [plain(rows), table.map((row) => row.slice(0, 3))],
  "table-attention": (rows, table) => [
    rows.map(([topic, passages, words, share]) => [
      String(topic),
      formatCount(Number(passages)),
      formatCount(Number(words)),
      formatPercent(Number(share)),
    ]),
    table.map((row) => row.slice(0, 4)),
  ],
  "table-frame-quaser": (rows, table) => [plain(rows), table],
  "table-regimes": (rows, table) => [
    rows.map(([, , period, ...rest]) => [String(period), ...orientation(rest), String(rest.at(-1))]),
    withoutGroups(table).map(([first = "", ...rest]) => [first.split(",")[0] as string, ...rest]),
  ],
};

describe("sql/examples/report-tables.sql", () => {
  const statements = splitStatements(
    readFileSync(join(PACKAGE_ROOT, "sql", "examples", "report-tables.sql"), "utf8"),
  );

  test("has a statement for each kind of table that is compared here", () => {
    expect(statements.map(({ id }) => id)).toEqual(Object.keys(ALIKE));
  });

  test.each(statements.map(({ id, sql }) => [id, sql] as const))("%s is the report's", async (id, sql) => {
    const answer: ShownAnswer = await ask({ text: sql, values: [] });
    const [own, theirs] = (ALIKE[id] as (typeof ALIKE)[string])(answer.rows, tables.get(id)?.rows ?? []);
    expect(own.length).toBeGreaterThan(0);
    expect(own).toEqual(theirs);
  });
});

describe("boardsense sql", COMMANDS_ALLOWED, () => {
  const REFUSED: [what: string, args: string[], says: RegExp][] = [
    [
      "a deletion",
      ["delete from marts.meetings"],
      /^The database refuses: .*Nothing was changed: .* may only read/m,
    ],
    ["a new table", ["create table mine (a int)"], /Nothing was changed/],
    ["two statements", ["select 1; select 2"], /One statement at a time/],
    [
      "a parameter that there is not",
      ["search", "--param", "word=x"],
      /has no parameter 'word'.*It takes: words/,
    ],
    [
      "a wrong type",
      ["search", "--param", "words=x", "--param", "limit=many"],
      /takes limit as a whole number/,
    ],
  ];
  test.each(REFUSED)("refuses %s in one clear line", async (_, args, says) => {
    const { code, stderr } = await run("sql", ...args);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe("boardsense search", COMMANDS_ALLOWED, () => {
  test("finds passages by their words, best first, with body, day, page and snippet", async () => {
    const { code, stdout } = await run("search", '"hand hygiene"', "--json");
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as Record<string, unknown>[];
    expect(found[0]).toMatchObject({
      organisation_code: "ZZ01",
      meeting_date: "2010-05-27",
      page: 3,
      snippet: expect.stringContaining("«hand» «hygiene»"),
      passages_found: found.length,
    });
    const ranks = found.map(({ rank }) => Number(rank));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  });

  test("keeps to a body and a period", async () => {
    const { stdout } = await run(
      ...[
        "search",
        "hygiene",
        "--organisation",
        "ZZ01",
        "--from",
        "2010-03-01",
        "--to",
        "2010-06-30",
        "--json",
      ],
    );
    const found = JSON.parse(stdout) as { organisation_code: string; meeting_date: string }[];
    expect(found.length).toBeGreaterThan(0);
    for (const { organisation_code, meeting_date } of found) {
      expect(organisation_code).toBe("ZZ01");
      expect(meeting_date >= "2010-03-01" && meeting_date <= "2010-06-30").toBe(true);
    }
  });

  test("says plainly that nothing was found, and why nothing can be", async () => {
    expect(await run("search", "zebra")).toMatchObject({ code: 0, stdout: "Nothing found for: zebra\n" });
    const stopWords = await run("search", "of", "the");
    expect([stopWords.code, stopWords.stderr]).toEqual([2, expect.stringContaining("no word to look for")]);
    const nobody = await run("search", "infection", "--organisation", "XX");
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining("No minutes of 'XX'")]);
  });
});
