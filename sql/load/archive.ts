import { createHash } from "node:crypto";
import type pg from "pg";
import type { Codebook } from "../../schemas/codebook.js";
import { WarehouseError } from "../errors.js";
import { runQuery } from "../run-query.js";

/** Names this archive among others on the same queue server. */
export async function readArchiveId(pool: pg.Pool): Promise<string> {
  const [row] = await runQuery<{ archive_id: string }>(pool, "read_archive");
  return row?.archive_id as string;
}

/**
 * Stores a trained coder whole, so that the archive can go on with it after an upgrade. Storing it again changes
 * nothing; other weights under a version that is known are refused with a `WarehouseError`.
 */
export async function storeModel(pool: pg.Pool, model: { version: string; content: string }): Promise<void> {
  const sha256 = createHash("sha256").update(model.content).digest("hex");
  await runQuery(pool, "insert_model", [model.version, sha256, model.content]);
  // Asked afterwards: another command may have stored it in the same moment.
  const [row] = await runQuery<{ sha256: string }>(pool, "read_model", [model.version]);
  if (row?.sha256 !== sha256) throw new WarehouseError("MODEL_CHANGED", { version: model.version });
}

/** The text of a stored trained coder; null where there is none of this version. */
export async function readModelContent(pool: pg.Pool, version: string): Promise<string | null> {
  const [row] = await runQuery<{ content: string }>(pool, "read_model", [version]);
  return row?.content ?? null;
}

/** The stored codebooks of these versions (by frame), in order of frame. */
export async function readCodebooks(pool: pg.Pool, versions: Record<string, string>): Promise<Codebook[]> {
  const rows = await runQuery<{ content: Codebook }>(pool, "read_codebooks", [JSON.stringify(versions)]);
  return rows.map((row) => row.content);
}
