import type pg from "pg";
import { inTransaction, type Queryable, runQuery } from "../run-query.js";
import type { MachineOfFrame } from "./samples.js";
import { toJson } from "./to-json.js";

/** A coder in one version, by one codebook. */
export interface CoderOfFrame {
  coder: string;
  coderVersion: string;
  codebookVersion: string;
}

/** Passages of a sample's population by body, half-year and band; by code those where the machine says it applies. */
export interface PopulationCount {
  organisationCode: string;
  halfYear: string | null;
  band: "marked" | "doubtful" | "rest" | "all";
  /** Null counts all passages. */
  code: string | null;
  passages: number;
}

/** A passage of a sample that people have coded. */
export interface JudgedPassage {
  passageId: string;
  organisationCode: string;
  halfYear: string | null;
  band: PopulationCount["band"];
  inclusion: number;
  saidByMachine: string[];
  saidByPeople: string[];
}

/** A passage that two coders have answered. */
export interface ComparedPassage {
  passageId: string;
  meetingId: string;
  one: string[];
  other: string[];
  /** The chance with which the sample drew it; null where it did not. */
  inclusion: number | null;
}

/** Rows of the three tables of measures, as the columns are named. */
export interface Measures {
  agreement: Record<string, unknown>[];
  errors: Record<string, unknown>[];
  prevalence: Record<string, unknown>[];
}

/** By frame the sample that corrected figures are made from; frames without one are absent. */
export async function chooseSamples(db: Queryable): Promise<Map<string, string>> {
  const rows = await runQuery<{ frame: string; sampleId: string }>(db, "choose_samples");
  return new Map(rows.map(({ frame, sampleId }) => [frame, sampleId]));
}

/** The population of a sample, counted by the machine in use. */
export function countSamplePopulation(
  db: Queryable,
  sampleId: string,
  frame: string,
  machine: Omit<MachineOfFrame, "codebook">,
): Promise<PopulationCount[]> {
  return runQuery(db, "count_sample_population", parameters(sampleId, frame, machine));
}

/** The passages of a sample that people have coded, in order of id. */
export function readJudgedSample(
  db: Queryable,
  sampleId: string,
  frame: string,
  machine: Omit<MachineOfFrame, "codebook">,
): Promise<JudgedPassage[]> {
  return runQuery(db, "read_judged_sample", parameters(sampleId, frame, machine));
}

function parameters(sampleId: string, frame: string, machine: Omit<MachineOfFrame, "codebook">) {
  return [sampleId, frame, machine.codebookVersion, machine.coder, machine.coderVersion];
}

/** Everybody who has answered in a frame. */
export function listCodersOfFrame(db: Queryable, frame: string): Promise<CoderOfFrame[]> {
  return runQuery(db, "list_coders_of_frame", [frame]);
}

/** The passages that two coders have answered; quick where the one is a person. */
export function readComparedAnswers(
  db: Queryable,
  options: { frame: string; one: CoderOfFrame; other: CoderOfFrame; sampleId: string | null },
): Promise<ComparedPassage[]> {
  const { frame, one, other, sampleId } = options;
  return runQuery(db, "read_compared_answers", [
    frame,
    one.coder,
    one.coderVersion,
    one.codebookVersion,
    other.coder,
    other.coderVersion,
    other.codebookVersion,
    sampleId,
  ]);
}

/** Puts these measures in the place of all former ones, in one transaction. */
export async function storeMeasures(pool: pg.Pool, measures: Measures): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const [table, rows] of [
      ["coder_agreement", measures.agreement],
      ["machine_errors", measures.errors],
      ["corrected_prevalence", measures.prevalence],
    ] as const) {
      await client.query(`delete from derived.${table}`);
      if (rows.length > 0) await runQuery(client, `insert_${table}`, [toJson(rows)]);
    }
  });
}
