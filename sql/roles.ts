import type pg from "pg";
import { WarehouseError } from "./errors.js";
import { scramVerifier } from "./scram.js";

/** The login of analysts and of `boardsense sql`: it may read marts, and nothing else. */
export const READER = "boardsense_reader";

/** How the read-only login stands after a migration. */
export interface ReaderRole {
  /** Whether it exists and may read marts. */
  isReady: boolean;
  /** What an administrator has to do where our own login may not make it; null where it is ready. */
  remedy: string | null;
}

const STATEMENT_LIMIT = "10min";

/**
 * Makes the read-only login if it is missing and grants it marts. A password is set only where one is given: an
 * existing one stays. Where our login may not make roles, says what an administrator has to run.
 */
export async function makeReaderRole(
  client: pg.ClientBase,
  options: { password?: string | undefined; isChanged: boolean },
): Promise<ReaderRole> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [READER]);
  try {
    if (rowCount === 0) await client.query(`create role ${READER} login connection limit 20`);
  } catch (error) {
    // Two databases of one server may be migrated at once; roles belong to the server.
    const { code } = error as { code?: string };
    if (code === "42501") return { isReady: false, remedy: `create role ${READER} login;` };
    if (code !== "42710" && code !== "23505") throw error;
  }
  // Views that were made anew lost their grants; otherwise everything is as the last migration left it.
  if (rowCount === 0 || options.isChanged) {
    await grantMarts(client);
    await settleReader(client);
  }
  if (options.password !== undefined) await setRolePassword(client, READER, options.password);
  return { isReady: true, remedy: null };
}

/**
 * Sets the password of a login. Only what PostgreSQL keeps of it travels. Throws `WarehouseError` for one that other
 * programs could spell differently.
 */
export async function setRolePassword(
  client: pg.ClientBase | pg.Pool,
  role: string,
  password: string,
): Promise<void> {
  if (!/^[\x21-\x7e]{12,200}$/.test(password)) throw new WarehouseError("PASSWORD_UNFIT", {});
  await client.query(`alter role ${role} password '${scramVerifier(password)}'`);
}

async function grantMarts(client: pg.ClientBase): Promise<void> {
  await client.query(`
    grant usage on schema marts to ${READER};
    grant select on all tables in schema marts to ${READER};
    alter default privileges in schema marts grant select on tables to ${READER};
    revoke all on schema raw, derived from public;
  `);
}

/** Settings that need more rights than owning the database; without them the login still reads marts only. */
async function settleReader(client: pg.ClientBase): Promise<void> {
  const wishes = [
    `alter role ${READER} set default_transaction_read_only = on`,
    `alter role ${READER} set statement_timeout = '${STATEMENT_LIMIT}'`,
    `alter role ${READER} set search_path = marts`,
    "do $$ begin execute format('revoke create, temporary on database %I from public', current_database()); end $$",
    "revoke create on schema public from public",
    ...["lo_create(oid)", "lo_creat(integer)", "lo_from_bytea(oid, bytea)", "lo_put(oid, bigint, bytea)"].map(
      (name) => `revoke execute on function pg_catalog.${name} from public`,
    ),
  ];
  for (const wish of wishes) {
    try {
      await client.query(wish);
    } catch (error) {
      // Two databases of one server settle the same role at once (XX000), or our login may not (42501).
      const { code } = error as { code?: string };
      if (code !== "42501" && code !== "XX000") throw error;
    }
  }
}
