import type pg from "pg";
import type { Span } from "../../schemas/coding.js";
import { WarehouseError } from "../errors.js";
import { inTransaction, type Queryable, runQuery } from "../run-query.js";
import { decideMeetings } from "./codings.js";
import { lockManyDocuments, lockPins, raiseRevisions } from "./locks.js";
import { toJson } from "./to-json.js";

/** Version of every person's answers: one person has one answer, and a new one takes the place of the former. */
export const HUMAN_VERSION = "1";

/** A passage that a file of codings names. */
export interface NamedPassage {
  passageId: string;
  meetingId: string;
  documentId: string;
  text: string;
  page: number;
  /** "discussion" where it is coded at all. */
  part: string;
  /** Whether the sample that was asked about drew it; true where none was. */
  isInSample: boolean;
}

/** One person's whole answer about one passage; no codes say "none of these". */
export interface HumanAnswer {
  passageId: string;
  codes: readonly string[];
  note: string | null;
  /** The words that were marked, by code: exact slices of the passage. */
  spans: ReadonlyMap<string, readonly Span[]>;
}

/** The passages of these ids that exist. */
export function readNamedPassages(
  db: Queryable,
  passageIds: readonly string[],
  sampleId: string | null,
): Promise<NamedPassage[]> {
  return runQuery<NamedPassage>(db, "read_passages_of_sheet", [passageIds, sampleId]);
}

/**
 * Stores one person's answers in one transaction, in the place of what the person said of these passages before, and
 * decides anew whose answers stand. Where innovations were coded, the bodies are due to be consolidated again. Returns
 * how many answers took the place of former ones. Throws a `WarehouseError` where passages were replaced meanwhile.
 */
export async function storeHumanAnswers(
  pool: pg.Pool,
  options: {
    coder: string;
    frame: string;
    codebookVersion: string;
    runId: string;
    passages: readonly NamedPassage[];
    answers: readonly HumanAnswer[];
  },
): Promise<{ replaced: number }> {
  const { coder, frame, codebookVersion, runId, answers } = options;
  const passages = new Map(options.passages.map((passage) => [passage.passageId, passage]));
  const documents = [...new Set(options.passages.map(({ documentId }) => documentId))].sort();
  return inTransaction(pool, async (client) => {
    // Machines that code the same documents meanwhile would decide about the same answers.
    await lockManyDocuments(client);
    await runQuery(client, "lock_documents", [documents]);
    await lockPins(client, "shared");
    const left = await readNamedPassages(client, [...passages.keys()], null);
    if (left.length < passages.size)
      throw new WarehouseError("PASSAGES_GONE", { passages: passages.size - left.length });
    const replaced = await runQuery(client, "delete_answers_of_person", [
      answers.map(({ passageId }) => passageId),
      frame,
      codebookVersion,
      coder,
    ]);
    const rows = answers.flatMap((answer) => {
      const passage = passages.get(answer.passageId);
      if (passage === undefined) return [];
      return (answer.codes.length === 0 ? [null] : answer.codes).map((code) => {
        const spans = code === null ? [] : (answer.spans.get(code) ?? []);
        return {
          passage_id: passage.passageId,
          frame,
          code,
          coder,
          coder_version: HUMAN_VERSION,
          codebook_version: codebookVersion,
          probability: null,
          quote: spans[0]?.quote ?? null,
          page: passage.page,
          spans,
          because: { rules: [], features: [], note: answer.note },
        };
      });
    });
    await runQuery(client, "insert_codings", [runId, toJson(rows)]);
    await decideMeetings(client, [...new Set(options.passages.map(({ meetingId }) => meetingId))].sort());
    if (frame === "innovation") {
      await raiseRevisions(client, documents);
    }
    return { replaced: replaced.length };
  });
}
