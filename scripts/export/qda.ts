import { createWriteStream } from "node:fs";
import type pg from "pg";
import type { Codebook } from "../../schemas/codebook.js";
import type { Chosen } from "../../sql/export.js";
import { readCodebooks } from "../../sql/load/archive.js";
import { runQuery } from "../../sql/run-query.js";
import { programVersion } from "../program-version.js";
import {
  codeGuid,
  guidOf,
  type QdaFrame,
  type QdaSource,
  qdaCodesOf,
  writeProject,
} from "../refi-qda/index.js";
import type { QdaCase, QdaUser, QdaValue, QdaValueType, QdaVariable } from "../refi-qda/model.js";
import { writeMemo } from "./qda-memo.js";

interface Meeting {
  meeting_id: string;
  organisation_code: string;
  organisation_name: string | null;
  sector: string | null;
  meeting_date: string | null;
  half_year: string | null;
  meeting_kind: string;
  session: string;
  is_counted: boolean;
  document_id: string;
  file: string;
  text: string;
}

interface Decision {
  meeting_id: string;
  passage_id: string;
  frame: string;
  code: string;
  probability: number | null;
  quote: string | null;
  page: number;
  coder: string;
  coder_version: string;
  codebook_version: string;
  because: string | null;
  start_offset: number;
  end_offset: number;
}

/** Properties of meetings that become variables of sources. */
const VARIABLES: [name: keyof Meeting, type: QdaValueType, description: string][] = [
  ["organisation_code", "Text", "Code of the body."],
  ["organisation_name", "Text", "Name of the body."],
  ["sector", "Text", "Sector of the body."],
  ["meeting_date", "Date", "Day of the meeting."],
  ["half_year", "Text", "Half-year of the meeting."],
  ["meeting_kind", "Text", "Who met: board, committee, governors or other."],
  ["session", "Text", "public, private, extraordinary or unknown."],
  ["is_counted", "Boolean", "Whether the meeting takes part in counts."],
  ["file", "Text", "The PDF that holds the minutes."],
];

/** Whose codes go into a project: the answers that stand, or what every coder said. */
export type Coders = "standing" | "all";

/** The codebooks of the chosen frames, in order of frame. */
export async function readChosenCodebooks(pool: pg.Pool, { facts, frames }: Chosen): Promise<Codebook[]> {
  const versions = Object.fromEntries(
    facts.coders
      .filter(({ frame }) => frames.includes(frame))
      .map(({ frame, codebook_version }) => [frame, codebook_version]),
  );
  return readCodebooks(pool, versions);
}

/** Codes of bodies with chosen meetings, in order. */
export async function readChosenOrganisations({ client }: Chosen): Promise<string[]> {
  const { rows } = await client.query<{ organisation_code: string }>(
    "select distinct organisation_code from pg_temp.chosen_meetings order by 1",
  );
  return rows.map((row) => row.organisation_code);
}

/**
 * Writes a REFI-QDA project of these bodies to a file: a source a meeting, a user a coder version, a selection a
 * coding. A coding spans its whole passage, the unit that is coded; its memo holds the words that decided.
 */
export async function writeQdaProject(
  chosen: Chosen,
  codebooks: readonly Codebook[],
  options: { file: string; organisations: readonly string[]; coders: Coders },
): Promise<{ sources: number; codings: number }> {
  const people = await readCoders(chosen, options.coders);
  const frame: QdaFrame = {
    name: options.organisations.length === 1 ? `Board minutes, ${options.organisations[0]}` : "Board minutes",
    origin: `boardsense ${programVersion()}`,
    users: people,
    codes: codebooks.flatMap(qdaCodesOf),
    variables: VARIABLES.map(
      ([name, type, description]): QdaVariable => ({ guid: variableGuid(name), name, type, description }),
    ),
    cases: await readCases(chosen, options.organisations),
  };
  return writeProject({ ...frame, sources: readSources(chosen, options) }, createWriteStream(options.file));
}

