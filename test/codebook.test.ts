import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import {
  CodebookError,
  checkExamples,
  compareCodebooks,
  exportCodebook,
  hashCodebook,
  loadCodebooks,
  loadShippedCodebooks,
  parseCodebook,
} from "../pipeline/code/codebook/index.js";
import { compileCodebook, matchRules } from "../pipeline/code/rules/index.js";
import { analysePassage } from "../pipeline/text/index.js";
import { Codebook } from "../schemas/codebook.js";
import { DOMAINS, PARENT_OF_DOMAIN, STAGES } from "../schemas/innovation.js";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { codebookCommand } from "../scripts/commands/codebook.js";

const GUIDE = readFileSync(join(PACKAGE_ROOT, "docs", "codebook-guide.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "codebook-"));
afterAll(() => rmSync(folder, { recursive: true }));

function parse(yaml: string): Codebook {
  const result = parseCodebook(yaml, "try.yml");
  if ("problems" in result) throw new CodebookError(result.problems);
  return result.codebook;
}

function problemsOf(yaml: string): string[] {
  const result = parseCodebook(yaml, "try.yml");
  return "problems" in result
    ? result.problems.map(({ line, place, message }) => `${line} ${place}: ${message}`)
    : [];
}

const SMALL = `frame: small
version: 2026-11-22
title: Small
source: Ours
unit: passage
validation: { is_validated: false, against: Nothing }
codes:
  - code: one
    label: One
    definition: D
    include: []
    exclude: []
    examples: [{ text: "A pilot ran.", why: "w" }]
    counter_examples: [{ text: "A clinical trial ran.", why: "w" }]
    rules:
      - { id: one.pilot, match: pilot }
`;

describe("the shipped codebooks", () => {
  const shipped = loadShippedCodebooks();
  const codesOf = (frame: string) => shipped.find((book) => book.frame === frame)?.codes ?? [];

  test("are the six frames, each documented in full", () => {
    expect(shipped.map(({ frame }) => frame)).toEqual([
      "attention",
      "challenged-organisation",
      "innovation",
      "orientation",
      "quaser",
      "ten-challenges",
    ]);
    for (const { codes } of shipped) {
      for (const code of codes) {
        expect([
          code.code,
          code.include.length > 0,
          code.examples.length > 0,
          code.counter_examples.length > 0,
        ]).toEqual([code.code, true, true, true]);
      }
    }
  });

  test("say which of them were validated", () => {
    const validated = shipped.filter((book) => book.validation.is_validated).map(({ frame }) => frame);
    expect(validated).toEqual(["attention", "innovation", "orientation"]);
  });

  test("the innovation frame has the stages and domains of the schemas, under their parents", () => {
    const codes = codesOf("innovation");
    expect(codes.filter(({ group }) => group === "stage").map(({ label }) => label)).toEqual([...STAGES]);
    const domains = codes.filter(({ group }) => group === "domain");
    expect(domains.map(({ label }) => label).sort()).toEqual([...DOMAINS].sort());
    for (const domain of domains) {
      expect(domain.parent).toBe(`parent_${PARENT_OF_DOMAIN[domain.label as keyof typeof PARENT_OF_DOMAIN]}`);
    }
  });

  test("most examples are coded as the codebook says", () => {
    for (const frame of ["orientation", "innovation"]) {
      const book = shipped.find((one) => one.frame === frame) as Codebook;
      const count = book.codes.reduce(
        (sum, code) => sum + code.examples.length + code.counter_examples.length,
        0,
      );
      expect(checkExamples(book).length / count).toBeLessThan(0.25);
    }
  });
});

describe("a codebook file", () => {
  test("shows every problem at once, each with its line and place in words", () => {
    const broken = SMALL.replace("version: 2026-11-22", "version: yesterday")
      .replace("label: One", "label: One\n    colour: red")
      .replace("unit: passage", "unit: page");
    expect(problemsOf(broken)).toEqual([
      expect.stringMatching(/^2 version: a date, such as/),
      expect.stringMatching(/^5 unit: /),
      expect.stringMatching(/^10 codes\[0\] \(one\) > colour: Unknown key 'colour'/),
    ]);
  });

  test("names lead somewhere, ids are used once, patterns can be read", () => {
    const broken = `${SMALL}      - { id: one.pilot, match: "(trial", unless: ["@nobody"], by: [board] }
  - code: two
    label: Two
    parent: three
    group: g
    definition: D
    include: []
    exclude: []
    examples: []
    counter_examples: []
`;
    expect(problemsOf(broken)).toEqual([
      expect.stringMatching(/^17 .*rules\[1\] \(one\.pilot\) > id: .*already used by code 'one'/),
      expect.stringMatching(/^17 .* > match: Pattern '\(trial' has a '\(' without its '\)'/),
      expect.stringMatching(/^17 .* > unless\[0\]: .*@nobody/),
      expect.stringMatching(/^17 .* > by\[0\]: 'board' is not among the actors/),
      expect.stringMatching(/^20 codes\[1\] \(two\) > parent: No code 'three'/),
      expect.stringMatching(/^21 codes\[1\] \(two\) > group: The group 'g' is not described/),
    ]);
  });

  test("a code cannot be above itself", () => {
    expect(problemsOf(SMALL.replace("label: One", "label: One\n    parent: one"))[0]).toMatch(
      /its own parent: one > one/,
    );
  });

  test("YAML that cannot be read is a problem with its line", () => {
    expect(problemsOf(`${SMALL}  bad: [`)[0]).toMatch(/^1[78] the file as YAML: /);
  });

  test("comments and layout do not change its hash, a rule does", () => {
    const hash = hashCodebook(parse(SMALL));
    expect(hashCodebook(parse(`# a remark\n${SMALL}`))).toBe(hash);
    expect(hashCodebook(parse(SMALL.replace("match: pilot", "match: trial")))).not.toBe(hash);
  });

  test("examples that the rules contradict are warned of", () => {
    expect(checkExamples(parse(SMALL))).toEqual([]);
    const contradicted = checkExamples(parse(SMALL.replace("match: pilot", "match: trial")));
    expect(contradicted.map(({ kind }) => kind)).toEqual(["example", "counter-example"]);
  });

  test("two files of one frame are refused", () => {
    writeFileSync(join(folder, "a.yml"), SMALL);
    writeFileSync(join(folder, "b.yml"), SMALL);
    expect(() => loadCodebooks(folder)).toThrow(/b\.yml:1:1: The frame 'small' is already in a\.yml/);
  });
});

describe("comparing and exporting", () => {
  test("says what was added, removed and changed", () => {
    const changed = parse(
      SMALL.replace("definition: D", "definition: E")
        .replace("match: pilot", "match: trial")
        .replace("2026-11-22", "2026-11-23"),
    );
    expect(compareCodebooks(parse(SMALL), changed).map(({ what, change }) => `${change} ${what}`)).toEqual([
      "changed version",
      "changed code one > definition",
      "changed rule one.pilot of code one",
    ]);
    expect(compareCodebooks(changed, changed)).toEqual([]);
  });

  test("exports a page, a table that a spreadsheet cannot execute, and data", () => {
    const book = parse(SMALL.replace("definition: D", 'definition: "=1+1"'));
    expect(exportCodebook(book, "md")).toContain("## One");
    expect(exportCodebook(book, "csv")).toContain("'=1+1");
    const { sha256, ...rest } = JSON.parse(exportCodebook(book, "json")) as Codebook & { sha256: string };
    expect(sha256).toBe(hashCodebook(book));
    expect(Codebook.parse(rest)).toEqual(book);
  });
});

describe("the guide", () => {
  const frames = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] as string);

  test("its frames are codebooks whose rules agree with their examples", () => {
    expect(frames).toHaveLength(2);
    for (const frame of frames) expect(checkExamples(parse(frame))).toEqual([]);
  });

  const rows = [...GUIDE.matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \|$/gm)]
    .map(
      ([, pattern, finds, misses]) =>
        [pattern?.replaceAll("\\|", "|"), finds, misses] as [string, string, string],
    )
    .filter(
      ([pattern]) =>
        !["frame", "version", "source", "validation", "threshold", "groups", "codes"].includes(pattern),
    );

  test.each(rows)("its pattern %j finds %j and not %j", (match, finds, misses) => {
    const book = parse(SMALL);
    const rule = { ...book.codes[0]?.rules[0], match } as Codebook["codes"][number]["rules"][number];
    const compiled = compileCodebook({
      ...book,
      codes: [{ ...(book.codes[0] as Codebook["codes"][number]), rules: [rule] }],
    });
    const isFound = (text: string) =>
      matchRules(compiled, analysePassage({ id: "", heading: "", before: "", after: "", text })).length > 0;
    expect([isFound(finds), isFound(misses)]).toEqual([true, false]);
  });
});

