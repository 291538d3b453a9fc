import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import type { QueueName } from "../../schemas/jobs.js";
import {
  type BacklogDocument,
  listBacklog,
  listDocumentsToRecode,
  listOrganisationsToConsolidate,
} from "../../sql/load/index.js";
import { keepDeadLetters } from "../handlers/dead-letters.js";
import { PRIORITY, type Queues } from "../queue/queues.js";

/**
 * The warehouse is the backlog, the queue holds its head: at most this many jobs are put in at once, and more only
 * when fewer than half of them are left. A hundred thousand files then take no more of Redis than a thousand.
 */
export const WINDOW = 1_000;
const LOW = WINDOW / 2;

/** For whom queues are filled. */
export interface Filling {
  /** The run that answers for work which no run has claimed. */
  runId: string;
  codeKey: string;
}

/**
 * Puts the head of the backlog into queues that run low, decided by what the warehouse says; what is in them already
 * stays once, so that any number of processes may do it at the same time. `isForced` does not ask whether they run
 * low. Jobs that died become dead letters first, and can be queued again. `isThorough` looks at the whole archive for
 * documents of other coders, which takes a second for a million. Returns how many jobs were offered to each queue.
 */
export async function fillQueues(
  pool: pg.Pool,
  queues: Queues,
  options: Filling & { isForced?: boolean; isThorough?: boolean },
): Promise<Record<QueueName, number>> {
  const { runId, codeKey, isForced = false, isThorough = false } = options;
  // What died is out of the way first: its id is taken until then.
  await keepDeadLetters(pool, queues);
  const pending = await queues.countPending();
  const offered = { extract: 0, code: 0, consolidate: 0 };
  // What was read waits for its codes: reading goes no further ahead than a window.
  if (isForced || pending.extract + pending.code < LOW) {
    const toRead = await listBacklog(pool, { stage: "extract", codeKey, runId, limit: WINDOW });
    if (isForced || toRead.length > pending.extract) {
      for (const [priority, documents] of byPriority(toRead)) await queues.addExtract(documents, priority);
      offered.extract = toRead.length;
    }
  }
  if (isForced || pending.code < LOW) {
    const toCode = await listBacklog(pool, { stage: "code", codeKey, runId, limit: WINDOW });
    if (isForced || toCode.length > pending.code) {
      for (const [priority, documents] of byPriority(toCode))
        await queues.addCode(documents, codeKey, priority);
      offered.code = toCode.length;
    }
    if (isThorough) {
      const others = await listDocumentsToRecode(pool, codeKey, WINDOW);
      await queues.addCode(
        others.map((documentId) => ({ documentId, runId })),
        codeKey,
        PRIORITY.backlog,
      );
      offered.code += others.length;
    }
  }
  const bodies = await listOrganisationsToConsolidate(pool, CONSOLIDATE_VERSION);
  if (bodies.length > 0 && pending.extract + pending.code + offered.extract + offered.code === 0) {
    await queues.hurryConsolidate();
  }
  if (bodies.length > pending.consolidate || (isForced && bodies.length > 0)) {
    // With no job left nobody clears the marks that keep a second job of a body away.
    if (pending.consolidate === 0) await queues.forgetConsolidate(bodies);
    await queues.addConsolidate(bodies.map((organisationCode) => ({ organisationCode, runId })));
    offered.consolidate = bodies.length;
  }
  return offered;
}

function byPriority(documents: readonly BacklogDocument[]) {
  const groups = [
    [PRIORITY.waitingUser, documents.filter((document) => document.isAwaited)],
    [PRIORITY.backlog, documents.filter((document) => !document.isAwaited)],
  ] as const;
  return groups
    .filter(([, members]) => members.length > 0)
    .map(
      ([priority, members]) =>
        [priority, members.map(({ documentId, runId }) => ({ documentId, runId }))] as const,
    );
}
