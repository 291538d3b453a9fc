/**
 * Trains the scorer that says whether two groups of mentions are of one innovation, on gold mentions whose
 * innovation a ledger gives, and measures it leaving one body out.
 *
 * tsx scripts/consolidate/train.ts GOLD.jsonl ARCHIVE_FOLDER [--write]
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ACROSS_FEATURES,
  type AcrossFeatures,
  acrossFeatures,
  WITHIN_FEATURES,
  type WithinFeatures,
  withinFeatures,
} from "../../pipeline/consolidate/features.js";
import { type Group, joinGroups } from "../../pipeline/consolidate/group.js";
import { consolidate, groupMentions, reportsOf, startingGroups } from "../../pipeline/consolidate/index.js";
import type { Linear, Scorer } from "../../pipeline/consolidate/scorer.js";
import { weighStems } from "../../pipeline/consolidate/similarity.js";
import { evaluateLedgers, type Ledger } from "../../pipeline/evaluate-ledgers/index.js";
import {
  DEVELOPMENT_BODIES,
  type GoldBody,
  readArchive,
  readGoldMentions,
  readLedgers,
} from "./development.js";
import { fitLogistic } from "./logistic.js";
import { truthOf } from "./truth.js";

const PENALTY = 2;
/** Added to the biases, because one wrong join spoils two innovations and all that is joined after. Chosen with one body left out. */
const WITHIN_SHIFT = Number(process.env.WITHIN ?? -0.4);
const ACROSS_SHIFT = Number(process.env.ACROSS ?? -0.9);

type Row<Name extends string> = { features: Record<Name, number>; isOne: boolean; weight: number };
type Rows = { within: Row<keyof WithinFeatures>[]; across: Row<keyof AcrossFeatures>[] };
type Body = { gold: GoldBody; ledger: Ledger; truth: Map<string, string>; rows: Rows };

/**
 * The choices that joining meets: inside a meeting single mentions with each other and with groups partly
 * joined; across meetings what each meeting says of one innovation, with the like and with histories partly
 * joined.
 */
function rowsOf(gold: GoldBody, truth: Map<string, string>): Rows {
  const start = startingGroups(gold);
  const weight = weighStems(reportsOf(start));
  const known = start.filter((group) => truth.has(passageOf(group)));
  const entryOf = (group: Group) => truth.get(passageOf(group)) as string;
  const meetingOf = (group: Group) => group.places[0]?.meetingId ?? "";
  const within = choicesOf(
    known,
    entryOf,
    (one, other) => meetingOf(one) === meetingOf(other),
    (one, other) => withinFeatures(one, other, weight),
  );
  const told = new Map<string, Group>();
  for (const group of known) {
    const key = `${meetingOf(group)} ${entryOf(group)}`;
    const before = told.get(key);
    told.set(key, before ? joinGroups(before, group) : group);
  }
  const across = choicesOf(
    [...told.values()],
    entryOf,
    () => true,
    (one, other) => acrossFeatures(one, other, weight),
  );
  return { within, across };
}

function choicesOf<Name extends string>(
  units: readonly Group[],
  entryOf: (group: Group) => string,
  mayMeet: (one: Group, other: Group) => boolean,
  featuresOf: (one: Group, other: Group) => Record<Name, number>,
): Row<Name>[] {
  const rows: Row<Name>[] = [];
  const add = (one: Group, other: Group) =>
    rows.push({ features: featuresOf(one, other), isOne: entryOf(one) === entryOf(other), weight: 1 });
  const histories = new Map<string, Group[]>();
  units.forEach((unit, i) => {
    for (const other of units.slice(0, i)) if (mayMeet(other, unit)) add(other, unit);
    for (const stages of histories.values()) {
      for (const stage of stages) if (stage.mentions.length > 1 && mayMeet(stage, unit)) add(stage, unit);
    }
    const key = entryOf(unit);
    const stages = histories.get(key) ?? [];
    const last = stages.at(-1);
    histories.set(key, [...stages, last && mayMeet(last, unit) ? joinGroups(last, unit) : unit]);
  });
  return rows;
}

function passageOf(group: Group): string {
  return group.mentions[0]?.passageId ?? "";
}

