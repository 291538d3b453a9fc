import { CONSOLIDATE_VERSION, consolidate } from "../../pipeline/consolidate/index.js";
import type { ConsolidateJob } from "../../schemas/jobs.js";
import { readMentions, storeInnovations } from "../../sql/load/index.js";
import type { HandlerTools } from "./index.js";

/** Puts together the innovations of one body from all its meetings, in the place of the former ones. */
export async function handleConsolidate(tools: HandlerTools, job: ConsolidateJob): Promise<void> {
  const { organisationCode, runId } = job;
  const startedAt = performance.now();
  const read = await readMentions(tools.pool, organisationCode);
  if (read === null) return;
  const innovations = consolidate(read.mentions);
  await storeInnovations(tools.pool, {
    organisationCode,
    runId,
    revision: read.revision,
    consolidateVersion: CONSOLIDATE_VERSION,
    innovations,
  });
  tools.pace.note(organisationCode, performance.now() - startedAt);
  tools.log.info(
    { run: runId, organisation: organisationCode, stage: "consolidate", innovations: innovations.length },
    "consolidated",
  );
}
