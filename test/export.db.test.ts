import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { decisionsOf } from "../scripts/export/qda-decisions.js";
import { type ExportOptions, writeExport } from "../scripts/export/write-export.js";
import { readProject } from "../scripts/refi-qda/index.js";
import { readQdaZip } from "../scripts/refi-qda/read-zip.js";
import type { Warehouse } from "../sql/warehouse.js";
import { fillSmallArchive } from "./support/small-archive.js";
import { openTestWarehouse } from "./support/warehouse.js";

const SCHEMA = join(PACKAGE_ROOT, "..", "shared", "refi-qda", "Project.xsd");
const folder = mkdtempSync(join(tmpdir(), "boardsense-export-"));
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  await fillSmallArchive(warehouse.pool);
  await run("csv", {});
  await run("again", {});
  await run("parquet", { format: "parquet" });
  await run("jsonl", { format: "jsonl", withNoes: true });
  await run("all.qdpx", { format: "qdpx" });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(name: string, options: Partial<ExportOptions>) {
  const out = join(folder, name);
  return writeExport(warehouse.pool, {
    format: "csv",
    organisation: [],
    frame: [],
    coders: "standing",
    ...options,
    out,
  });
}

async function ask<Row = Record<string, unknown>>(text: string): Promise<Row[]> {
  return (await warehouse.pool.query(text)).rows as Row[];
}

const bytesOf = (...path: string[]) => readFileSync(join(folder, ...path));
const csv = (name: string) =>
  parse(bytesOf("csv", `${name}.csv`), { columns: true }) as Record<string, string>[];

describe("tables", () => {
  test("hold what the views of the same names hold, files without their folders", async () => {
    const manifest = JSON.parse(bytesOf("jsonl", "manifest.json").toString());
    for (const { file, rows } of manifest.files as { file: string; rows: number }[]) {
      if (!file.endsWith(".jsonl")) continue;
      const name = file.slice(0, -".jsonl".length);
      const lines = bytesOf("jsonl", file).toString().split("\n").filter(Boolean);
      const views = await ask<{ row: object }>(`
        select to_jsonb(mart) ${name === "passages" ? "- 'search'" : ""} as row from marts.${name} as mart`);
      const bare = (row: object) =>
        JSON.stringify(
          Object.entries(row)
            .filter(([key]) => !["source", "detail", "retry_with"].includes(key))
            .sort(),
        );
      expect(lines.map((line) => bare(JSON.parse(line))).sort()).toEqual(
        views.map(({ row }) => bare(row)).sort(),
      );
      expect(rows).toBe(lines.length);
    }
    expect(bytesOf("jsonl", "documents.jsonl").toString()).not.toContain("secret place");
    expect(bytesOf("jsonl", "documents.jsonl").toString()).toContain("Could not open 'broken.pdf': no.");
  });

  test("say the same in CSV and Parquet, one row for each code that applies", async () => {
    const rows = csv("codings");
    const parquet = (await parquetReadObjects({
      file: await asyncBufferFromFile(join(folder, "parquet", "codings.parquet")),
    })) as Record<string, unknown>[];
    expect(rows).toHaveLength((await ask("select from marts.codings where applies")).length);
    const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));
    expect(parquet.map((row) => Object.values(row).map(text))).toEqual(rows.map((row) => Object.values(row)));
    expect(rows.find((row) => row.code === "p1")).toMatchObject({ applies: "true", quote: "asked" });
  });

  test("do not run as formulas in a spreadsheet", () => {
    expect(csv("passages").map((row) => row.text)).toContain("'=SUM(A1) was typed in the paper.");
  });

  test("come with a meaning for every column, and the sum of every file", () => {
    const dictionary = csv("dictionary");
    expect(dictionary.filter((row) => row.meaning === "").map((row) => `${row.table}.${row.column}`)).toEqual(
      [],
    );
    const manifest = JSON.parse(bytesOf("csv", "manifest.json").toString());
    const files = manifest.files as { file: string; sha256: string; holds: string }[];
    expect(files.map(({ file }) => file).sort()).toEqual(
      readdirSync(join(folder, "csv"))
        .filter((file) => file !== "manifest.json")
        .sort(),
    );
    for (const { file, sha256, holds } of files) {
      expect(createHash("sha256").update(bytesOf("csv", file)).digest("hex")).toBe(sha256);
      expect(holds).not.toBe("");
    }
    expect(manifest.removed.said).toMatch(/^1 document was removed/);
    expect(manifest.codebooks).toHaveLength(3);
  });

  test("are the same bytes for the same archive", () => {
    for (const file of readdirSync(join(folder, "csv")))
      expect(bytesOf("again", file).equals(bytesOf("csv", file)), file).toBe(true);
  });
});

