import { createHash } from "node:crypto";
import type pg from "pg";
import type { Codebook } from "../../schemas/codebook.js";
import { WarehouseError } from "../errors.js";
import { inTransaction, runQuery } from "../run-query.js";
import { decideMeetings } from "./codings.js";
import { lockPins, raiseAllRevisions } from "./locks.js";

/** One machine coder of one frame. */
export interface PinnedCoder {
  frame: string;
  codebookVersion: string;
  coder: "rules" | "model";
  coderVersion: string;
}

/** The versions that stand for a whole archive: marts show these only. */
export interface Pins {
  extractVersion: number;
  structureVersion: number;
  consolidateVersion: number;
  modelVersion: string | null;
  /** Settings that change what is read, for the record. */
  settings: Record<string, unknown>;
  coders: PinnedCoder[];
}

/** Meetings whose answers are decided by one statement. */
const CHUNK = 200;

/** The versions that stand for the archive; null before the first `setPins`. */
export async function readPins(pool: pg.Pool): Promise<Pins | null> {
  const [pins] = await runQuery<Pins>(pool, "read_pins");
  return pins ?? null;
}

/**
 * Moves the whole archive to these versions, in one transaction: readers see the former ones until it is done, then
 * the new ones. Which answers stand is decided anew for every meeting, and every body is due to be consolidated.
 * The codebooks must have been stored before (`storeCodebooks`).
 */
export async function setPins(pool: pg.Pool, options: { runId: string | null; pins: Pins }): Promise<void> {
  const { pins } = options;
  await inTransaction(pool, async (client) => {
    // Codings that are stored meanwhile wait, and are then decided by the new versions.
    await lockPins(client, "exclusive");
    const { rows } = await client.query<{ pin_id: string }>(
      `insert into raw.pins (run_id, extract_version, structure_version, consolidate_version, model_version, settings)
       values ($1, $2, $3, $4, $5, $6::jsonb) returning pin_id`,
      [
        options.runId,
        pins.extractVersion,
        pins.structureVersion,
        pins.consolidateVersion,
        pins.modelVersion,
        JSON.stringify(pins.settings),
      ],
    );
    await client.query(
      `insert into raw.pinned_coders (pin_id, frame, codebook_version, coder, coder_version)
       select $1, frame, "codebookVersion", coder, "coderVersion"
       from jsonb_to_recordset($2::jsonb) as coder(frame text, "codebookVersion" text, coder text, "coderVersion" text)`,
      [rows[0]?.pin_id, JSON.stringify(pins.coders)],
    );
    // Before any answer: readings that are made anew hold their bodies and then want the answers.
    await raiseAllRevisions(client);
    const { rows: meetings } = await client.query<{ meeting_id: string }>(
      "select meeting_id from raw.meetings order by meeting_id",
    );
    for (let from = 0; from < meetings.length; from += CHUNK) {
      await decideMeetings(
        client,
        meetings.slice(from, from + CHUNK).map((row) => row.meeting_id),
      );
    }
  });
}

/**
 * Stores coding frames with their versions. Storing the same text again changes nothing; another text under a
 * version that is known is refused with a `WarehouseError`, and nothing is stored.
 */
export async function storeCodebooks(pool: pg.Pool, codebooks: readonly Codebook[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const codebook of codebooks) {
      const content = JSON.stringify(codebook);
      const sha256 = createHash("sha256").update(content).digest("hex");
      const { frame, version } = codebook;
      const { rows } = await client.query<{ sha256: string }>(
        "select sha256 from raw.codebooks where frame = $1 and codebook_version = $2",
        [frame, version],
      );
      if (rows[0]?.sha256 === sha256) continue;
      if (rows[0] !== undefined) throw new WarehouseError("CODEBOOK_CHANGED", { frame, version });
      const { is_validated, against } = codebook.validation;
      await runQuery(client, "insert_codebook", [
        frame,
        version,
        codebook.title,
        codebook.source,
        is_validated,
        against,
        sha256,
        content,
      ]);
      await runQuery(client, "insert_codes", [frame, version, JSON.stringify(codebook.codes)]);
    }
  });
}
