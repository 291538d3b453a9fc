/**
 * Trains the scorer that says whether two groups of mentions are of one innovation, on gold mentions whose
 * innovation a ledger gives, and measures it leaving one body out.
 *
 * tsx scripts/consolidate/train.ts GOLD.jsonl ARCHIVE_FOLDER [--rows] [--write]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { consolidate, groupMentions } from "../../pipeline/consolidate/index.js";
import type { Scorer } from "../../pipeline/consolidate/scorer.js";
import { evaluateLedgers } from "../../pipeline/evaluate-ledgers/index.js";
import { DEVELOPMENT_BODIES, readArchive, readGoldMentions, readLedgers } from "./development.js";
import { sayFigures } from "./say-figures.js";
import { type TrainingBody, toTrainingBodies, trainScorer } from "./train-scorer.js";

/** Pairs of mentions put together or apart as the truth has them. */
function countPairs(body: TrainingBody, scorer: Scorer) {
  const { groups } = groupMentions(body.gold, scorer);
  const groupOfPassage = new Map(
    groups.flatMap((group, i) => group.mentions.map((m) => [m.passageId, i] as const)),
  );
  const known = [...body.truth.keys()];
  const counts = { both: 0, machine: 0, truth: 0 };
  known.forEach((a, i) => {
    for (const b of known.slice(0, i)) {
      const isOne = body.truth.get(a) === body.truth.get(b);
      const isJoined = groupOfPassage.get(a) === groupOfPassage.get(b);
      counts.both += isOne && isJoined ? 1 : 0;
      counts.machine += isJoined ? 1 : 0;
      counts.truth += isOne ? 1 : 0;
    }
  });
  return counts;
}

const [goldFile = "", folder = "", ...flags] = process.argv.slice(2);
const archive = await readArchive(join(folder, "pdf"), DEVELOPMENT_BODIES);
const { bodies: all, notFound } = readGoldMentions(goldFile, archive);
const say = (text: string) => process.stdout.write(`${text}\n`);
for (const line of notFound) say(`not in the PDF: ${line}`);
const bodies = toTrainingBodies(all, readLedgers(join(folder, "ledgers"), DEVELOPMENT_BODIES));
const total = { both: 0, machine: 0, truth: 0 };
const evaluation = evaluateLedgers(
  bodies.map((body) => {
    const scorer = trainScorer(bodies.filter((other) => other !== body));
    const pairs = countPairs(body, scorer);
    for (const key of ["both", "machine", "truth"] as const) total[key] += pairs[key];
    return {
      organisationCode: body.ledger.organisationCode,
      ledger: body.ledger.entries,
      innovations: consolidate(body.gold, scorer),
      mentions: body.gold.mentions,
    };
  }),
);
say(
  `pairs, one body left out: precision ${(total.both / total.machine).toFixed(3)}, recall ${(total.both / total.truth).toFixed(3)}`,
);
sayFigures(evaluation, flags.includes("--rows"));
if (flags.includes("--write")) {
  const file = join(import.meta.dirname, "../../pipeline/consolidate/pair-weights.json");
  writeFileSync(file, `${JSON.stringify(trainScorer(bodies), null, 2)}\n`);
}
