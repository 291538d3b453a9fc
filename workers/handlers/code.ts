import { setImmediate as letOthersIn } from "node:timers/promises";
import { toPassagesToCode } from "../../pipeline/code/index.js";
import type { Coding } from "../../schemas/coding.js";
import type { CodeJob } from "../../schemas/jobs.js";
import {
  readDocument,
  readMeetingsToCode,
  readStandingRun,
  type StoredMeeting,
  storeCodings,
  storeFailure,
} from "../../sql/load/index.js";
import type { CodingPlan } from "../coding/coding-plan.js";
import type { HandlerTools } from "./index.js";

/** Codes every passage of a document's meetings by the plan of the run, and asks for its bodies to be consolidated. */
export async function handleCode(tools: HandlerTools, job: CodeJob, signal: AbortSignal): Promise<void> {
  const { pool, queues, log } = tools;
  const plan = await tools.planOf(await runToCodeBy(tools, job.runId));
  const meetings = await readMeetingsToCode(pool, job.documentId);
  if (meetings.length === 0) return;
  const startedAt = Date.now();
  const codings = await codeMeetings(plan, meetings, { limitMs: tools.timeLimitMs, signal });
  if (codings === null) return giveUp(tools, job);
  const stored = await storeCodings(pool, {
    documentId: job.documentId,
    runId: job.runId,
    codeKey: plan.codeKey,
    codings,
  });
  if (stored === null) return;
  log.info(
    {
      run: job.runId,
      document: job.documentId,
      stage: "code",
      codings: codings.length,
      seconds: (Date.now() - startedAt) / 1000,
    },
    "coded",
  );
  for (const organisationCode of stored.organisationCodes) {
    const delayMs = tools.pace.delayMs(organisationCode);
    await queues.addConsolidate([{ organisationCode, runId: job.runId }], delayMs);
  }
}

/** Work on one stretch without a look at anything else: locks are renewed and signals heard between stretches. */
const STRETCH_MS = 50;

/** Codes all passages, or returns null where that takes longer than `limitMs`. Throws where the signal fires. */
async function codeMeetings(
  plan: CodingPlan,
  meetings: readonly StoredMeeting[],
  { limitMs, signal }: { limitMs: number; signal: AbortSignal },
): Promise<Coding[] | null> {
  const codings: Coding[] = [];
  const startedAt = performance.now();
  let stretchAt = startedAt;
  for (const { meeting, passageIds } of meetings) {
    const idOf = new Map(meeting.passages.map((passage, index) => [passage, passageIds[index] as string]));
    for (const passage of toPassagesToCode(meeting, (passage) => idOf.get(passage) as string)) {
      codings.push(...plan.coders.code(passage));
      const now = performance.now();
      if (now - startedAt > limitMs) return null;
      if (now - stretchAt < STRETCH_MS) continue;
      await letOthersIn();
      signal.throwIfAborted();
      stretchAt = performance.now();
    }
  }
  return codings;
}

/** A document that takes too long to code ends as one that takes too long to read. */
async function giveUp(tools: HandlerTools, { documentId, runId }: CodeJob): Promise<void> {
  const document = await readDocument(tools.pool, documentId);
  if (document === null || document.wantedReadKey === null) return;
  const seconds = tools.timeLimitMs / 1000;
  const detail = `Coding was stopped after ${seconds} s. Raise BOARDSENSE_TIME_LIMIT_S if the file is to be trusted.`;
  // A reading that is stored already would otherwise count as the end of it.
  await tools.pool.query("update raw.documents set read_key = null where document_id = $1", [documentId]);
  await storeFailure(tools.pool, {
    documentId,
    runId,
    readKey: document.wantedReadKey,
    failure: { outcome: "took too long", detail, page: null },
  });
  tools.log.info({ run: runId, document: documentId, stage: "code", outcome: "took too long" }, "not coded");
}

/** A run that began before the archive moved to other versions codes by those: what stands must be of one piece. */
async function runToCodeBy(tools: HandlerTools, runId: string): Promise<string> {
  const standing = await readStandingRun(tools.pool);
  return standing !== null && BigInt(standing) > BigInt(runId) ? standing : runId;
}
