import { runMigrations } from "bullmq";
import pg from "pg";
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
