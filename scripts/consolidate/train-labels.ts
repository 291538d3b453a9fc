/**
 * Trains the choice of a label among the phrases of an innovation's mentions: which resemble what readers wrote
 * in the ledger or beside the gold passages. Measured leaving one body out.
 *
 * tsx scripts/consolidate/train-labels.ts GOLD.jsonl ARCHIVE_FOLDER [--write]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportsOf, startingGroups } from "../../pipeline/consolidate/index.js";
import { chooseLabel } from "../../pipeline/consolidate/label.js";
import {
  LABEL_FEATURES,
  type LabelCandidate,
  type LabelFeatures,
  labelCandidates,
} from "../../pipeline/consolidate/label-candidates.js";
import { writeLabel } from "../../pipeline/consolidate/label-case.js";
import { weighStems } from "../../pipeline/consolidate/similarity.js";
import { contentWords } from "../../pipeline/consolidate/words.js";
import type { Mention } from "../../schemas/innovation.js";
import { DEVELOPMENT_BODIES, readArchive, readGoldMentions, readLedgers } from "./development.js";
import { truthOf } from "./truth.js";

const PENALTY = 0.3;

type Named = {
  body: string;
  ledgerLabel: string;
  mentions: Mention[];
  candidates: LabelCandidate[];
  /** Likeness of each candidate to the nearest label that a reader wrote. */
  quality: number[];
};

const [goldFile = "", archive = "", ...flags] = process.argv.slice(2);
const { bodies } = readGoldMentions(goldFile, await readArchive(join(archive, "pdf"), DEVELOPMENT_BODIES));
const named: Named[] = [];
for (const ledger of readLedgers(join(archive, "ledgers"), DEVELOPMENT_BODIES)) {
  const body = bodies.find(({ organisationCode }) => organisationCode === ledger.organisationCode);
  if (!body) continue;
  const labelOf = (mention: Mention) => body.labels.get(mention.passageId) ?? "";
  const truth = truthOf(
    body.mentions.map((mention) => ({ mention, label: labelOf(mention) })),
    ledger,
  );
  const weight = weighStems(reportsOf(startingGroups(body)));
  for (const entry of ledger.entries) {
    const mentions = body.mentions.filter(({ passageId }) => truth.get(passageId) === entry.id);
    if (mentions.length === 0) continue;
    // A history is named as well when only part of it is known.
    for (const part of [mentions, mentions.slice(0, 1), mentions.slice(-1)]) {
      const labels = [entry.label, ...new Set(mentions.map(labelOf))].filter((label) => label !== "");
      const candidates = labelCandidates(part, weight);
      const quality = candidates.map((candidate) =>
        Math.max(...labels.map((label) => likeness(candidate.stems, label))),
      );
      named.push({
        body: ledger.organisationCode,
        ledgerLabel: entry.label,
        mentions: part,
        candidates,
        quality,
      });
    }
  }
}

function likeness(stems: readonly string[], label: string): number {
  const wanted = new Set(contentWords(label).map((word) => word.stem));
  const shared = stems.filter((stem) => wanted.has(stem)).length;
  return (2 * shared) / (stems.length + wanted.size || 1);
}

/** Conditional logistic: in each innovation the likeness of the candidates is what the choice should follow. */
function train(rows: readonly Named[]): LabelFeatures {
  let at = LABEL_FEATURES.map(() => 0);
  for (let step = 0; step < 400; step += 1) {
    const gradient = at.map((value) => -PENALTY * value);
    for (const { candidates, quality } of rows) {
      const wanted = softmax(quality.map((value) => 12 * value));
      const given = softmax(candidates.map(({ features }) => dot(at, features)));
      candidates.forEach(({ features }, i) => {
        const error = (wanted[i] as number) - (given[i] as number);
        LABEL_FEATURES.forEach((name, k) => {
          gradient[k] = (gradient[k] as number) + error * features[name];
        });
      });
    }
    at = at.map(
      (value, k) => value + (0.5 / Math.sqrt(rows.length)) * (gradient[k] as number) * (20 / (20 + step)),
    );
  }
  return Object.fromEntries(
    LABEL_FEATURES.map((name, i) => [name, Math.round((at[i] as number) * 1000) / 1000]),
  ) as LabelFeatures;
}

function dot(at: readonly number[], features: LabelFeatures): number {
  return LABEL_FEATURES.reduce((sum, name, i) => sum + (at[i] as number) * features[name], 0);
}

function softmax(values: readonly number[]): number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

let total = 0;
let best = 0;
const say = (text: string) => process.stdout.write(`${text}\n`);
for (const body of DEVELOPMENT_BODIES) {
  const weights = train(named.filter((row) => row.body !== body));
  for (const row of named.filter((one) => one.body === body)) {
    const chosen = chooseLabel(row.candidates, weights);
    const quality = chosen ? (row.quality[row.candidates.indexOf(chosen)] as number) : 0;
    total += quality;
    best += Math.max(...row.quality);
    say(
      `${quality.toFixed(2)} of ${Math.max(...row.quality).toFixed(2)}  ${row.ledgerLabel}  ->  ${writeLabel(chosen?.text ?? "", row.mentions)}`,
    );
  }
}
say(
  `likeness, one body left out: ${(total / named.length).toFixed(3)}; the best of the candidates: ${(best / named.length).toFixed(3)}`,
);
const weights = train(named);
say(JSON.stringify(weights));
if (flags.includes("--write")) {
  const file = join(import.meta.dirname, "../../pipeline/consolidate/label-weights.json");
  writeFileSync(file, `${JSON.stringify(weights, null, 2)}\n`);
}
