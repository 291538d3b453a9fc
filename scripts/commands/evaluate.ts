import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { loadShippedModel } from "../../pipeline/code/index.js";
import { EXIT, UsageError } from "../errors.js";
import { type EvaluationPage, ledgerRows, pairRows, renderEvaluation } from "../evaluation/html.js";
import { compareWithLedgers } from "../evaluation/ledgers.js";
import {
  answersOfCoders,
  answersOutOfFold,
  type CoderAnswers,
  reportCoder,
  reportPairs,
} from "../evaluation/run.js";
import { alignRows, choiceLine, codeRows, confusionRows } from "../evaluation/text.js";
import { openModel } from "../open-model.js";
import { codebooksToLearnFrom, readGoldFiles } from "../training/gold-files.js";

interface EvaluateOptions {
  model?: string;
  leaveOneBodyOut?: boolean;
  also?: string[];
  ledgers?: string;
  html?: string;
  json?: boolean;
  skipBadLines?: boolean;
}

/** `boardsense evaluate`: holds the coders against coded passages, and their innovations against ledgers. */
export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Hold the coders against coded passages: agreement, errors, calibration, by kind of text.")
    .argument("<gold...>", "coded passages as JSONL, in the form of the coding guide")
    .option("--model <dir>", "a model trained with `boardsense train`, instead of the one that ships")
    .option("--leave-one-body-out", "train on the gold without each body in turn, and score that body")
    .option(
      "--also <files...>",
      "with --leave-one-body-out: further coded passages to learn from, never scored",
    )
    .option("--ledgers <dir>", "count innovations, too, and hold them against the ledgers of this folder")
    .option("--html <file>", "write a page with tables and reliability plots")
    .option("--json", "machine-readable figures on stdout")
    .option("--skip-bad-lines", "leave out lines that cannot be used, naming them")
    .addHelpText(
      "after",
      `
Figures of the shipped model on passages it learnt from say nothing: use bodies it has not seen, or
--leave-one-body-out.

Example:

    boardsense evaluate my-codings.jsonl --html evaluation.html
    boardsense evaluate my-codings.jsonl --leave-one-body-out --json
`,
    )
    .action((gold: string[], options: EvaluateOptions) => {
      if (options.also && !options.leaveOneBodyOut) {
        throw new UsageError("--also is for training: it goes with --leave-one-body-out.");
      }
      const page = evaluate(gold, options);
      if (options.html) {
        writeFileSync(options.html, renderEvaluation(page));
        process.stderr.write(`Wrote ${options.html}.\n`);
      }
      process.stdout.write(options.json ? `${JSON.stringify(page, null, 2)}\n` : describe(page));
      process.exitCode = EXIT.done;
    });
}

function evaluate(paths: string[], options: EvaluateOptions): EvaluationPage {
  const { examples } = readGoldFiles(paths, options.skipBadLines ?? false);
  const model = options.model === undefined ? loadShippedModel() : openModel(options.model);
  const shipped = answersOfCoders(examples, codebooksToLearnFrom(), model);
  const coders: CoderAnswers[] = options.leaveOneBodyOut
    ? [
        answersOutOfFold(
          examples,
          options.also ? readGoldFiles(options.also, options.skipBadLines ?? false).examples : [],
        ),
        ...shipped.filter(({ coder }) => coder === "rules"),
      ]
    : [...shipped].reverse();
  const judged = coders[0];
  return {
    gold: paths,
    coders: coders.map((answers) => ({ coder: answers.coder, sets: reportCoder(examples, answers) })),
    pairs: reportPairs(examples, coders),
    ledgers: options.ledgers && judged ? compareWithLedgers(options.ledgers, examples, judged.said) : null,
  };
}

function describe({ coders, pairs, ledgers }: EvaluationPage): string {
  const parts = ["Model-coded gold; not validated on minutes of NHS hospital boards.\n"];
  for (const { coder, sets } of coders) {
    for (const set of sets) {
      parts.push(`\n${coder} on ${set.set}: ${set.passages} passages of ${set.bodies.length} bodies\n\n`);
      parts.push(`${alignRows(codeRows(set))}\n\n`);
      for (const choice of set.choices) {
        if (choice.units === 0) continue;
        parts.push(`${choiceLine(choice)}\n`);
        if (choice.name === "stage" || choice.name === "domain")
          parts.push(`${alignRows(confusionRows(choice))}\n`);
      }
    }
  }
  if (pairs.length > 0) parts.push(`\nCoder against coder\n\n${alignRows(pairRows(pairs))}\n`);
  if (ledgers) parts.push(`\nInnovations in use against the ledgers\n\n${alignRows(ledgerRows(ledgers))}\n`);
  return parts.join("");
}
