import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { Command, Option } from "commander";
import {
  CodebookError,
  checkExamples,
  compareCodebooks,
  describeProblem,
  EXPORT_FORMATS,
  type ExampleWarning,
  type ExportFormat,
  exportCodebook,
  hashCodebook,
  loadCodebook,
  loadShippedCodebooks,
  type Problem,
  parseCodebook,
  SHIPPED_CODEBOOKS,
} from "../../pipeline/code/codebook/index.js";
import type { Code, Codebook } from "../../schemas/codebook.js";
import { codebookFiles } from "../codebook-files.js";
import { EXIT, ExpectedError, UsageError } from "../errors.js";

/** `boardsense codebook`: check, show, compare and export coding frames. */
export function codebookCommand(): Command {
  return new Command("codebook")
    .description("Check, show, compare and export coding frames (docs/codebook-guide.md).")
    .addHelpText("after", "\nExample:\n\n    boardsense codebook check my-frame.yml\n")
    .addCommand(checkCommand())
    .addCommand(showCommand())
    .addCommand(diffCommand())
    .addCommand(exportCommand());
}

interface CheckedFile {
  file: string;
  frame: string | null;
  version: string | null;
  codes: number;
  rules: number;
  problems: Problem[];
  warnings: ExampleWarning[];
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Say everything that is wrong with codebooks, each with its place; and where rules and examples disagree.",
    )
    .argument("[files...]", "codebook files or folders (default: those that ship)")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense codebook check codebooks/orientation.yml\n")
    .action((paths: string[], options: { json?: boolean }) => {
      const checked = codebookFiles(paths.length > 0 ? paths : [SHIPPED_CODEBOOKS]).map(checkFile);
      if (options.json) process.stdout.write(`${JSON.stringify({ files: checked }, null, 2)}\n`);
      else process.stdout.write(checked.map(describeChecked).join(""));
      process.exitCode = checked.some(({ problems }) => problems.length > 0) ? EXIT.failed : EXIT.done;
    });
}

function checkFile(path: string): CheckedFile {
  const file = basename(path);
  const result = parseCodebook(readFileSync(path, "utf8"), file);
  if ("problems" in result) {
    return { file, frame: null, version: null, codes: 0, rules: 0, problems: result.problems, warnings: [] };
  }
  const { codebook } = result;
  return {
    file,
    frame: codebook.frame,
    version: codebook.version,
    codes: codebook.codes.length,
    rules: countRules(codebook),
    problems: [],
    warnings: checkExamples(codebook),
  };
}

function describeChecked({ file, frame, version, codes, rules, problems, warnings }: CheckedFile): string {
  if (problems.length > 0)
    return problems.map((problem) => `error    ${describeProblem(problem)}\n`).join("");
  const lines = warnings.map(({ message, text }) => `warning  ${file}: ${message} "${text}"\n`);
  return `ok       ${file}: ${frame} ${version}, ${codes} codes, ${rules} rules\n${lines.join("")}`;
}

function showCommand(): Command {
  return new Command("show")
    .description("Show a frame: its codes, what they mean, and with --code one of them in full.")
    .argument("<frame>", "a frame that ships, or a codebook file")
    .option("--code <code>", "one code in full, with its examples and rules")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense codebook show orientation --code p1\n")
    .action((frame: string, options: { code?: string; json?: boolean }) => {
      const codebook = openCodebook(frame);
      const code = options.code === undefined ? null : findCode(codebook, options.code);
      if (options.json) {
        const shown = code ?? { ...codebook, sha256: hashCodebook(codebook) };
        process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
      } else process.stdout.write(code ? describeCode(codebook, code) : describeCodebook(codebook));
    });
}

