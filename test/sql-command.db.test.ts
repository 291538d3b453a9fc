import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Format, writeAnswer } from "../scripts/sql/write-answer.js";
import { ask } from "../sql/ask.js";
import { bindNames, bindQuestion, readQuestions } from "../sql/questions.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
let reader: string;

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  reader = warehouse.readerUrl ?? "";
  const runId = await preparePins(warehouse.pool);
  await addDocument(warehouse.pool, {
    runId,
    source: "/a/1.pdf",
    meetings: [makeMeeting(["The Board asked “why”, 💷 £5m."], { title: "=cmd()" })],
    answers: (passage) => [
      makeCoding(passage, { frame: "orientation", code: "p1", quote: "asked", probability: 0.25 }),
      makeCoding(passage, { frame: "innovation", code: null }),
      makeCoding(passage, { frame: "attention", code: "other", quote: "Board" }),
    ],
  });
});
afterAll(async () => {
  await warehouse.close();
});

async function rowsOf(text: string, values: (string | null)[] = []): Promise<unknown[][]> {
  return ask(reader, { text, values }, async ({ batches }) => {
    const rows: unknown[][] = [];
    for await (const batch of batches) rows.push(...batch);
    return rows;
  });
}

async function written(text: string, format: Format): Promise<string> {
  const out = new PassThrough();
  const all = readAll(out);
  await ask(reader, { text, values: [] }, (answer) =>
    writeAnswer(answer, { format, file: null, stdout: out }),
  );
  out.end();
  return all;
}

