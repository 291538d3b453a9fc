import type pg from "pg";
import type { Codebook } from "../../schemas/codebook.js";
import { inTransaction, type Queryable, runQuery } from "../run-query.js";
import { toJson } from "./to-json.js";

/** The machine coder of a frame, and the frame as it is coded. */
export interface MachineOfFrame {
  codebookVersion: string;
  coder: string;
  coderVersion: string;
  codebook: Codebook;
}

/** A passage that a sample may draw, with what the machine says of it. */
export interface SamplingRow {
  passageId: string;
  meetingId: string;
  ordinal: number;
  organisationCode: string;
  halfYear: string;
  isMarked: boolean;
  /** Probability that a code of the frame applies. */
  score: number;
}

/** The design of a sample as it is stored. */
export interface SampleDesign {
  sampleId: string;
  frame: string;
  machine: Omit<MachineOfFrame, "codebook">;
  stratifiedBy: readonly string[];
  seed: number;
  strata: readonly { stratum: string; band: string; size: number; expected: number }[];
  /** In the order of the sheet. */
  passages: readonly { id: string; stratum: string; band: string; inclusion: number }[];
  /** All passages that could have been drawn. */
  population: readonly (SamplingRow & { band: string })[];
}

/** A sample as it stands in the warehouse; passages that have been removed since are not among its ids. */
export interface StoredSample {
  sampleId: string;
  frame: string;
  codebookVersion: string;
  stratifiedBy: string[];
  seed: number;
  passagesInFrame: number;
  passagesDrawn: number;
  passageIds: string[];
}

/** A passage as a coding sheet shows it. */
export interface SheetPassage {
  passageId: string;
  organisationCode: string;
  organisationName: string;
  meetingDate: string | null;
  source: string;
  page: number;
  heading: string;
  text: string;
  /** The whole coded passage before it in the same meeting; "" where there is none. */
  before: string;
}

/** The machine coder of a frame and its codebook; null where the archive is not coded in it. */
export async function readMachineOfFrame(db: Queryable, frame: string): Promise<MachineOfFrame | null> {
  const [machine] = await runQuery<MachineOfFrame>(db, "read_machine_of_frame", [frame]);
  return machine ?? null;
}

/** Names of the frames that the archive is coded by, in order. */
export async function listFrames(db: Queryable): Promise<string[]> {
  return (await runQuery<{ frame: string }>(db, "list_frames")).map(({ frame }) => frame);
}

/** The passages that a sample for one frame may draw, in order of id. */
export function readSamplingFrame(db: Queryable, frame: string): Promise<SamplingRow[]> {
  return runQuery<SamplingRow>(db, "read_sampling_frame", [frame]);
}

/** Stores a sample's design, in one transaction. Returns false where the very sample is stored already. */
export async function storeSample(
  pool: pg.Pool,
  design: SampleDesign,
  runId: string | null,
): Promise<boolean> {
  const { sampleId, machine } = design;
  return inTransaction(pool, async (client) => {
    const stored = await runQuery(client, "insert_sample", [
      toJson({
        sample_id: sampleId,
        frame: design.frame,
        codebook_version: machine.codebookVersion,
        coder: machine.coder,
        coder_version: machine.coderVersion,
        stratified_by: design.stratifiedBy,
        seed: design.seed,
        passages_in_frame: design.population.length,
        passages_drawn: design.passages.length,
        run_id: runId,
      }),
    ]);
    if (stored.length === 0) return false;
    await runQuery(client, "insert_sample_strata", [
      sampleId,
      toJson(design.strata.map(({ size, ...stratum }) => ({ ...stratum, passages: size }))),
    ]);
    await runQuery(client, "insert_sample_meetings", [sampleId, toJson(groupByMeeting(design.population))]);
    await runQuery(client, "insert_sample_passages", [
      sampleId,
      toJson(design.passages.map(({ id, ...passage }, place) => ({ passage_id: id, place, ...passage }))),
    ]);
    return true;
  });
}

function groupByMeeting(population: SampleDesign["population"]) {
  const meetings = new Map<
    string,
    { meeting_id: string; passages: number[]; marked: number[]; doubtful: number[] }
  >();
  for (const { meetingId, ordinal, band } of population) {
    const meeting = meetings.get(meetingId) ?? {
      meeting_id: meetingId,
      passages: [],
      marked: [],
      doubtful: [],
    };
    meeting.passages.push(ordinal);
    if (band === "marked") meeting.marked.push(ordinal);
    if (band === "doubtful") meeting.doubtful.push(ordinal);
    meetings.set(meetingId, meeting);
  }
  return [...meetings.values()];
}

/** A stored sample, or null where there is none of this id. */
export async function readSample(db: Queryable, sampleId: string): Promise<StoredSample | null> {
  const [sample] = await runQuery<StoredSample>(db, "read_sample", [sampleId]);
  return sample ?? null;
}

/** Every sample of the archive, the newest first. */
export function listSamples(
  db: Queryable,
): Promise<
  (Omit<StoredSample, "passageIds" | "codebookVersion"> & { drawnAt: Date; passagesCoded: number })[]
> {
  return runQuery(db, "list_samples");
}

/** Passages as a coding sheet shows them, in the order asked for; those that do not exist are left out. */
export async function readSheetPassages(
  db: Queryable,
  passageIds: readonly string[],
): Promise<SheetPassage[]> {
  const rows = await runQuery<SheetPassage>(db, "read_sheet_passages", [passageIds]);
  const byId = new Map(rows.map((row) => [row.passageId, row]));
  return passageIds.flatMap((id) => byId.get(id) ?? []);
}
