import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { compareWithGold, type SetReport } from "../../pipeline/agreement/index.js";
import { createCoders, loadShippedModel, type Model } from "../../pipeline/code/index.js";
import type { Example } from "../../pipeline/code/model/example.js";
import { loadWordVectors } from "../../pipeline/code/model/load.js";
import { type Training, trainModel } from "../../pipeline/code/model/train.js";
import type { Codebook } from "../../schemas/codebook.js";
import { EXIT } from "../errors.js";
import { bySet } from "../evaluation/run.js";
import { askCoders, readOutOfFold } from "../evaluation/said.js";
import { alignRows, figure } from "../evaluation/text.js";
import { openModel } from "../open-model.js";
import { REMARKS_HEADING, writeCard } from "../training/card.js";
import { codebooksToLearnFrom, readForTraining, readGoldFiles } from "../training/gold-files.js";
import { scoresOfModel } from "../training/scores.js";

interface TrainOptions {
  also?: string[];
  out: string;
  modelVersion?: string;
  vectors: boolean;
  compare?: string | true;
  skipBadLines?: boolean;
  json?: boolean;
}

/** `boardsense train`: learns a coder from coded passages and says how it scores on bodies it has not seen. */
export function trainCommand(): Command {
  return new Command("train")
    .description("Train a coder on coded passages; every body is held out once to score it.")
    .argument("<gold...>", "coded passages as JSONL, in the form of the coding guide")
    .option("--also <files...>", "further coded passages to learn from, never scored")
    .option("--out <dir>", "folder for weights.json, card.md and scores.json", "model")
    .option("--model-version <text>", "version written into the weights (default: a fingerprint of them)")
    .option("--no-vectors", "do without the word vectors")
    .option("--compare [dir]", "score another model (by default the one that ships) on the same passages")
    .option("--skip-bad-lines", "leave out lines that cannot be used, naming them")
    .option("--json", "machine-readable scores on stdout")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense train my-codings.jsonl --out models/mine --compare\n    boardsense code --model models/mine < passages.jsonl\n",
    )
    .action((gold: string[], options: TrainOptions) => {
      const reports = train(gold, options);
      if (options.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
      else process.stdout.write(summarise(reports));
      process.exitCode = EXIT.done;
    });
}

interface NamedReports {
  coder: string;
  sets: SetReport[];
}

function train(paths: string[], options: TrainOptions): NamedReports[] {
  const gold = readGoldFiles(paths, options.skipBadLines ?? false);
  const also = options.also ? readGoldFiles(options.also, options.skipBadLines ?? false) : null;
  const learntOnly = also?.examples ?? [];
  const examples = [...gold.examples, ...learntOnly];
  const codebooks = codebooksToLearnFrom();
  const folder = resolve(options.out);
  const training = trainModel(examples, readForTraining(examples, codebooks), {
    name: basename(folder),
    version: options.modelVersion ?? null,
    sha256: also ? `${gold.sha256}+${also.sha256}` : gold.sha256,
    codebooks: Object.fromEntries(codebooks.map(({ frame, version }) => [frame, version])),
    vectors: options.vectors ? loadWordVectors() : null,
    heldOutBodies: [...new Set(gold.examples.map(({ body }) => body))],
    onProgress: (done, total) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\rtask ${done} of ${total}${done === total ? "\n" : ""}`);
    },
  });
  const sets = scoreOutOfFold(gold.examples, training);
  const reports: NamedReports[] = [{ coder: "trained here, body held out", sets }];
  const other = modelToCompare(options.compare);
  if (other) reports.push(scoreModel(other, gold.examples, codebooks));
  mkdirSync(folder, { recursive: true });
  const cardPath = join(folder, "card.md");
  writeFileSync(join(folder, "weights.json"), `${JSON.stringify(training.weights)}\n`);
  const scores = scoresOfModel(`${training.weights.name}@${training.weights.version}`, sets);
  writeFileSync(join(folder, "scores.json"), `${JSON.stringify(scores, null, 1)}\n`);
  writeFileSync(
    cardPath,
    writeCard({
      weights: training.weights,
      gold: gold.examples,
      learntOnly,
      reports: sets,
      remarks: remarksOf(cardPath),
    }),
  );
  process.stderr.write(`Wrote ${join(folder, "weights.json")}, card.md and scores.json.\n`);
  return reports;
}

/** The scores of held-out passages, each kind of text apart. */
function scoreOutOfFold(gold: readonly Example[], { outOfFold }: Training): SetReport[] {
  const said = gold.map((_, i) => readOutOfFold(outOfFold[i] ?? new Map()));
  return bySet(gold).map(({ set, indexes }) =>
    compareWithGold(
      set,
      indexes.map((i) => gold[i] as Example),
      indexes.map((i) => said[i] as (typeof said)[number]),
    ),
  );
}

function scoreModel(model: Model, gold: readonly Example[], codebooks: readonly Codebook[]): NamedReports {
  const said = askCoders(createCoders({ codebooks, model }), gold).get("model") ?? [];
  return {
    coder: `${model.name}@${model.version}${model.name === "default" ? " (may have learnt from these passages)" : ""}`,
    sets: bySet(gold).map(({ set, indexes }) =>
      compareWithGold(
        set,
        indexes.map((i) => gold[i] as Example),
        indexes.flatMap((i) => said[i] ?? []),
      ),
    ),
  };
}

function modelToCompare(compare: string | true | undefined): Model | null {
  if (compare === undefined) return null;
  return compare === true ? loadShippedModel() : openModel(compare);
}

function remarksOf(path: string): string {
  if (!existsSync(path)) return "";
  const card = readFileSync(path, "utf8");
  const at = card.indexOf(REMARKS_HEADING);
  return at < 0 ? "" : card.slice(at + REMARKS_HEADING.length);
}

function summarise(reports: readonly NamedReports[]): string {
  const rows = [["coder", "text", "code", "n", "precision", "recall", "F1", "Brier skill"]];
  for (const { coder, sets } of reports) {
    for (const { set, codes } of sets) {
      for (const { code, scores, calibration } of codes.slice(0, 3)) {
        rows.push([
          coder,
          set,
          code,
          String(scores.positives),
          figure(scores.precision.value),
          figure(scores.recall.value),
          figure(scores.f1.value),
          figure(calibration?.brierSkill),
        ]);
      }
    }
  }
  return `${alignRows(rows)}\n`;
}
