import type pg from "pg";
import { describeFeature } from "../../pipeline/code/model/feature-words.js";
import type { Codebook } from "../../schemas/codebook.js";
import type { Coding } from "../../schemas/coding.js";
import { readCodebooks } from "../../sql/load/archive.js";
import type { PinnedCoder, Pins } from "../../sql/load/pins.js";
import { runQuery } from "../../sql/run-query.js";
import { findCode } from "../codebook-words.js";
import type { PassagePlace } from "../place.js";
import {
  addComparison,
  type ChangedCoding,
  type Comparison,
  codingOf,
  compareCodings,
  type StandingAnswer,
} from "./compare.js";
import { compareVersions, framesThatDiffer, type VersionChange } from "./versions.js";
import { type ChangedCodebook, differencesThatCode, sayWhyItChanged } from "./why.js";

/** One side of a changed coding: whether the code applied, by whom, and the reasons. */
export interface Side {
  applies: boolean;
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  probability: number | null;
  quote: string | null;
  rules: string[];
  features: { feature: string; words: string; weight: number }[];
  /** The codes of the whole answer; empty for "none of these". */
  codes: string[];
}

export interface DiffRow {
  change: "gained" | "lost";
  frame: string;
  code: string;
  label: string;
  place: PassagePlace;
  before: Side;
  after: Side;
  why: string[];
}

export interface CodeTotals {
  frame: string;
  code: string;
  label: string;
  gained: number;
  lost: number;
  same: number;
}

/** What two sets of versions say differently of the passages of the archive. */
export interface CodingDiff {
  /** The coder whose own answers are compared; null where those that stand are. */
  coder: string | null;
  /** The frames in which a model answers on both sides. */
  modelFrames: string[];
  versions: VersionChange[];
  codebooks: ChangedCodebook[];
  passages: { frame: string; both: number; onlyBefore: number; onlyAfter: number }[];
  totals: CodeTotals[];
  changed: number;
  rows: DiffRow[];
}

/** Meetings compared at a time: what is held stays small, however large the archive. */
const BATCH = 50;

/**
 * Compares what two sets of versions decide about the meetings that count, from the codings that the warehouse keeps
 * of both: the answers that stand, or those of one `coder` alone. `limit` is of the rows alone, null for all: totals are
 * of everything.
 */
export async function readCodingDiff(
  pool: pg.Pool,
  pins: { before: Pins; after: Pins },
  options: { limit: number | null; coder?: PinnedCoder["coder"] },
): Promise<CodingDiff> {
  const coder = options.coder ?? null;
  const frames = framesThatDiffer(pins.before, pins.after);
  const comparison = await comparePassages(pool, pins, frames, coder);
  const [before, after] = [
    await readCodebooksOf(pool, pins.before, frames),
    await readCodebooksOf(pool, pins.after, frames),
  ];
  const codebooks = frames.flatMap((frame) => {
    const [one, other] = [before.get(frame), after.get(frame)];
    if (one === undefined || other === undefined || one.version === other.version) return [];
    return [{ frame, differences: differencesThatCode(one, other) }];
  });
  const labelOf = (frame: string, code: string) =>
    (findCode(after.get(frame), code) ?? findCode(before.get(frame), code))?.label ?? code;
  const shown = sortChanges(comparison.changes).slice(0, options.limit ?? undefined);
  const places = await readPlaces(pool, shown);
  const rows = shown.flatMap((change) => {
    const place = places.get(change.passageId);
    if (place === undefined) return [];
    const { frame, code } = change;
    return [
      {
        change: change.change,
        frame,
        code,
        label: labelOf(frame, code),
        place,
        before: toSide(change.before, code),
        after: toSide(change.after, code),
        why: sayWhyItChanged(change, codebooks),
      },
    ];
  });
  return {
    coder,
    modelFrames: frames.filter((frame) => [pins.before, pins.after].every((side) => hasModel(side, frame))),
    versions: compareVersions(pins.before, pins.after),
    codebooks,
    passages: [...comparison.passages].map(([frame, counts]) => ({ frame, ...counts })),
    totals: countByCode(comparison, labelOf),
    changed: comparison.changes.length,
    rows,
  };
}

