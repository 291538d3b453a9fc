import { runMigrations } from "bullmq";
import pg from "pg";
import { QUEUE_NAMES } from "../../schemas/jobs.js";
import { QUEUE_SCHEMA } from "../../sql/writer-role.js";

/**
 * Makes the queue's own tables, or brings them up to date, in a schema of their own. A login that may not (a
 * worker's) takes them as the owner left them. Throws an Error in a user's words where there are none.
 */
export async function prepareQueueTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    await makeNumbering(client);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    const { rows } = await client.query<{ is_there: boolean }>(
      "select to_regclass($1) is not null as is_there",
      [`${QUEUE_SCHEMA}.migration`],
    );
    if (rows[0]?.is_there) return;
    throw new Error(
      "The queue has no tables in this database yet, and this login may not make them. " +
        "Run `boardsense db migrate` with the owner's address in DATABASE_URL, or set REDIS_URL.",
    );
  } finally {
    await client.end();
  }
}

/** BullMQ makes a sequence for a queue with its first job; whoever adds that job may not be allowed to. */
async function makeNumbering(client: pg.Client): Promise<void> {
  for (const queue of QUEUE_NAMES) {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', $1::text, ${QUEUE_SCHEMA}.job_id_seq_name($2)) as name`,
      [QUEUE_SCHEMA, queue],
    );
    await client.query(`create sequence if not exists ${rows[0]?.name}`);
  }
}
