import { toPassagesToCode } from "../../pipeline/code/index.js";
import type { CodeJob } from "../../schemas/jobs.js";
import { readMeetingsToCode, readStandingRun, storeCodings } from "../../sql/load/index.js";
import type { HandlerTools } from "./index.js";

/** Codes every passage of a document's meetings by the plan of the run, and asks for its bodies to be consolidated. */
export async function handleCode(tools: HandlerTools, job: CodeJob): Promise<void> {
  const { pool, queues, log } = tools;
  const plan = await tools.planOf(await runToCodeBy(tools, job.runId));
  const meetings = await readMeetingsToCode(pool, job.documentId);
  if (meetings.length === 0) return;
  const startedAt = Date.now();
  const codings = meetings.flatMap(({ meeting, passageIds }) =>
    toPassagesToCode(meeting, (passage) => passageIds[meeting.passages.indexOf(passage)] as string).flatMap(
      (passage) => plan.coders.code(passage),
    ),
  );
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

/** A run that began before the archive moved to other versions codes by those: what stands must be of one piece. */
async function runToCodeBy(tools: HandlerTools, runId: string): Promise<string> {
  const standing = await readStandingRun(tools.pool);
  return standing !== null && BigInt(standing) > BigInt(runId) ? standing : runId;
}