function diffCommand(): Command {
  return new Command("diff")
    .description("What changed from one codebook to another: codes, words, rules.")
    .argument("<before>", "a frame that ships, or a codebook file")
    .argument("<after>", "a frame that ships, or a codebook file")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense codebook diff orientation my-orientation.yml\n")
    .action((before: string, after: string, options: { json?: boolean }) => {
      const differences = compareCodebooks(openCodebook(before), openCodebook(after));
      if (options.json) process.stdout.write(`${JSON.stringify({ differences }, null, 2)}\n`);
      else if (differences.length === 0) process.stdout.write("The two codebooks say the same.\n");
      for (const { what, change, before: earlier, after: later } of options.json ? [] : differences) {
        process.stdout.write(`${change.padEnd(8)} ${what}\n`);
        if (earlier !== null && change !== "added") process.stdout.write(`  - ${earlier}\n`);
        if (later !== null && change !== "removed") process.stdout.write(`  + ${later}\n`);
      }
    });
}

function exportCommand(): Command {
  return new Command("export")
    .description("Write a codebook as a page to read (md), a table (csv) or data (json).")
    .argument("<frame>", "a frame that ships, or a codebook file")
    .addOption(new Option("--format <format>", "md, csv or json").choices(EXPORT_FORMATS).default("md"))
    .option("--out <file>", "where to write it (default: stdout)")
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense codebook export innovation --format csv --out innovation.csv\n",
    )
    .action((frame: string, options: { format: ExportFormat; out?: string; json?: boolean }) => {
      const text = exportCodebook(openCodebook(frame), options.json ? "json" : options.format);
      if (options.out === undefined) process.stdout.write(text);
      else writeFileSync(options.out, text);
    });
}

/** A frame by its name, or a file. Throws `UsageError` where there is neither, `ExpectedError` where it is broken. */
function openCodebook(nameOrFile: string): Codebook {
  try {
    if (/\.ya?ml$/.test(nameOrFile)) {
      if (!existsSync(nameOrFile)) throw new UsageError(`There is no file '${nameOrFile}'.`);
      return loadCodebook(nameOrFile);
    }
    const shipped = loadShippedCodebooks();
    const found = shipped.find(({ frame }) => frame === nameOrFile);
    if (found) return found;
    const known = shipped.map(({ frame }) => frame).join(", ");
    throw new UsageError(
      `There is no frame '${nameOrFile}'. Known: ${known}; or name a codebook file (.yml).`,
    );
  } catch (error) {
    if (error instanceof CodebookError) throw new ExpectedError(error.message);
    throw error;
  }
}

function findCode(codebook: Codebook, name: string): Code {
  const found = codebook.codes.find(({ code }) => code === name);
  if (found) return found;
  const known = codebook.codes.map(({ code }) => code).join(", ");
  throw new UsageError(`There is no code '${name}' in the frame '${codebook.frame}'. Known: ${known}.`);
}

function countRules(codebook: Codebook): number {
  return codebook.codes.reduce((sum, { rules }) => sum + rules.length, 0);
}

function describeCodebook(codebook: Codebook): string {
  const { validation } = codebook;
  const width = Math.max(...codebook.codes.map(({ code }) => code.length));
  return [
    `${codebook.title} (frame ${codebook.frame}, version ${codebook.version})`,
    `Source: ${codebook.source.trim()}`,
    `${validation.is_validated ? "Validated against" : "Not validated"}: ${validation.against.trim()}`,
    "",
    ...codebook.codes.map(
      (code) =>
        `${code.parent ? "  " : ""}${code.code.padEnd(width)}  ${code.label}: ${code.definition.trim()}`,
    ),
    "",
  ].join("\n");
}

function describeCode(codebook: Codebook, code: Code): string {
  const alone = exportCodebook({ ...codebook, codes: [code] }, "md");
  const patterns = code.rules.map((rule) => {
    const parts = [rule.match].flat().map((pattern) => `    ${pattern}`);
    const head = `  ${rule.id}  scope ${rule.scope}, ${rule.veto ? "veto" : `weight ${rule.weight}`}`;
    const more = [
      ...rule.and.map((pattern) => `    and ${pattern}`),
      ...rule.unless.map((pattern) => `    unless ${pattern}`),
      ...(rule.by.length > 0 ? [`    by ${rule.by.join(", ")}`] : []),
    ];
    return [head, ...parts, ...more].join("\n");
  });
  return `${alone.slice(alone.indexOf("## "))}${patterns.length > 0 ? `Patterns:\n\n${patterns.join("\n")}\n` : ""}`;
}
