import type pg from "pg";
import type { BodyToEvaluate, LedgerEntry } from "../../pipeline/evaluate-ledgers/index.js";
import type { Innovation } from "../../schemas/innovation.js";

/** A passage in which something was planted, as the archive read and coded it. */
export interface ReadPassage {
  passageId: string;
  meetingDate: string;
  text: string;
  isMention: boolean;
  stage: string | null;
  domain: string | null;
}

/** A body with what was found in its minutes, and every passage of them. */
export interface FoundBody extends BodyToEvaluate {
  passages: ReadPassage[];
}

/** What the archive holds of a body: its innovations, and its passages with what the innovation frame says of them. */
export async function readFound(
  pool: pg.Pool,
  organisationCode: string,
  ledger: LedgerEntry[],
): Promise<FoundBody> {
  const { rows: innovations } = await pool.query<Innovation>(
    `select innovation_id as "innovationId", organisation_code as "organisationCode", label, domain,
       parent_domain as "parentDomain", stage, first_mentioned as "firstMentioned", first_in_use as "firstInUse",
       first_implemented_or_evaluated as "firstImplementedOrEvaluated",
       in_use_at_first_meeting as "inUseAtFirstMeeting",
       (select jsonb_agg(jsonb_build_object('passageId', passage_id, 'stage', mentions.stage) order by ordinal)
        from derived.innovation_mentions as mentions
        where mentions.innovation_id = innovations.innovation_id) as mentions
     from derived.innovations where organisation_code = $1 order by innovation_id`,
    [organisationCode],
  );
  const { rows: passages } = await pool.query<ReadPassage>(
    `select passages.passage_id as "passageId", meetings.meeting_date as "meetingDate", passages.text,
       exists (select from derived.decisions where decisions.passage_id = passages.passage_id
         and frame = 'innovation' and code = 'mention') as "isMention",
       (select replace(substr(code, 7), '_', ' ') from derived.decisions
        where decisions.passage_id = passages.passage_id and frame = 'innovation' and code like 'stage\\_%'
        order by probability desc nulls last limit 1) as stage,
       (select replace(substr(code, 8), '_', ' ') from derived.decisions
        where decisions.passage_id = passages.passage_id and frame = 'innovation' and code like 'domain\\_%'
        order by probability desc nulls last limit 1) as domain
     from derived.meetings inner join raw.passages on passages.meeting_id = meetings.meeting_id
     where organisation_code = $1 and is_counted order by passages.passage_id`,
    [organisationCode],
  );
  const mentioned = new Set(
    innovations.flatMap(({ mentions }) => mentions.map(({ passageId }) => passageId)),
  );
  return {
    organisationCode,
    ledger,
    innovations,
    passages,
    mentions: passages.filter(({ passageId }) => mentioned.has(passageId)),
  };
}