async function comparePassages(
  pool: pg.Pool,
  pins: { before: Pins; after: Pins },
  frames: readonly string[],
  coder: PinnedCoder["coder"] | null,
): Promise<Comparison> {
  const whole: Comparison = { changes: [], same: new Map(), passages: new Map() };
  const codersOf = ({ coders }: Pins) => coders.filter(({ frame }) => frames.includes(frame));
  const meetings = await runQuery<{ meetingId: string }>(pool, "list_counted_meetings");
  for (let from = 0; from < meetings.length && frames.length > 0; from += BATCH) {
    const ids = meetings.slice(from, from + BATCH).map(({ meetingId }) => meetingId);
    const before = await readCodings(pool, ids, codersOf(pins.before));
    const after = await readCodings(pool, ids, codersOf(pins.after));
    const chosen = (codings: readonly Coding[]) =>
      codings.filter((coding) => coding.coder === (coder ?? coding.coder));
    addComparison(whole, compareCodings(chosen(before), chosen(after)));
  }
  return whole;
}

function hasModel({ coders }: Pins, frame: string): boolean {
  return coders.some((pinned) => pinned.frame === frame && pinned.coder === "model");
}

type QuotedCoding = Coding & { quoted: string | null; page: number };

function readCodings(
  pool: pg.Pool,
  ids: readonly string[],
  coders: readonly PinnedCoder[],
): Promise<QuotedCoding[]> {
  return runQuery<QuotedCoding>(pool, "read_codings_of_coders", [ids, JSON.stringify(coders)]);
}

async function readCodebooksOf(
  pool: pg.Pool,
  { coders }: Pins,
  frames: readonly string[],
): Promise<Map<string, Codebook>> {
  const versions = coders
    .filter(({ frame }) => frames.includes(frame))
    .map(({ frame, codebookVersion }) => [frame, codebookVersion]);
  const codebooks = await readCodebooks(pool, Object.fromEntries(versions));
  return new Map(codebooks.map((codebook) => [codebook.frame, codebook]));
}

async function readPlaces(
  pool: pg.Pool,
  changes: readonly ChangedCoding[],
): Promise<Map<string, PassagePlace>> {
  const ids = [...new Set(changes.map(({ passageId }) => passageId))];
  const places = await runQuery<PassagePlace>(pool, "read_passage_places", [ids]);
  return new Map(places.map((place) => [place.passageId, place]));
}

/** By frame and code, what was gained first, then in order of passages: the first rows are of one kind. */
function sortChanges(changes: readonly ChangedCoding[]): ChangedCoding[] {
  const keyOf = ({ frame, code, change, passageId }: ChangedCoding) =>
    JSON.stringify([frame, code, change, passageId]);
  return changes
    .map((change) => ({ change, key: keyOf(change) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ change }) => change);
}

function toSide(answer: StandingAnswer, code: string): Side {
  const coding = codingOf(answer, code) as QuotedCoding | undefined;
  const { coder, coderVersion, codebookVersion, codings } = answer;
  return {
    applies: coding !== undefined,
    coder,
    coderVersion,
    codebookVersion,
    probability: coding?.probability ?? null,
    quote: coding?.quoted ?? null,
    rules: coding?.because.rules ?? [],
    features: (coding?.because.features ?? []).map(({ feature, weight }) => ({
      feature,
      words: describeFeature(feature),
      weight,
    })),
    codes: codings.flatMap((said) => (said.code === null ? [] : [said.code])),
  };
}

function countByCode(
  { changes, same }: Comparison,
  labelOf: (frame: string, code: string) => string,
): CodeTotals[] {
  const totals = new Map<string, CodeTotals>();
  const totalOf = (frame: string, code: string) => {
    const key = `${frame}/${code}`;
    const total = totals.get(key) ?? {
      frame,
      code,
      label: labelOf(frame, code),
      gained: 0,
      lost: 0,
      same: 0,
    };
    totals.set(key, total);
    return total;
  };
  for (const [key, count] of same) {
    const [frame = "", code = ""] = key.split("/");
    totalOf(frame, code).same = count;
  }
  for (const { frame, code, change } of changes) totalOf(frame, code)[change] += 1;
  return [...totals.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total);
}