async function* readSources(
  { client }: Chosen,
  options: { organisations: readonly string[]; coders: Coders },
): AsyncGenerator<QdaSource> {
  const query = options.coders === "all" ? "read_all_codings_to_export" : "read_decisions_to_export";
  const names = new Set<string>();
  for (const organisation of options.organisations) {
    const meetings = await runQuery<Meeting>(client, "read_meetings_to_export", [organisation]);
    const decisions = await runQuery<Decision>(client, query, [
      meetings.map((meeting) => meeting.meeting_id),
    ]);
    const ofMeeting = new Map<string, Decision[]>(meetings.map((meeting) => [meeting.meeting_id, []]));
    for (const decision of decisions) ofMeeting.get(decision.meeting_id)?.push(decision);
    for (const meeting of meetings) {
      let name = `${meeting.organisation_code} ${meeting.meeting_date ?? "without date"}`;
      // Programs want names that differ; ids always do.
      if (names.has(name)) name = `${name} (${meeting.meeting_id})`;
      names.add(name);
      yield toSource(meeting, name, ofMeeting.get(meeting.meeting_id) ?? []);
    }
  }
}

function toSource(meeting: Meeting, name: string, decisions: readonly Decision[]): QdaSource {
  return {
    guid: guidOf("meeting", meeting.meeting_id),
    name,
    // One unit for another: every offset stays.
    text: meeting.text.replaceAll("\r", " "),
    description: `Meeting ${meeting.meeting_id} in ${meeting.file}`,
    values: VARIABLES.flatMap(([variable]): QdaValue[] => {
      const value = meeting[variable];
      return value === null ? [] : [{ variable: variableGuid(variable), value: String(value) }];
    }),
    codings: decisions.map((decision) => ({
      guid: guidOf("coding", decision.passage_id, decision.frame, decision.code, userKey(decision)),
      code: codeGuid(decision.frame, decision.code),
      user: userGuid(decision),
      start: decision.start_offset,
      end: decision.end_offset,
      memo: writeMemo({
        passageId: decision.passage_id,
        page: decision.page,
        coder: decision.coder,
        coderVersion: decision.coder_version,
        codebookVersion: decision.codebook_version,
        probability: decision.probability,
        quote: decision.quote,
        because: decision.because === "" ? null : decision.because,
      }),
    })),
  };
}

/** Every coder version of the archive that may appear: programs compare users. */
async function readCoders({ client }: Chosen, coders: Coders): Promise<QdaUser[]> {
  const { rows } = await client.query<{ coder: string; coder_version: string }>(
    `select distinct coder, coder_version from ${coders === "all" ? "raw.codings" : "derived.answers"}
     order by coder, coder_version`,
  );
  return rows.map((row) => ({
    guid: userGuid(row),
    name: `${row.coder} ${row.coder_version}`,
    id: userKey(row),
  }));
}

async function readCases({ client }: Chosen, organisations: readonly string[]): Promise<QdaCase[]> {
  const { rows } = await client.query<{
    organisation_code: string;
    organisation_name: string | null;
    sector: string | null;
    meetings: string[];
  }>(
    `select organisation_code, organisation_name, sector, array_agg(meeting_id order by meeting_id) as meetings
     from pg_temp.chosen_meetings inner join marts.organisations using (organisation_code)
     where organisation_code = any ($1::text[])
     group by organisation_code, organisation_name, sector order by organisation_code`,
    [organisations],
  );
  return rows.map((row) => ({
    guid: guidOf("organisation", row.organisation_code),
    name:
      row.organisation_name === null
        ? row.organisation_code
        : `${row.organisation_code} ${row.organisation_name}`,
    values: row.sector === null ? [] : [{ variable: variableGuid("sector"), value: row.sector }],
    sources: row.meetings.map((meeting) => guidOf("meeting", meeting)),
  }));
}

type CoderVersion = { coder: string; coder_version: string };
const userKey = ({ coder, coder_version }: CoderVersion) => `${coder}@${coder_version}`;
const userGuid = (coder: CoderVersion) => guidOf("coder", userKey(coder));
const variableGuid = (name: string) => guidOf("variable", name);
