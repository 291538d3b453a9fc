import type { Readable } from "node:stream";
import type pg from "pg";
import { type Answer, askOn, type Column } from "./ask.js";
import { copyCsv, copyJsonLines } from "./copy/copy-out.js";
import { readSqlFolder } from "./files.js";
import { runQuery } from "./run-query.js";

/** What of an archive is exported; everything where nothing is said. */
export interface ExportChoice {
  /** First and last day of the meetings, YYYY-MM-DD. */
  from?: string;
  to?: string;
  organisations?: readonly string[];
  frames?: readonly string[];
  /** Codes that do not apply are rows of `codings`, too. */
  hasNoes?: boolean;
}

/** A column of an exported table, in words. */
export interface DescribedColumn extends Column {
  meaning: string;
}

/** A table that can be exported: rows of the view of the same name in `marts`. */
export interface ExportTable {
  name: string;
  meaning: string;
  columns: DescribedColumn[];
  csv(): Readable;
  jsonLines(): Readable;
  /** The rows in pieces, as `use` asks for them. */
  rows<T>(use: (answer: Answer) => Promise<T>): Promise<T>;
}

/** What an archive was made with; the same for the same archive. */
export interface ArchiveFacts {
  versions: Record<string, unknown> | null;
  coders: { frame: string; codebook_version: string; coder: string; coder_version: string }[];
  codebooks: Record<string, unknown>[];
  model: { model_version: string; sha256: string } | null;
  outcomes: Record<string, number>;
  removed: { document_id: string; sha256: string | null; removed_on: string }[];
  schema: string;
}

export interface Chosen {
  facts: ArchiveFacts;
  tables: ExportTable[];
  meetings: number;
  frames: string[];
  client: pg.ClientBase;
}

/** Settings under which the same rows are written the same on every server. */
const SETTINGS = `
  set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'iso_8601';
  set local extra_float_digits = 1; set local bytea_output = 'hex';
  -- The server's limits for questions of people are not meant for this.
  set local statement_timeout = 0;
  -- Sorting and joining whole tables: enough not to go over the disk.
  set local work_mem = '64MB'`;

/**
 * Lets `use` read the chosen part of an archive as of one moment: whatever is coded meanwhile, its tables belong
 * together. Rows come in order of their ids.
 */
export async function withExport<T>(
  pool: pg.Pool,
  choice: ExportChoice,
  use: (chosen: Chosen) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read");
    await client.query(SETTINGS);
    await client.query(`
      create temporary table chosen_meetings (meeting_id text primary key, document_id text, organisation_code text)
        on commit drop;
      create temporary table chosen_frames (frame text primary key) on commit drop;
      create temporary table chosen (is_whole boolean) on commit drop`);
    const { from = null, to = null, organisations = null, frames = null } = choice;
    await runQuery(client, "choose_meetings", [from, to, organisations]);
    await runQuery(client, "choose_frames", [frames]);
    const isWhole = from === null && to === null && organisations === null;
    await client.query("insert into pg_temp.chosen (is_whole) values ($1)", [isWhole]);
    await client.query("analyze pg_temp.chosen_meetings, pg_temp.chosen_frames, pg_temp.chosen");
    const { rows } = await client.query<{ meetings: number; frames: string[] }>(
      `select (select count(*)::integer from pg_temp.chosen_meetings) as meetings,
              (select coalesce(array_agg(frame order by frame), '{}') from pg_temp.chosen_frames) as frames`,
    );
    const [facts] = await runQuery<ArchiveFacts>(client, "describe_archive");
    const answer = await use({
      ...(rows[0] as { meetings: number; frames: string[] }),
      facts: facts as ArchiveFacts,
      tables: await describeTables(client, choice),
      client,
    });
    await client.query("rollback");
    return answer;
  } catch (error) {
    await client.query("rollback").catch((reason: Error) => {
      broken = reason;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function describeTables(client: pg.ClientBase, choice: ExportChoice): Promise<ExportTable[]> {
  const tables: ExportTable[] = [];
  const spelledOut = new Map(
    choice.hasNoes ? readSqlFolder("exports/with-noes").map(({ name, text }) => [name, text]) : [],
  );
  for (const { name, text } of readSqlFolder("exports")) {
    const query = spelledOut.get(name) ?? text;
    const columns = await askOn(
      client,
      { text: `select * from (${query}) as exported limit 0`, values: [] },
      async (answer) => {
        for await (const _ of answer.batches);
        return answer.columns;
      },
    );
    const { rows } = await client.query<{ column_name: string | null; meaning: string }>(
      `select a.attname as column_name, d.description as meaning
       from pg_description d
       left join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid and d.objsubid > 0
       where d.classoid = 'pg_class'::regclass and d.objoid = ('marts.' || quote_ident($1))::regclass`,
      [name],
    );
    const meanings = new Map(rows.map((row) => [row.column_name, row.meaning]));
    const castQuery = castForText(query, columns);
    tables.push({
      name,
      meaning: meanings.get(null) ?? "",
      columns: columns.map((column) => ({ ...column, meaning: meanings.get(column.name) ?? "" })),
      csv: () => copyCsv(client, castQuery),
      jsonLines: () => copyJsonLines(client, query),
      rows: (use) => askOn(client, { text: query, values: [] }, use),
    });
  }
  return tables;
}

/**
 * The query with its values as a CSV is to show them: booleans in words, times in ISO 8601, and an apostrophe before
 * texts that a spreadsheet would run as formulas.
 */
function castForText(query: string, columns: readonly Column[]): string {
  const casts = columns.map(({ name, type }) => {
    const column = `exported."${name}"`;
    if (type === "boolean") return `${column}::text as "${name}"`;
    if (type === "time") return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${name}"`;
    if (type === "text")
      return `case when left(${column}, 1) in ('=', '+', '-', '@', e'\\t', e'\\r') then '''' || ${column} else ${column} end as "${name}"`;
    return column;
  });
  return `select ${casts.join(", ")} from (${query}) as exported`;
}
