import {
  ACROSS_FEATURES,
  type AcrossFeatures,
  acrossFeatures,
  WITHIN_FEATURES,
  type WithinFeatures,
  withinFeatures,
} from "../../pipeline/consolidate/features.js";
import { type Group, joinGroups } from "../../pipeline/consolidate/group.js";
import { reportsOf, startingGroups } from "../../pipeline/consolidate/index.js";
import type { Linear, Scorer } from "../../pipeline/consolidate/scorer.js";
import { weighStems } from "../../pipeline/consolidate/similarity.js";
import type { Ledger } from "../../pipeline/evaluate-ledgers/index.js";
import type { GoldBody } from "./development.js";
import { fitLogistic } from "./logistic.js";
import { truthOf } from "./truth.js";

const PENALTY = 2;
/** Added to the biases, because one wrong join spoils two innovations and all that is joined after. Chosen with one body left out. */
const WITHIN_SHIFT = -0.4;
const ACROSS_SHIFT = -0.4;

/** A body to learn from: its gold mentions, its ledger, which entry each mention is of, and the choices that follow. */
export type TrainingBody = { gold: GoldBody; ledger: Ledger; truth: Map<string, string>; rows: Rows };

/** Joins gold mentions and ledgers of the same bodies, in the order of the ledgers. */
export function toTrainingBodies(all: readonly GoldBody[], ledgers: readonly Ledger[]): TrainingBody[] {
  return ledgers.map((ledger) => {
    const gold = all.find((body) => body.organisationCode === ledger.organisationCode);
    if (!gold) throw new Error(`No gold passages of ${ledger.organisationCode}.`);
    const labelled = gold.mentions.map((mention) => ({
      mention,
      label: gold.labels.get(mention.passageId) ?? "",
    }));
    const truth = truthOf(labelled, ledger);
    return { gold, ledger, truth, rows: rowsOf(gold, truth) };
  });
}

type Row<Name extends string> = { features: Record<Name, number>; isOne: boolean; weight: number };
type Rows = { within: Row<keyof WithinFeatures>[]; across: Row<keyof AcrossFeatures>[] };

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

/** The scorer that the choices of these bodies teach. The same bodies give the same weights. */
export function trainScorer(bodies: readonly TrainingBody[]): Scorer {
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
const FREE: ReadonlySet<string> = new Set(["length", "sameMeeting", "goesBack", "sameItem"]);

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