function train(bodies: readonly Body[]): Scorer {
  return {
    within: trainLinear(
      bodies.map(({ rows }) => rows.within),
      WITHIN_FEATURES,
      WITHIN_SHIFT,
    ),
    across: trainLinear(
      bodies.map(({ rows }) => rows.across),
      ACROSS_FEATURES,
      ACROSS_SHIFT,
    ),
  };
}

/** May speak against. All others may only speak for: more in common never makes two of one. */
const FREE: ReadonlySet<string> = new Set([
  "length",
  "sameMeeting",
  "goesBack",
  "sameItem",
  "otherMarker",
  "newTitle",
]);

function trainLinear<Name extends string>(
  bodies: readonly Row<Name>[][],
  names: readonly Name[],
  shift: number,
): Linear<Name> {
  // Every body counts alike, however many mentions it has.
  const rows = bodies.flatMap((own) => {
    const ones = own.filter(({ isOne }) => isOne).length;
    return own.map((row) => ({ ...row, weight: 50 / (row.isOne ? ones : own.length - ones) }));
  });
  const { bias, weights } = fitLogistic(
    rows.map(({ features }) => names.map((name) => features[name])),
    rows.map(({ isOne }) => isOne),
    rows.map(({ weight }) => weight),
    PENALTY,
    names.map((name) => (FREE.has(name) ? Number.NEGATIVE_INFINITY : 0)),
  );
  return {
    bias: round(bias + shift),
    weights: Object.fromEntries(names.map((name, i) => [name, round(weights[i] as number)])) as Record<
      Name,
      number
    >,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Pairs of mentions put together or apart as the truth has them. */
function countPairs(body: Body, scorer: Scorer) {
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

const [goldFile = "", archiveFolder = "", ...flags] = process.argv.slice(2);
const folder = join(archiveFolder, "ledgers");
const { bodies: all, notFound } = readGoldMentions(
  goldFile,
  await readArchive(join(archiveFolder, "pdf"), DEVELOPMENT_BODIES),
);
for (const line of notFound) process.stdout.write(`not in the PDF: ${line}\n`);
const bodies: Body[] = readLedgers(
  folder,
  all.map((body) => body.organisationCode),
).map((ledger) => {
  const gold = all.find((body) => body.organisationCode === ledger.organisationCode) as GoldBody;
  const labelled = gold.mentions.map((mention) => ({
    mention,
    label: gold.labels.get(mention.passageId) ?? "",
  }));
  const truth = truthOf(labelled, ledger);
  return { gold, ledger, truth, rows: rowsOf(gold, truth) };
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const total = { both: 0, machine: 0, truth: 0 };
const evaluated = bodies.map((body) => {
  const scorer = train(bodies.filter((other) => other !== body));
  const pairs = countPairs(body, scorer);
  for (const key of ["both", "machine", "truth"] as const) total[key] += pairs[key];
  const innovations = consolidate(body.gold, scorer);
  return {
    organisationCode: body.ledger.organisationCode,
    ledger: body.ledger.entries,
    innovations,
    mentions: body.gold.mentions,
  };
});
const { overall, bodies: each } = evaluateLedgers(evaluated);
say(
  `pairs, one body left out: precision ${(total.both / total.machine).toFixed(3)} recall ${(total.both / total.truth).toFixed(3)}`,
);
for (const figures of [...each, { organisationCode: "all", ...overall }]) {
  const { inUse } = figures;
  say(
    `${figures.organisationCode}: in use ${inUse.inLedger}, machine ${inUse.byMachine}, found ${inUse.found.length}; all ${figures.all.inLedger}, machine ${figures.all.byMachine}, found ${figures.all.found.length}; split ${figures.split.length} merged ${figures.merged.length} date ${figures.firstInUseRight.count}/${figures.firstInUseRight.of} domain ${figures.domainRight.count}`,
  );
}
if (flags.includes("--rows")) {
  for (const row of [...overall.split, ...overall.merged])
    say(`  ${row.ledgerId ?? row.innovationId} ${row.ledgerLabel ?? row.label} ${row.detail}`);
  for (const row of [...overall.all.missed, ...overall.all.invented])
    say(`  ! ${row.organisationCode} ${row.ledgerLabel ?? row.label} | ${row.detail}`);
}
const scorer = train(bodies);
say(JSON.stringify(scorer));
if (flags.includes("--write")) {
  writeFileSync(
    join(import.meta.dirname, "../../pipeline/consolidate/pair-weights.json"),
    `${JSON.stringify(scorer, null, 2)}\n`,
  );
}