describe("the read-only login", () => {
  test("reads every view of marts", async () => {
    const { rows } = await warehouse.pool.query<{ viewname: string }>(
      "select viewname from pg_views where schemaname = 'marts' order by 1",
    );
    expect(rows.length).toBeGreaterThan(12);
    for (const { viewname } of rows) await rowsOf(`select * from marts.${viewname} limit 5`);
  });

  const FORBIDDEN: [what: string, statement: string][] = [
    ["reads no raw table", "select * from raw.passages"],
    ["reads no derived table", "select * from derived.decisions"],
    ["deletes nothing", "delete from raw.documents"],
    ["changes no view", "update marts.documents set outcome = 'coded'"],
    ["creates nothing", "create table marts.mine (a int)"],
    ["creates nothing in public", "create table public.mine (a int)"],
    ["has no temporary tables", "create temporary table mine (a int)"],
    ["becomes nobody else", "set role boardsense"],
    ["makes no large objects", "select lo_create(0)"],
    [
      "runs no block that writes",
      "do $$ begin set transaction read write; delete from raw.documents; end $$",
    ],
    ["reads no file", "select pg_read_file('/etc/passwd')"],
    ["runs no program", "copy (select 1) to program 'cat'"],
    ["takes one statement only", "select 1; delete from raw.documents"],
    ["does not escape by commit", "commit; delete from raw.documents"],
  ];
  test.each(FORBIDDEN)("%s", async (_, statement) => {
    await expect(rowsOf(statement)).rejects.toThrow();
    const { rows } = await warehouse.pool.query("select count(*)::int as n from raw.documents");
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe("the named questions", () => {
  test.each(readQuestions().map((question) => [question.name, question] as const))(
    "%s answers",
    async (_, question) => {
      expect(question.sentence).toMatch(/^[A-Z].*\.$|^[A-Z].*\)\.$/);
      const given = new Map(
        question.parameters
          .filter(({ preset }) => preset === undefined)
          .map(({ name }) => [name, "board"] as const),
      );
      const { text, values } = bindQuestion(question, given);
      await rowsOf(text, values);
      const dated = question.parameters.filter(({ name }) => name === "from" || name === "to");
      if (dated.length > 0) {
        const bound = bindQuestion(
          question,
          new Map([...given, ...dated.map(({ name }) => [name, "2010-06-30"] as const)]),
        );
        await rowsOf(bound.text, bound.values);
      }
      const used = [...question.text.matchAll(/(?<![:\w]):([a-z_]+)/g)].map((match) => match[1]);
      expect(question.parameters.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
    },
  );

  test("name a parameter that is missing or unknown", () => {
    const search = readQuestions().find((question) => question.name === "search");
    if (search === undefined) throw new Error("There is no question 'search'.");
    expect(() => bindQuestion(search, new Map())).toThrow("needs --param words=");
    expect(() => bindQuestion(search, new Map([["word", "x"]]))).toThrow(
      "It takes: words, organisation, from, to, limit",
    );
  });

  const WRONG: [question: string, given: Record<string, string>, says: string][] = [
    ["search", { words: " " }, "takes words as a text that is not empty"],
    ["search", { words: "x", limit: "many" }, "takes limit as a whole number, such as 12, not 'many'"],
    ["search", { words: "x", limit: "-1" }, "takes limit as a whole number"],
    [
      "search",
      { words: "x", from: "2010-02-30" },
      "takes from as a day, such as 2010-01-31, not '2010-02-30'",
    ],
    ["search", { words: "x", from: "2011-01-01", to: "2010-01-01" }, "later than the last"],
    [
      "innovations_in_use_in_period",
      { strictly: "perhaps" },
      "takes strictly as true or false, not 'perhaps'",
    ],
  ];
  test.each(WRONG)("%s: %o is refused", (name, given, says) => {
    const question = readQuestions().find((candidate) => candidate.name === name);
    if (question === undefined) throw new Error(`There is no question '${name}'.`);
    expect(() => bindQuestion(question, new Map(Object.entries(given)))).toThrow(says);
  });

  test("take values as values, never as text of the statement", async () => {
    expect(bindNames("select :a::int, '12:30', x::text, ':b' from t -- :a", new Map([["a", "1"]]))).toEqual({
      text: "select $1::text::int, '12:30', x::text, ':b' from t -- :a",
      values: ["1"],
    });
    const { text, values } = bindNames("select :a", new Map([["a", "'; drop table x --"]]));
    expect(await rowsOf(text, values)).toEqual([["'; drop table x --"]]);
  });
});

describe("answers", () => {
  const SAMPLE =
    "select title, date '2010-01-28' as day, true as yes, 1.5::float8 as number, 12345678901::bigint as big, null as nothing, E'a\\nb,\"c\"' as awkward from marts.meetings";

  test("as a table are one line a row", async () => {
    expect(await written(SAMPLE, "table")).toMatch(
      /^title +day +yes +number +big +nothing +awkward\n=cmd\(\) +2010-01-28 +true +1\.5 +12345678901 +a b,"c"\n$/,
    );
  });

  test("as CSV keep every character and run no formula", async () => {
    expect(await written(SAMPLE, "csv")).toBe(
      `title,day,yes,number,big,nothing,awkward\n'=cmd(),2010-01-28,true,1.5,12345678901,,"a\nb,""c"""\n`,
    );
  });

  test("as JSON keep their types; without rows they are an empty list", async () => {
    expect(JSON.parse(await written(SAMPLE, "json"))).toEqual([
      {
        title: "=cmd()",
        day: "2010-01-28",
        yes: true,
        number: 1.5,
        big: 12345678901,
        nothing: null,
        awkward: 'a\nb,"c"',
      },
    ]);
    expect(JSON.parse(await written("select 1 as a where false", "json"))).toEqual([]);
  });

  test("as Parquet come back as they were, over several batches", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "boardsense-parquet-")), "answer.parquet");
    const rows = await ask(
      reader,
      {
        text: "select n::int as n, case when n % 2 = 0 then 'even' end as word, n / 2.0::float8 as half, n > 3 as large from generate_series(1, 25000) as n",
        values: [],
      },
      (answer) => writeAnswer(answer, { format: "parquet", file, stdout: new PassThrough() }),
    );
    expect(rows).toBe(25000);
    const back = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
    expect(back).toHaveLength(25000);
    expect(back[3]).toEqual({ n: 4n, word: "even", half: 2, large: true });
    expect(back[24998]).toMatchObject({ n: 24999n, large: true });
    expect(back[24998]?.word ?? null).toBeNull();
    expect(readFileSync(file).subarray(0, 4).toString()).toBe("PAR1");
  });
});
