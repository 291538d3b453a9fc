import type pg from "pg";
import { setRolePassword } from "./roles.js";

/** The login of workers: it does their work, and changes no schema. */
export const WRITER = "boardsense_writer";

/** The schema of the queue's own tables, where PostgreSQL keeps the queue. */
export const QUEUE_SCHEMA = "bullmq";

/** Tables that only migrations write. */
const KEPT_BY_OWNER = ["raw.migrations", "raw.views", "raw.archive", "raw.domains"];

/**
 * Makes the writer's login if it is missing, with `password` where one is given, and lets it work in this database:
 * rows of `raw` and `derived` and the queue's tables, but no schema, no table and no role. Throws PostgreSQL's error
 * 42501 where our own login may not make roles.
 */
export async function makeWriterRole(client: pg.ClientBase, password: string | null): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [WRITER]);
  if (rowCount === 0) await client.query(`create role ${WRITER} login connection limit 200`);
  await grantWriter(client);
  if (password !== null) await setRolePassword(client, WRITER, password);
}

/** Grants anew what a migration made new; only where the login was let into this database before. */
export async function renewWriterGrants(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ is_in: boolean }>(
    "select coalesce((select has_schema_privilege(rolname, 'raw', 'usage') from pg_roles where rolname = $1), false) as is_in",
    [WRITER],
  );
  if (rows[0]?.is_in) await grantWriter(client);
}

async function grantWriter(client: pg.ClientBase): Promise<void> {
  await client.query(`
    grant usage on schema raw, derived, marts to ${WRITER};
    grant select, insert, update, delete on all tables in schema raw, derived to ${WRITER};
    revoke insert, update, delete on ${KEPT_BY_OWNER.join(", ")} from ${WRITER};
    grant select on all tables in schema marts to ${WRITER};
    alter default privileges in schema raw, derived grant select, insert, update, delete on tables to ${WRITER};
    alter default privileges in schema marts grant select on tables to ${WRITER};
    do $$ begin execute format('grant connect on database %I to ${WRITER}', current_database()); end $$;
  `);
  const { rowCount } = await client.query("select 1 from pg_namespace where nspname = $1", [QUEUE_SCHEMA]);
  if (rowCount === 0) return;
  await client.query(`
    grant usage on schema ${QUEUE_SCHEMA} to ${WRITER};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${WRITER};
    grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to ${WRITER};
    alter default privileges in schema ${QUEUE_SCHEMA} grant select, insert, update, delete on tables to ${WRITER};
    alter default privileges in schema ${QUEUE_SCHEMA} grant usage, select, update on sequences to ${WRITER};
  `);
}
