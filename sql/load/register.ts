import type pg from "pg";
import type { RegisterEntry } from "../../schemas/organisation.js";
import { WarehouseError } from "../errors.js";
import { inTransaction, runQuery } from "../run-query.js";
import { lockBodies } from "./locks.js";
import { ensureOrganisation, moveIfUnconfirmed } from "./organisations.js";
import { toJson } from "./to-json.js";

/** A body whose name was read from minutes and which nobody has confirmed. */
export interface UnconfirmedOrganisation {
  code: string;
  name: string | null;
  meetings: number;
  firstMeeting: string | null;
  lastMeeting: string | null;
}

/** The register of organisations, in order of code; empty where none was brought. */
export function readRegisterEntries(pool: pg.Pool): Promise<RegisterEntry[]> {
  return runQuery<RegisterEntry>(pool, "read_register");
}

/** Puts a register in the place of the former one, whole or not at all. */
export async function storeRegister(pool: pg.Pool, entries: readonly RegisterEntry[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("delete from raw.register");
    await runQuery(client, "insert_register", [toJson(entries)]);
  });
}

/** Bodies in the archive that neither a manifest nor the register names. */
export function listUnconfirmed(pool: pg.Pool): Promise<UnconfirmedOrganisation[]> {
  return runQuery<UnconfirmedOrganisation>(pool, "list_unconfirmed_organisations");
}

/**
 * Says who an unconfirmed body is: its meetings move to `to`, which is made if it is new, and the name that its
 * minutes print leads there from now on. Throws `WarehouseError` where there is no such unconfirmed body.
 */
export async function confirmOrganisation(
  pool: pg.Pool,
  options: { from: string; to: Pick<RegisterEntry, "code" | "name" | "sector"> },
): Promise<void> {
  const { from, to } = options;
  await inTransaction(pool, async (client) => {
    await lockBodies(client, "exclusive");
    const { rows } = await client.query(
      "select 1 from raw.organisations where organisation_code = $1 and not is_confirmed for update",
      [from],
    );
    if (rows.length === 0) throw new WarehouseError("NOT_UNCONFIRMED", { code: from });
    await ensureOrganisation(client, {
      code: to.code,
      manifestName: to.name,
      sector: to.sector,
      printedName: null,
    });
    if (from !== to.code) await moveIfUnconfirmed(client, from, to.code);
  });
}