describe("a project for programs of qualitative analysis", () => {
  test("loses nothing on its way back: passage, code, coder version, span", async () => {
    const project = await readProject(bytesOf("all.qdpx"));
    const { decisions, others } = decisionsOf(project);
    expect(others).toBe(0);
    const key = (row: object) => JSON.stringify(Object.entries(row).sort());
    const known = await ask(`
      select codings.passage_id as "passageId", codings.meeting_id as "meetingId", frame, code, coder,
        coder_version as "coderVersion", codebook_version as "codebookVersion", probability, quote, codings.page,
        codings.because, start_offset as start, end_offset as "end"
      from marts.codings inner join marts.passages on passages.passage_id = codings.passage_id where applies`);
    expect(decisions.map(key).sort()).toEqual(known.map(key).sort());
    const passages = new Map(
      (await ask<{ id: string; text: string }>("select passage_id as id, text from marts.passages")).map(
        ({ id, text }) => [id, text],
      ),
    );
    for (const source of project.sources)
      for (const { start, end, passageId } of decisionsOf({ ...project, sources: [source] }).decisions)
        expect(source.text.slice(start, end)).toBe(passages.get(passageId));
    expect(project.users.map((user) => user.name)).toEqual(["human:XY 1", "rules 1"]);
  });

  test.skipIf(!existsSync(SCHEMA))("is valid against the schema", async (context) => {
    const { project } = await readQdaZip(bytesOf("all.qdpx"));
    writeFileSync(join(folder, "project.xml"), project);
    try {
      execFileSync("xmllint", ["--noout", "--nonet", "--schema", SCHEMA, join(folder, "project.xml")], {
        stdio: "pipe",
      });
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT")
        return context.skip("No xmllint (Debian: libxml2-utils): not validated against the schemas.");
      throw new Error(String((error as { stderr: Buffer }).stderr));
    }
  });

  test("is one a body on request", async () => {
    await run("split", { format: "qdpx", split: "organisation", frame: ["orientation"] });
    expect(readdirSync(join(folder, "split")).sort()).toEqual(["RX1.qdpx", "RX2.qdpx", "manifest.json"]);
    const one = await readProject(bytesOf("split", "RX1.qdpx"));
    expect(one.sources.map((source) => source.name)).toEqual(["RX1 2010-01-28", "RX1 2010-07-29"]);
  });
});

describe("refused with nothing written", () => {
  const cases: [options: Partial<ExportOptions>, said: RegExp][] = [
    [{ organisation: ["RX9"] }, /no body 'RX9'/],
    [{ frame: ["quaser"] }, /not coded by the frame 'quaser'.*attention/],
    [{ from: "2010-02-31x" }, /--from .*a day such as/],
    [{ from: "2011-01-01", to: "2010-01-01" }, /later than/],
    [{ from: "2019-01-01" }, /no meetings/],
    [{ format: "qdc", withNoes: true }, /for tables/],
    [{ format: "qdc", split: "organisation" }, /for --format qdpx/],
  ];
  test.each(cases)("%j", async (options, said) => {
    await expect(run("refused", options)).rejects.toThrow(said);
    expect(readdirSync(folder).filter((name) => name.includes("refused"))).toEqual([]);
  });

  test("a folder with other things in it", async () => {
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "other", "thesis.doc"), "x");
    await expect(run("other", { replace: true })).rejects.toThrow(/holds other files/);
    expect(readdirSync(join(folder, "other"))).toEqual(["thesis.doc"]);
  });
});
