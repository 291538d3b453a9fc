import type pg from "pg";
import type { Domain, Innovation, Mention, OrganisationMentions, Stage } from "../../schemas/innovation.js";
import { inTransaction, runQuery } from "../run-query.js";
import { toJson } from "./to-json.js";

/** What `consolidate` takes for one body, and the state of the body's record from which it was read. */
export interface MentionsToConsolidate {
  mentions: OrganisationMentions;
  /** To be handed back with the innovations: a change that came meanwhile is then not taken for done. */
  revision: string;
}

/** Codes of bodies whose innovations are to be put together (again), in order. */
export async function listOrganisationsToConsolidate(
  pool: pg.Pool,
  consolidateVersion: number,
): Promise<string[]> {
  const rows = await runQuery<{ organisation_code: string }>(pool, "list_organisations_to_consolidate", [
    consolidateVersion,
  ]);
  return rows.map((row) => row.organisation_code);
}

/**
 * The mentions of one body by the decisions that stand, in meetings that count and have a date, oldest first. Null
 * where the body is gone (its meetings moved to another code).
 */
export async function readMentions(
  pool: pg.Pool,
  organisationCode: string,
): Promise<MentionsToConsolidate | null> {
  return inTransaction(pool, async (client) => {
    // One moment for both questions.
    await client.query("set transaction isolation level repeatable read, read only");
    const [state] = await runQuery<{ revision: string; meeting_dates: string[] }>(
      client,
      "read_meeting_dates",
      [organisationCode],
    );
    if (state === undefined) return null;
    const mentions = await runQuery<Mention>(client, "read_mentions", [organisationCode]);
    return {
      revision: state.revision,
      mentions: {
        organisationCode,
        meetingDates: state.meeting_dates,
        mentions: mentions.map((mention) => ({
          ...mention,
          stage: wordOf(mention.stage, "stage_") as Stage,
          domain: wordOf(mention.domain, "domain_") as Domain,
        })),
      },
    };
  });
}

/** 'domain_clinical_effectiveness' is the domain 'clinical effectiveness'. */
function wordOf(code: string, prefix: string): string {
  return code.slice(prefix.length).replaceAll("_", " ");
}

/**
 * Puts the innovations of one body in the place of its former ones, in one transaction. Mentions in passages that
 * have gone meanwhile are left out, and innovations without any mention then with them.
 */
export async function storeInnovations(
  pool: pg.Pool,
  options: {
    organisationCode: string;
    runId: string;
    revision: string;
    consolidateVersion: number;
    innovations: readonly Innovation[];
  },
): Promise<void> {
  const { organisationCode, runId, revision, consolidateVersion, innovations } = options;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ consolidated_revision: string }>(
      "select consolidated_revision from raw.organisations where organisation_code = $1 for no key update",
      [organisationCode],
    );
    const [body] = rows;
    // Another worker may have read a later state and stored it first.
    if (body === undefined || BigInt(body.consolidated_revision) > BigInt(revision)) return;
    await client.query("delete from derived.innovations where organisation_code = $1", [organisationCode]);
    await runQuery(client, "insert_innovations", [
      toJson(
        innovations.map((innovation) => ({
          innovation_id: innovation.innovationId,
          organisation_code: organisationCode,
          label: innovation.label,
          domain: innovation.domain,
          parent_domain: innovation.parentDomain,
          stage: innovation.stage,
          first_mentioned: innovation.firstMentioned,
          first_in_use: innovation.firstInUse,
          first_implemented_or_evaluated: innovation.firstImplementedOrEvaluated,
          in_use_at_first_meeting: innovation.inUseAtFirstMeeting,
        })),
      ),
      consolidateVersion,
      runId,
    ]);
    await runQuery(client, "insert_innovation_mentions", [
      toJson(
        innovations.flatMap(({ innovationId, mentions }) =>
          mentions.map((mention, ordinal) => ({
            innovation_id: innovationId,
            passage_id: mention.passageId,
            stage: mention.stage,
            ordinal,
          })),
        ),
      ),
    ]);
    await client.query(
      `delete from derived.innovations where organisation_code = $1 and not exists (
         select from derived.innovation_mentions where innovation_mentions.innovation_id = innovations.innovation_id)`,
      [organisationCode],
    );
    await runQuery(client, "finish_consolidation", [organisationCode, revision, consolidateVersion]);
  });
}
