import type pg from "pg";
import type { Config } from "../../schemas/config.js";
import type { Schedule } from "../../schemas/schedule.js";
import { countOutcomes, finishRun, listFailedBodies, startRun } from "../../sql/load/index.js";
import { beatNight, beginRunOfNight, endNight, leaveNight, type Night } from "../../sql/load/schedules.js";
import { mayPass } from "../handlers/may-pass.js";
import { beginRun } from "../ingest/begin-run.js";
import type { ReadingPlan } from "../ingest/offer-found-files.js";
import { countChanges, type TakenIn, takeIn } from "../ingest/take-in.js";
import type { Logger } from "../logger.js";
import { fetchSettings } from "../sources/fetch/index.js";
import { type SourceScan, scanSources } from "../sources/scan-sources.js";

/** What a process that carries out nights works with. */
export interface NightTools {
  pool: pg.Pool;
  config: Config;
  dataFolder: string;
  log: Logger;
}

/** How a night went. */
export interface NightReport {
  runId: string;
  status: "done" | "failed" | "stopped";
  counts: Record<string, number>;
  /** In words, each with its file, folder or address. */
  problems: string[];
  detail: string | null;
}

const BEAT_EVERY_MS = 15_000;
/** Problems that the record of a run names one by one. */
const NAMED_PROBLEMS = 20;

/**
 * Carries out a night that this process has claimed: looks at the sources, takes in what is new or changed, and has
 * it read and coded by `work`, which resolves to false where it was stopped before the end. The run leaves a record
 * whatever comes of it. A night that is stopped, or that fails by what may pass, is left to the next process.
 */
export async function carryOutNight(
  tools: NightTools,
  options: {
    schedule: Schedule;
    night: Night;
    acceptEmpty?: boolean;
    signal: AbortSignal;
    work: (plan: ReadingPlan, signal: AbortSignal) => Promise<boolean>;
  },
): Promise<NightReport> {
  const { pool, log } = tools;
  const { night, schedule } = options;
  const lost = new AbortController();
  const signal = AbortSignal.any([options.signal, lost.signal]);
  const beat = setInterval(() => {
    beatNight(pool, night).then(
      (isOurs) => {
        if (!isOurs) lost.abort(new Error("Another process has taken this night over."));
      },
      // The database may be away for a moment; if it stays away, the work says so.
      () => undefined,
    );
  }, BEAT_EVERY_MS);
  let runId: string | null = null;
  try {
    const given = { schedule: schedule.name, sources: schedule.sources.map(({ place }) => place) };
    const plan = await beginRecordedRun(tools, night, given);
    runId = plan.runId;
    log.info({ run: runId, schedule: schedule.name, dueAt: night.dueAt }, "a night begins");
    const scan = await scanSources(schedule.sources);
    const taken = await takeIn(pool, scan, {
      plan,
      fetch: fetchSettings(tools.config, tools.dataFolder),
      stillForMs: tools.config.BOARDSENSE_STILL_S * 1000,
      acceptEmpty: options.acceptEmpty ?? false,
      signal,
    });
    const isFinished = await options.work(plan, signal);
    signal.throwIfAborted();
    return await end(tools, night, runId, await report(pool, runId, { scan, taken, isFinished }));
  } catch (error) {
    return await endBadly(tools, { night, runId, isStopped: signal.aborted, error: error as Error });
  } finally {
    clearInterval(beat);
  }
}

/** A run that cannot begin (an upgrade waits, say) leaves a record too. */
async function beginRecordedRun(
  tools: NightTools,
  night: Night,
  given: Record<string, unknown>,
): Promise<ReadingPlan> {
  const { pool, config } = tools;
  try {
    const plan = await beginRun(pool, { command: "schedule", arguments: given, ocr: config.BOARDSENSE_OCR });
    await beginRunOfNight(pool, night, plan.runId);
    return plan;
  } catch (error) {
    if (mayPass(error)) throw error;
    const runId = await startRun(pool, "schedule", given);
    await beginRunOfNight(pool, night, runId);
    await finishRun(pool, runId, { status: "failed", detail: (error as Error).message });
    throw Object.assign(error as Error, { runId });
  }
}

async function report(
  pool: pg.Pool,
  runId: string,
  night: { scan: SourceScan; taken: TakenIn; isFinished: boolean },
): Promise<NightReport> {
  const { scan, taken } = night;
  const outcomes = Object.fromEntries(await countOutcomes(pool, runId));
  const counts = {
    offered: taken.offered.length,
    ...countChanges(taken.offered),
    missing: taken.missing.length,
    "left until still": taken.left,
    "not fetched": taken.notFetched,
    ...outcomes,
  };
  const away = [...scan.unreadable, ...taken.away].map(({ place, why }) => `${place}: ${why}`);
  if (scan.urls.length > 0 && taken.notFetched === scan.urls.length) {
    away.push(`None of the ${scan.urls.length} addresses could be fetched: perhaps the network is away.`);
  }
  // A body without its innovations is a fault of the program: a night with one did not end well.
  const bodies = (await listFailedBodies(pool, { sources: [], runId })).map(
    ({ organisationCode, lastError, retryWith }) =>
      `The innovations of ${organisationCode} could not be put together: ${lastError} Try again: ${retryWith}`,
  );
  const problems = [...away, ...bodies, ...scan.problems, ...taken.problems];
  return {
    runId,
    status: !night.isFinished ? "stopped" : away.length + bodies.length > 0 ? "failed" : "done",
    counts,
    problems,
    detail: describeProblems(problems),
  };
}

function describeProblems(problems: readonly string[]): string | null {
  if (problems.length === 0) return null;
  const named = problems.slice(0, NAMED_PROBLEMS);
  const rest = problems.length - named.length;
  return [...named, ...(rest > 0 ? [`… and ${rest} more.`] : [])].join("\n");
}

async function end(
  { pool, log }: NightTools,
  night: Night,
  runId: string,
  report: NightReport,
): Promise<NightReport> {
  const { status, counts, detail } = report;
  await finishRun(pool, runId, { status, counts, detail });
  if (status === "stopped") await leaveNight(pool, night);
  else await endNight(pool, night, status);
  log.info({ run: runId, schedule: night.scheduleName, status, ...counts }, "a night ended");
  return report;
}

async function endBadly(
  { pool, log }: NightTools,
  failure: { night: Night; runId: string | null; isStopped: boolean; error: Error & { runId?: string } },
): Promise<NightReport> {
  const { night, error, isStopped } = failure;
  const runId = failure.runId ?? error.runId ?? "";
  const status = isStopped ? "stopped" : "failed";
  const detail = isStopped ? "It was stopped before its end; the next start goes on." : error.message;
  const isLeft = isStopped || mayPass(error);
  log.error(
    { run: runId, schedule: night.scheduleName, error: error.message, isLeft },
    "a night ended badly",
  );
  try {
    if (runId !== "") await finishRun(pool, runId, { status, detail });
    // What may pass is tried again by whoever looks next; a process that stays silent long enough has the same effect.
    if (isLeft) await leaveNight(pool, night);
    else await endNight(pool, night, "failed");
  } catch {
    // The database is away: the night is taken over when this process has been silent for long enough.
  }
  return { runId, status, counts: {}, problems: [detail], detail };
}