describe("boardsense codebook", () => {
  const written: string[] = [];
  const run = (...args: string[]) => {
    vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    return codebookCommand().parseAsync(args, { from: "user" });
  };
  afterEach(() => {
    vi.restoreAllMocks();
    written.length = 0;
    process.exitCode = undefined;
  });

  test("check ends with 0 for what ships and with 1 for a broken file", async () => {
    await run("check");
    expect(process.exitCode).toBe(0);
    const file = join(folder, "broken.yml");
    writeFileSync(file, SMALL.replace("2026-11-22", "soon"));
    await run("check", file, "--json");
    expect(process.exitCode).toBe(1);
    const { files } = JSON.parse(written.at(-1) as string) as { files: { problems: { line: number }[] }[] };
    expect(files[0]?.problems[0]?.line).toBe(2);
  });

  test("show and export name what is known where a frame or code is not", async () => {
    await expect(run("show", "nothing")).rejects.toThrow(/no frame 'nothing'. Known: attention/);
    await expect(run("show", "orientation", "--code", "p9")).rejects.toThrow(
      /no code 'p9'.*Known: problem_sensing/,
    );
    await run("export", "orientation", "--format", "csv");
    expect(written.at(-1)).toContain("comfort_seeking");
  });

  test("diff of a frame with itself finds nothing", async () => {
    await run("diff", "orientation", "orientation", "--json");
    expect(JSON.parse(written.at(-1) as string)).toEqual({ differences: [] });
  });

  test("every subcommand has help with an example and --json", () => {
    for (const command of codebookCommand().commands) {
      const help: string[] = [];
      command.configureOutput({ writeOut: (text) => help.push(text) });
      command.outputHelp();
      expect(help.join("")).toContain("Example:");
      expect(help.join("")).toContain("--json");
    }
  });
});
