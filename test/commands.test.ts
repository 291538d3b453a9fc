import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { readConfig } from "../scripts/config.js";
import { allCommands, helpOf, writeCliReference } from "../scripts/docs/cli-reference.js";
import { explainMachineFault } from "../scripts/errors.js";
import { createProgram } from "../scripts/program.js";
import { runCommand } from "./support/command-line.js";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-commands-"));
  // Run by root, the database belongs to another user, who must get in.
  await chmod(folder, 0o755);
  await mkdir(join(folder, "empty"));
  await writeFile(join(folder, "colours.csv"), "path,colour\na.pdf,red\n");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("help", async () => {
  const program = await createProgram();
  const leaves = allCommands(program).filter((command) => command.commands.length === 0);

  test.each(leaves.map((command) => [command.name(), command] as const))(
    "%s has help with an example",
    (_name, command) => {
      const help = helpOf(command);
      expect(help).toMatch(/Examples?:/);
      expect(command.description().length).toBeGreaterThan(20);
    },
  );

  test("an option that is said to take a value takes it", () => {
    for (const command of allCommands(program)) {
      for (const { flags, long } of command.options) {
        expect(flags, `${command.name()} ${long}`).not.toMatch(/^(-\w, )?--[\w-]+ [^<[]/);
      }
    }
  });

  test("docs/cli.md says what the commands say (npm run docs:cli)", () => {
    expect(readFileSync(join(PACKAGE_ROOT, "docs", "cli.md"), "utf8")).toBe(writeCliReference(program));
  });
});

test.each([
  ["one that is named", ["--data", "export", "status", "--json"], ["status"]],
  ["all where none is named", ["--help"], null],
  ["all for a name that is none, to suggest another", ["staus"], null],
])("of the commands is loaded: %s", async (_what, args, names) => {
  const every = (await createProgram()).commands.map((command) => command.name());
  const loaded = (await createProgram(args)).commands.map((command) => command.name());
  expect(loaded).toEqual(names ?? every);
});

describe("wrong use ends with code 2 and one clear answer", () => {
  const SAMPLE = join(PACKAGE_ROOT, "samples", "minutes", "ZZ01-2010-01-28.pdf");
  const cases: [name: string, args: () => string[], says: RegExp][] = [
    ["an unknown command", () => ["digest"], /unknown command 'digest'/],
    ["an unknown option", () => ["status", "--colour"], /unknown option '--colour'/],
    ["no path", () => ["ingest"], /Nothing to ingest: give files or folders/],
    ["a path that is not there", () => ["ingest", join(folder, "none")], /none: no such file or folder/],
    ["an empty folder", () => ["ingest", join(folder, "empty")], /empty: the folder is empty/],
    [
      "a wrong manifest",
      () => ["ingest", SAMPLE, "--manifest", join(folder, "colours.csv")],
      /unknown column 'colour'/,
    ],
    ["two ways of waiting", () => ["ingest", SAMPLE, "--wait", "--enqueue"], /either --wait or --enqueue/],
    ["an unknown reason", () => ["retry", "--reason", "boredom"], /--reason 'boredom' is none of: .*damaged/],
    ["a model that is not there", () => ["code", "--model", join(folder, "none")], /none/],
    ["an unknown queue", () => ["worker", "--queues", "dreams"], /no queue 'dreams'/],
  ];
  test.each(cases)("%s", async (_name, args, says) => {
    const data = join(folder, "data");
    const { code, stderr } = await runCommand([...args(), "--data", data]);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(code).toBe(2);
  });

  test("a wrong setting in the environment names the variable and what is allowed", () => {
    expect(() => readConfig({ BOARDSENSE_OCR: "sometimes", REDIS_URL: "localhost" })).toThrow(
      /REDIS_URL: a Redis address[\s\S]*BOARDSENSE_OCR/,
    );
  });

  test("a database that does not answer is named without its password", async () => {
    const { code, stderr } = await runCommand(["status", "--data", join(folder, "server")], {
      DATABASE_URL: "postgres://me:secret@127.0.0.1:1/none",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/127\.0\.0\.1:1/);
    expect(stderr).not.toContain("secret");
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test("a full disk is explained in one line", () => {
    expect(explainMachineFault({ code: "ENOSPC", message: "write" })).toMatch(
      /disk is full.*run the same command again/i,
    );
  });
});
