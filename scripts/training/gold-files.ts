import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type GoldProblem, readGold } from "../../pipeline/agreement/index.js";
import { loadShippedCodebooks } from "../../pipeline/code/codebook/index.js";
import type { Example } from "../../pipeline/code/model/example.js";
import { findingsOf } from "../../pipeline/code/model/findings.js";
import type { ReadPassage } from "../../pipeline/code/model/vocabulary.js";
import { compileCodebook, decideByRules, matchRules } from "../../pipeline/code/rules/index.js";
import { analysePassage } from "../../pipeline/text/index.js";
import type { Codebook } from "../../schemas/codebook.js";
import { ExpectedError, UsageError } from "../errors.js";

export interface GoldFiles {
  examples: Example[];
  /** Over the bytes of all files, in the order given. */
  sha256: string;
}

/**
 * Reads gold files. Throws `ExpectedError` naming every line that cannot be used, since figures over the rest
 * would be figures about something else; with `skipBadLines` they are named on stderr and left out.
 */
export function readGoldFiles(paths: readonly string[], skipBadLines: boolean): GoldFiles {
  const hash = createHash("sha256");
  const examples: Example[] = [];
  const complaints: string[] = [];
  for (const path of paths) {
    const text = readText(path);
    hash.update(text);
    const gold = readGold(text);
    complaints.push(...gold.problems.map((problem) => describe(path, problem)));
    examples.push(...gold.examples);
  }
  if (complaints.length > 0 && !skipBadLines) {
    throw new ExpectedError(
      `${complaints.length} ${complaints.length === 1 ? "line" : "lines"} cannot be used:\n${complaints.join("\n")}\nCorrect them, or leave them out with --skip-bad-lines.`,
    );
  }
  for (const complaint of complaints) process.stderr.write(`left out: ${complaint}\n`);
  if (examples.length === 0) throw new ExpectedError(`No coded passage in ${paths.join(", ")}.`);
  return { examples, sha256: hash.digest("hex") };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UsageError(`There is no file ${path}.`);
    if (code === "EISDIR") throw new UsageError(`${path} is a folder. Name the JSONL file itself.`);
    throw error;
  }
}

function describe(path: string, { line, message }: GoldProblem): string {
  return `  ${path}:${line}: ${message}`;
}

/** The frames whose rules the model looks at. */
const RULE_FRAMES: readonly string[] = ["orientation", "innovation", "attention"];

/** The shipped codebooks whose rules the model looks at. */
export function codebooksToLearnFrom(): Codebook[] {
  return loadShippedCodebooks().filter(({ frame }) => RULE_FRAMES.includes(frame));
}

/** Analyses the examples and matches the rules, as training takes them. */
export function readForTraining(examples: readonly Example[], codebooks: readonly Codebook[]): ReadPassage[] {
  const compiled = codebooks.map(compileCodebook);
  return examples.map(({ body, passage }) => {
    const analysed = analysePassage(passage);
    const findings = new Map(
      compiled.map((each) => {
        const hits = matchRules(each, analysed);
        return [each.codebook.frame, findingsOf(each.codebook, hits, decideByRules(each.codebook, hits))];
      }),
    );
    return { body, analysed, findings };
  });
}
