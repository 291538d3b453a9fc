import type pg from "pg";
import { describeFunctions, describeMarts, renderDictionary } from "../describe.js";
import type { ArchiveFacts } from "../export.js";
import { runQuery } from "../run-query.js";
import type { TransferPlan } from "./export.js";
import { quoteName, type TransferTable } from "./tables.js";

/** A file's name without its folders; an address without login and query. */
const NAME_OF_SOURCE = "derived.name_of_source(source)";

/** Words without the folders of the machine that wrote them. */
function withoutFolders(column: string): string {
  return `derived.without_folders(${column})`;
}

/**
 * The tables of a release, with what is written in the place of a column: no password, no folder of the machine. A
 * table that is not named here stays out until somebody has looked at what it holds.
 */
export const RELEASED: Record<string, Record<string, string>> = {
  "raw.codebooks": {},
  "raw.codes": {},
  "raw.coded_documents": {},
  "raw.codings": {},
  "raw.documents": {
    source: NAME_OF_SOURCE,
    manifest: "manifest - 'password'",
    // Made of all that a manifest says, of a password too: it could be guessed from it.
    read_key: "case when manifest ->> 'password' is null then read_key end",
    wanted_read_key: "case when manifest ->> 'password' is null then wanted_read_key end",
    detail: withoutFolders("detail"),
  },
  "raw.domains": {},
  "raw.expected_meetings": {},
  "raw.failures": { last_error: withoutFolders("last_error") },
  "raw.files": {
    // Names of files in several folders may be the same; what is one file stays one row.
    source: `document_id || '/' || row_number() over (partition by document_id order by source) || '/' || ${NAME_OF_SOURCE}`,
  },
  "raw.items": {},
  "raw.meetings": {},
  "raw.models": {},
  "raw.organisation_names": {},
  "raw.organisations": {},
  "raw.outcomes": { detail: withoutFolders("detail") },
  "raw.passages": {},
  "raw.pinned_coders": {},
  "raw.pins": {},
  "raw.regimes": { source: NAME_OF_SOURCE },
  "raw.register": {},
  "raw.removals": {},
  "raw.samples": {},
  "raw.sample_meetings": {},
  "raw.sample_passages": {},
  "raw.sample_strata": {},
  "raw.successions": {},
  "raw.runs": { arguments: "'{}'::jsonb", detail: withoutFolders("detail") },
  "derived.answers": {},
  "derived.coder_agreement": {},
  "derived.corrected_prevalence": {},
  "derived.decisions": {},
  "derived.innovation_mentions": {},
  "derived.innovations": {},
  "derived.machine_errors": {},
};

/** Tables of the machinery, or of one archive alone: a release has none of them. */
export const NOT_RELEASED: readonly string[] = [
  "raw.archive",
  "raw.nights",
  "raw.schedules",
  "raw.schedule_sources",
];

const README = `A release of boardsense: an archive of board minutes as it was coded at one moment.

Load it into an empty archive and ask it as the group that made it could:

    boardsense --data DIR release load FILE

It holds the text of the minutes, every coding with its reason, the coding frames, the trained coder and every version;
no PDF, no password and no folder of the machine it was made on. Files of the archive go by their names alone.

manifest.json        versions, row counts and sha256 of every table, and what was removed from the archive
data-dictionary.md   every view and column
codebooks/           the coding frames
tables/              the tables, as PostgreSQL's COPY writes them
`;

/** A frozen release: what the marts are made of, without what belongs to one machine. */
export function releasePlan(program: string): TransferPlan {
  return {
    format: "boardsense release",
    queryOf,
    describe: async (client) => {
      const [facts] = await runQuery<ArchiveFacts>(client, "describe_archive");
      return { archiveId: null, exportedAt: null, about: { boardsense: program, ...facts } };
    },
    extras: async (client) => [
      { name: "README.txt", text: README },
      {
        name: "data-dictionary.md",
        text: renderDictionary(await describeMarts(client), await describeFunctions(client)),
      },
      ...(await readCodebookFiles(client)),
    ],
  };
}

function queryOf(table: TransferTable): string | null {
  const written = RELEASED[table.name];
  if (written === undefined) return null;
  const columns = table.columns.map((column) =>
    written[column] === undefined ? quoteName(column) : `${written[column]} as ${quoteName(column)}`,
  );
  // The same archive gives the same release, wherever its rows lie on the disk.
  return `select ${columns.join(", ")} from ${quoteName(table.name)} order by ${(table.key.length === 0 ? table.columns : table.key).map(quoteName).join(", ")}`;
}

async function readCodebookFiles(client: pg.PoolClient): Promise<{ name: string; text: string }[]> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select 'codebooks/' || frame || '-' || codebook_version || '.json' as name,
       jsonb_pretty(content) || e'\\n' as text
     from raw.codebooks order by 1`,
  );
  return rows;
}
