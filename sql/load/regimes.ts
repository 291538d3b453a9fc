import type pg from "pg";
import type { RegimeSpell } from "../../schemas/regime.js";
import { inTransaction, runQuery } from "../run-query.js";
import { lockBodies } from "./locks.js";
import { toJson } from "./to-json.js";

/** A spell as it is listed. */
export interface ListedRegime extends Omit<RegimeSpell, "given"> {
  scheme: string;
  organisationName: string | null;
  /** Codes of the bodies whose minutes speak for it. */
  bodies: string;
  /** Meetings that are compared for this regime of the body. */
  meetings: number;
  source: string;
}

/** Puts the spells of a scheme in the place of its former ones, whole or not at all. `source` names the file. */
export async function storeRegimes(
  pool: pg.Pool,
  options: { scheme: string; source: string; spells: readonly RegimeSpell[] },
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockBodies(client, "shared");
    await client.query("delete from raw.regimes where scheme = $1", [options.scheme]);
    await runQuery(client, "insert_regimes", [options.scheme, options.source, toJson(options.spells)]);
  });
}

/** Every spell, by scheme, body and day. */
export function listRegimes(pool: pg.Pool): Promise<ListedRegime[]> {
  return runQuery<ListedRegime>(pool, "list_regimes");
}

/** Removes the spells of a scheme, or those of one body in it; returns how many there were. */
export async function removeRegimes(
  pool: pg.Pool,
  options: { scheme: string; organisationCode: string | null },
): Promise<number> {
  const { rowCount } = await pool.query(
    "delete from raw.regimes where scheme = $1 and ($2::text is null or organisation_code = $2)",
    [options.scheme, options.organisationCode],
  );
  return rowCount ?? 0;
}

/** Puts these successions, by codes of the register, in the place of the former ones. */
export async function storeSuccessions(
  pool: pg.Pool,
  pairs: readonly { predecessor: string; successor: string }[],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("delete from raw.successions");
    await runQuery(client, "insert_successions", [toJson(pairs)]);
  });
}
