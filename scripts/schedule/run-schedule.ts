import { setTimeout as sleep } from "node:timers/promises";
import { claimNight, listSchedules } from "../../sql/load/index.js";
import { PRIORITY } from "../../workers/queue/queues.js";
import { carryOutNight, type NightReport } from "../../workers/schedule/carry-out.js";
import { outstandingNight } from "../../workers/schedule/claim-due.js";
import { holderName } from "../../workers/schedule/scheduler.js";
import type { Archive } from "../archive.js";
import { EXIT, ExpectedError, UsageError } from "../errors.js";
import { processArchive } from "../run/process-archive.js";

/**
 * Carries out a schedule now, in this process: the night that is due, if one is, else a run of its own. Throws
 * `UsageError` where there is no such schedule and `ExpectedError` where a run of it goes on.
 */
export async function runSchedule(
  archive: Archive,
  name: string,
  options: { acceptEmpty: boolean; isQuiet: boolean },
): Promise<NightReport & { exitCode: number }> {
  const claimed = await claimNow(archive, name);
  const report = await carryOutNight(archive, {
    ...claimed,
    acceptEmpty: options.acceptEmpty,
    signal: new AbortController().signal,
    work: (plan) =>
      processArchive(archive, { ...plan, isQuiet: options.isQuiet, priority: PRIORITY.backlog }),
  });
  const exitCode = { done: EXIT.done, failed: EXIT.failed, stopped: EXIT.interrupted }[report.status];
  return { ...report, exitCode };
}

/** Somebody else may have had the due night between our looking and our claiming: then a run of its own is claimed. */
async function claimNow({ pool }: Archive, name: string) {
  for (let attempt = 0; ; attempt++) {
    const schedule = (await listSchedules(pool)).find((one) => one.name === name);
    if (schedule === undefined) {
      throw new UsageError(
        `There is no schedule '${name}'. \`boardsense schedule list\` shows those there are.`,
      );
    }
    const dueAt = outstandingNight(schedule, schedule.now);
    const claim = await claimNight(pool, { scheduleName: name, dueAt, isByHand: true, holder: holderName() });
    if (claim.kind === "claimed") return { schedule, night: claim.night };
    if (claim.kind === "refused") {
      throw new ExpectedError(
        `Refused: run ${claim.runningRunId ?? "(about to begin)"} of '${name}' is going on. Wait for it (\`boardsense runs list\`).`,
      );
    }
    if (attempt === 3) throw new ExpectedError(`'${name}' cannot be begun now. Try again.`);
    await sleep(100);
  }
}
