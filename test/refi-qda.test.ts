import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import {
  codebookXml,
  guidOf,
  mapOffsets,
  qdaCodesOf,
  readProject,
  writeProject,
} from "../scripts/refi-qda/index.js";
import type { QdaProject } from "../scripts/refi-qda/model.js";
import { makeCodebook } from "./support/minutes.js";

const SCHEMAS = join(PACKAGE_ROOT, "..", "shared", "refi-qda");
const folder = mkdtempSync(join(tmpdir(), "boardsense-qda-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = "Risk noted. £5m 💷 approved.\nThe Chair asked what a mystery shopper would find.";

const PROJECT: QdaProject = {
  name: "Minutes & <more>",
  origin: "boardsense 0.1.0",
  createdAt: "2026-11-30T12:00:00Z",
  description: "A form feed \u000c and a lone half \ud83d are left out.",
  users: [
    { guid: guidOf("user", "model", "1.0"), name: "model 1.0", id: "model@1.0" },
    { guid: guidOf("user", "human:XY"), name: "human:XY" },
  ],
  codes: qdaCodesOf(makeCodebook("orientation")),
  variables: [{ guid: guidOf("variable", "meeting_date"), name: "meeting_date", type: "Date" }],
  cases: [],
  sources: [
    {
      guid: guidOf("source", "m1"),
      name: "ZZ01 2010-01-28",
      text: TEXT,
      values: [{ variable: guidOf("variable", "meeting_date"), value: "2010-01-28" }],
      codings: ["model 1.0", "human:XY"].map((user) => ({
        guid: guidOf("coding", user),
        code: guidOf("code", "orientation", makeCodebook("orientation").codes[0]?.code ?? ""),
        user: user === "human:XY" ? guidOf("user", user) : guidOf("user", "model", "1.0"),
        start: TEXT.indexOf("The Chair"),
        end: TEXT.length,
        memo: 'rule "ask_what"\nscore 0.91',
        createdAt: "2026-11-30T12:00:00Z",
      })),
      marks: [{ guid: guidOf("mark", "1"), user: null, start: 0, end: 11, memo: "to be coded" }],
    },
  ],
};

async function bytesOf(project: QdaProject): Promise<Buffer> {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), writeProject(project, sink)]);
  return bytes;
}

function zipOf(files: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** What a validator of XML schemas says; null where none is at hand. */
function validate(xml: string, schema: string): string | null {
  const file = join(folder, "checked.xml");
  writeFileSync(file, xml);
  try {
    execFileSync("xmllint", ["--noout", "--nonet", "--schema", join(SCHEMAS, schema), file], {
      stdio: "pipe",
    });
    return "valid";
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    if (code === "ENOENT") return null;
    return String(stderr);
  }
}

describe("REFI-QDA", () => {
  test("what is written is read back, whatever the offsets' units", async () => {
    const read = await readProject(await bytesOf(PROJECT));
    expect(read).toEqual({
      ...PROJECT,
      description: "A form feed  and a lone half \ufffd are left out.",
      leftOut: [],
    });
    const [coding] = read.sources[0]?.codings ?? [];
    expect(TEXT.slice(coding?.start, coding?.end)).toBe("The Chair asked what a mystery shopper would find.");
  });

  test("the same project gives the same bytes", async () => {
    expect((await bytesOf(PROJECT)).equals(await bytesOf(PROJECT))).toBe(true);
  });

  test("offsets go to code points and back in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const offsets = mapOffsets(text);
        let units = 0;
        for (const [codePoints, character] of [...text].entries()) {
          expect(offsets.toCodePoints(units)).toBe(codePoints);
          expect(offsets.toUnits(codePoints)).toBe(units);
          units += character.length;
        }
        expect(offsets.toUnits([...text].length + 1)).toBeNull();
      }),
    );
  });

  const hasSchemas = existsSync(SCHEMAS);
  if (!hasSchemas) console.warn("The REFI-QDA schemas are not at hand (../shared/refi-qda): not validated.");
  test.skipIf(!hasSchemas)("project and codebook are valid against the schemas", async (context) => {
    const { readQdaZip } = await import("../scripts/refi-qda/read-zip.js");
    const { project } = await readQdaZip(await bytesOf(PROJECT));
    const said = validate(project.toString("utf8"), "Project.xsd");
    if (said === null)
      return context.skip("No xmllint (Debian: libxml2-utils): not validated against the schemas.");
    expect(said).toBe("valid");
    expect(validate(codebookXml(PROJECT.codes, "boardsense"), "Codebook.xsd")).toBe("valid");
    expect(validate(codebookXml([], "boardsense"), "Codebook.xsd")).not.toBe("valid");
  });

  const cases: [what: string, files: Record<string, string>, said: RegExp][] = [
    ["another archive", { "a.txt": "x" }, /holds no project\.qde/],
    [
      "entities",
      { "project.qde": '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>' },
      /DOCTYPE/,
    ],
    ["broken XML", { "project.qde": "<Project><Users></Project>" }, /not well-formed.*1/],
    ["another format", { "project.qde": "<html/>" }, /begins with <html>/],
    [
      "a text outside the archive",
      {
        "project.qde":
          '<Project><Sources><TextSource guid="1" name="s" plainTextPath="../../etc/passwd"/></Sources></Project>',
      },
      /line 1.*only texts within the project/,
    ],
    [
      "a coding beyond its text",
      {
        "project.qde":
          '<Project><Sources><TextSource guid="1" name="s" plainTextPath="internal://1.txt">' +
          '<PlainTextSelection guid="2" startPosition="0" endPosition="9"/></TextSource></Sources></Project>',
        "sources/1.txt": "eight...",
      },
      /endPosition="9", which lies outside the text of 's'/,
    ],
  ];
  test.each(cases)("%s is refused in words", async (_, files, said) => {
    await expect(readProject(await zipOf(files))).rejects.toThrow(said);
  });

  test("what is no archive at all is refused in words", async () => {
    await expect(readProject(Buffer.from("<Project/>"))).rejects.toThrow(/no REFI-QDA project/);
  });
});
