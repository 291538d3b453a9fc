import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFiles } from "../workers/sources/find-files.js";
import { ManifestError, parseManifest, readManifest } from "../workers/sources/manifest.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-sources-"));
  await mkdir(join(folder, "archive", "2010"), { recursive: true });
  await mkdir(join(folder, "empty"));
  await mkdir(join(folder, "letters"));
  await writeFile(join(folder, "archive", "b.pdf"), "b");
  await writeFile(join(folder, "archive", "2010", "A.PDF"), "a");
  await writeFile(join(folder, "archive", "notes.txt"), "n");
  await writeFile(join(folder, "letters", "letter.docx"), "l");
  await symlink(join(folder, "gone.pdf"), join(folder, "letters", "dangling.pdf"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const names = (files: { path: string }[]) => files.map((file) => file.path.slice(folder.length + 1));

describe("finding files", () => {
  test("a folder stands for the PDFs in it and below, whatever the case of their endings", async () => {
    const { files, problems } = await findFiles([join(folder, "archive")]);
    expect(names(files)).toEqual(["archive/2010/A.PDF", "archive/b.pdf"]);
    expect(problems).toEqual([]);
  });

  test("a file named by itself is taken whatever its name", async () => {
    const { files } = await findFiles([join(folder, "archive", "notes.txt")]);
    expect(names(files)).toEqual(["archive/notes.txt"]);
  });

  test("a file that several paths lead to is found once", async () => {
    const { files } = await findFiles([join(folder, "archive"), join(folder, "archive", "*.pdf")]);
    expect(names(files)).toEqual(["archive/2010/A.PDF", "archive/b.pdf"]);
  });

  const nothing: [path: string, says: RegExp][] = [
    ["empty", /the folder is empty/],
    ["letters", /no PDF among its 1 files/],
    ["missing", /no such file or folder/],
    ["archive/*.doc", /no such file or folder/],
  ];
  test.each(nothing)("%s leads to nothing and says why", async (path, says) => {
    const { files, problems } = await findFiles([join(folder, path)]);
    expect(files).toEqual([]);
    expect(problems.join("\n")).toMatch(says);
  });

  test("a folder without PDFs says how many other files it holds", async () => {
    await mkdir(join(folder, "words"));
    await writeFile(join(folder, "words", "a.doc"), "");
    const { problems } = await findFiles([join(folder, "words")]);
    expect(problems).toEqual([expect.stringMatching(/no PDF among its 1 files/)]);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be read says so", async () => {
    const closed = join(folder, "closed");
    await mkdir(closed);
    await chmod(closed, 0);
    const { problems } = await findFiles([closed]);
    await chmod(closed, 0o755);
    expect(problems).toEqual([expect.stringMatching(/may not read/)]);
  });
});

describe("reading a manifest", () => {
  test("rows are found by absolute path, relative to the manifest", () => {
    const manifest = parseManifest(
      "path,organisation_code,meeting_date\nx/1.pdf,RX1,2010-01-28\n",
      "/archive/m.csv",
    );
    expect(manifest.get("/archive/x/1.pdf")).toEqual({
      organisationCode: "RX1",
      organisationName: null,
      sector: null,
      meetingDate: "2010-01-28",
      password: null,
    });
  });

  const wrong: [name: string, text: string, says: RegExp][] = [
    ["an unknown column", "path,colour\n1.pdf,red\n", /unknown column 'colour'. Allowed: path/],
    ["a bad date", "path,meeting_date\n1.pdf,28/01/2010\n", /Line 2: meeting_date '28\/01\/2010'/],
    ["a day that does not exist", "path,meeting_date\n1.pdf,2010-02-30\n", /2010-02-30/],
    ["a path twice", "path\n1.pdf\n1.pdf\n", /Line 3: 1.pdf stands in the manifest twice/],
    ["a row too short", "path,sector\n1.pdf\n", /Line 2: 1 fields where the header has 2/],
    ["no path column", "sector\nacute\n", /no column 'path' and none 'url'/],
    ["neither path nor url in a row", "path,url,sector\n,,acute\n", /Line 2: no path and no url/],
    ["an address of another kind", "url\nftp://minutes.example/a.pdf\n", /Line 2: url 'ftp:.*http:\/\//],
    ["a password in an address", "url\nhttps://u:p@minutes.example/a.pdf\n", /Line 2: url holds a user/],
    ["an address twice", "url\nhttps://a.example/x#1\nhttps://A.example/x#2\n", /Line 3: .* twice/],
    ["nothing", "", /empty/],
    ["an open quote", 'path\n"1.pdf\n', /not a CSV file/],
  ];
  test.each(wrong)("a manifest with %s is refused, with its place", (_name, text, says) => {
    expect(() => parseManifest(text, "m.csv")).toThrow(says);
  });

  test("every problem is named at once", () => {
    const text = "path,meeting_date\n1.pdf,x\n2.pdf,y\n";
    expect(() => parseManifest(text, "m.csv")).toThrow(/Line 2[\s\S]*Line 3/);
  });

  test("a manifest that is not there is refused", async () => {
    await expect(readManifest(join(folder, "no.csv"))).rejects.toThrow(ManifestError);
  });
});
