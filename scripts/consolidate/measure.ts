/**
 * Holds the innovations counted from held-out machine mentions against the ledgers, each body with a scorer trained
 * without it.
 *
 * tsx scripts/consolidate/measure.ts GOLD.jsonl ARCHIVE_FOLDER HELD_OUT.json [--rows]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { consolidate } from "../../pipeline/consolidate/index.js";
import { evaluateLedgers } from "../../pipeline/evaluate-ledgers/index.js";
import {
  DEVELOPMENT_BODIES,
  type HeldOutAnswers,
  readArchive,
  readGoldMentions,
  readLedgers,
  readMachineMentions,
} from "./development.js";
import { sayFigures } from "./say-figures.js";
import { toTrainingBodies, trainScorer } from "./train-scorer.js";

const [gold = "", folder = "", answersFile = "", ...flags] = process.argv.slice(2);
const answers = JSON.parse(readFileSync(answersFile, "utf8")) as HeldOutAnswers;
const archive = await readArchive(join(folder, "pdf"), DEVELOPMENT_BODIES);
const ledgers = readLedgers(join(folder, "ledgers"), DEVELOPMENT_BODIES);
const training = toTrainingBodies(readGoldMentions(gold, archive).bodies, ledgers);
const { bodies } = readMachineMentions(gold, archive, answers);
const evaluation = evaluateLedgers(
  training.map((body) => {
    const { organisationCode, entries } = body.ledger;
    const own = bodies.find((candidate) => candidate.organisationCode === organisationCode);
    if (!own) throw new Error(`No machine mentions of ${organisationCode}.`);
    const scorer = trainScorer(training.filter((other) => other !== body));
    return {
      organisationCode,
      ledger: entries,
      innovations: consolidate(own, scorer),
      mentions: own.mentions,
    };
  }),
);
sayFigures(evaluation, flags.includes("--rows"));
