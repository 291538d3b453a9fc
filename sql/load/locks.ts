import type pg from "pg";
import { runQuery } from "../run-query.js";

/*
 * Whoever writes takes what it needs in this order, so that no two ever wait for each other in a circle:
 * the documents' lock (more than one document) -> documents -> the pins' lock -> the bodies' lock -> bodies, in order
 * of code and by one statement that does nothing else -> everything that hangs on them. Who needs one body's row alone
 * needs no lock before it.
 */

const DOCUMENTS_KEY = 7_302_118_443;
const PINS_KEY = 7_302_118_444;
const BODIES_KEY = 7_302_118_442;

type Mode = "shared" | "exclusive";

/** Taken by whoever writes to more than one document, or to the places of files. Held to the transaction's end. */
export async function lockManyDocuments(client: pg.ClientBase): Promise<void> {
  await lock(client, DOCUMENTS_KEY, "exclusive");
}

/** Shared by those who decide by the archive's pins, exclusive for who changes them. */
export async function lockPins(client: pg.ClientBase, mode: Mode): Promise<void> {
  await lock(client, PINS_KEY, mode);
}

/**
 * Shared by those who rely on which bodies there are and whose meetings are whose, exclusive for who makes, names or
 * moves one. Whoever has it shared must not ask for it again as exclusive.
 */
export async function lockBodies(client: pg.ClientBase, mode: Mode): Promise<void> {
  await lock(client, BODIES_KEY, mode);
}

/**
 * Notes that something changed from which the innovations of these documents' bodies, and of those named, are made.
 * Their rows stay locked to the transaction's end.
 */
export async function raiseRevisions(
  client: pg.ClientBase,
  documentIds: readonly string[],
  organisationCodes: readonly string[] = [],
): Promise<void> {
  await lockBodies(client, "shared");
  await raise(client, await runQuery<LockedBody>(client, "lock_bodies_of", [documentIds, organisationCodes]));
}

/** The same for every body that has any meetings. */
export async function raiseAllRevisions(client: pg.ClientBase): Promise<void> {
  await lockBodies(client, "shared");
  await raise(client, await runQuery<LockedBody>(client, "lock_all_bodies"));
}

type LockedBody = { organisation_code: string };

async function raise(client: pg.ClientBase, bodies: readonly LockedBody[]): Promise<void> {
  await runQuery(client, "raise_revisions", [bodies.map((body) => body.organisation_code)]);
}

async function lock(client: pg.ClientBase, key: number, mode: Mode): Promise<void> {
  const call = mode === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
  await client.query(`select ${call}($1)`, [key]);
}
