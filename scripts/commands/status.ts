import { Command } from "commander";
import { OUTCOMES, type Outcome, SETTLED_OUTCOMES } from "../../schemas/outcome.js";
import { countOutcomes, readPins } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { installedPlan, pinnedPlan } from "../../workers/coding/coding-plan.js";
import { describeUpgrade, pinsOf } from "../../workers/ingest/begin-run.js";
import { countUnfinished, type Unfinished } from "../../workers/ingest/finish.js";
import { readLastNights } from "../../workers/schedule/last-night.js";
import { type Archive, openArchive } from "../archive.js";
import { EXIT } from "../errors.js";
import { describeFailures, readStanding, type Standing } from "../run/standing.js";
import { describeOutcomes, sortOutcomes } from "../run/summary.js";
import { describeLastNights } from "../schedule/describe.js";

interface Run {
  run_id: string;
  command: string;
  started_at: Date;
  finished_at: Date | null;
  status: string;
  counts: Record<string, number>;
  detail: string | null;
}

interface Uncoded {
  document_id: string;
  source: string;
  outcome: Outcome;
  detail: string | null;
  page: number | null;
  attempts: number;
}

interface Status extends Standing {
  dataFolder: string;
  outcomes: Map<Outcome, number>;
  unfinished: Unfinished;
  lastRun: Run | null;
  uncoded: Uncoded[];
  upgrade: string[];
}

/** Files named one by one on a terminal; `--json` and `boardsense sql` show all. */
const NAMED_FILES = 20;
const ALL = 1_000_000;

/** `boardsense status`: what the archive holds, what is still to be done, and which files were not coded and why. */
export function statusCommand(): Command {
  return new Command("status")
    .description(
      "Show what the archive holds, what is still to be done, and which files were not coded and why.",
    )
    .option(
      "--last-night",
      "say only whether the last night of every schedule ran and ended well; exit code 1 where not",
    )
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense status --last-night || mail -s boardsense me@example.org\n",
    )
    .action(async (options: { lastNight?: boolean; json?: boolean }, command: Command) => {
      const archive = await openArchive(command);
      try {
        if (options.lastNight) {
          await sayLastNight(archive, options.json === true);
          return;
        }
        const status = await readStatus(archive, options.json ? ALL : NAMED_FILES);
        process.stdout.write(options.json ? toJson(status) : describe(status));
      } finally {
        await archive.close();
      }
    });
}

async function sayLastNight({ pool }: Archive, isJson: boolean): Promise<void> {
  const nights = await readLastNights(pool);
  const isWell = nights.length > 0 && nights.every((night) => night.isWell);
  process.stdout.write(
    isJson ? `${JSON.stringify({ isWell, nights }, null, 2)}\n` : describeLastNights(nights),
  );
  process.exitCode = isWell ? EXIT.done : EXIT.failed;
}

async function readStatus(archive: Archive, limit: number): Promise<Status> {
  const { pool } = archive;
  const pins = await readPins(pool);
  const plan = pins === null ? null : await pinnedPlan(pool, pins);
  const failures = OUTCOMES.filter((outcome) => outcome !== "waiting" && !SETTLED_OUTCOMES.includes(outcome));
  const [lastRun] = await runQuery<Run>(pool, "read_last_run", [
    ["ingest", "demo", "retry", "recode", "reprocess", "schedule"],
  ]);
  const unfinished =
    plan === null ? { toRead: 0, toCode: 0, toConsolidate: 0 } : await countUnfinished(pool, plan.codeKey);
  return {
    dataFolder: archive.dataFolder,
    outcomes: await countOutcomes(pool),
    unfinished,
    ...(await readStanding(archive, unfinished)),
    lastRun: lastRun ?? null,
    uncoded: await runQuery<Uncoded>(pool, "list_uncoded_documents", [failures, limit]),
    upgrade: pins === null ? [] : describeUpgrade(pins, pinsOf(installedPlan())),
  };
}

function toJson({ outcomes, lastRun, ...status }: Status): string {
  const files = Object.fromEntries(sortOutcomes(outcomes).map(({ outcome, files }) => [outcome, files]));
  return `${JSON.stringify({ ...status, outcomes: files, lastRun }, null, 2)}\n`;
}

function describe(status: Status): string {
  const { outcomes, unfinished, lastRun, uncoded, upgrade } = status;
  const lines = [`Archive: ${status.dataFolder}`];
  if (outcomes.size === 0) {
    lines.push("It is empty. Begin with: boardsense ingest FOLDER");
    return `${lines.join("\n")}\n`;
  }
  lines.push(`Files: ${describeOutcomes(outcomes)}.`);
  const left = unfinished.toRead + unfinished.toCode + unfinished.toConsolidate;
  if (left > 0)
    lines.push(
      `To do: ${unfinished.toRead} to read, ${unfinished.toCode} to code, innovations of ${unfinished.toConsolidate} bodies. \`boardsense ingest\` or \`boardsense worker\` goes on.`,
    );
  lines.push(...describeFailures(status.failures));
  if (status.stuck.length > 0) lines.push("Stuck:", ...status.stuck.map((sentence) => `  ${sentence}`));
  if (lastRun !== null) lines.push(describeRun(lastRun));
  if (uncoded.length > 0) {
    lines.push("", "Not coded:");
    for (const file of uncoded) {
      const page = file.page === null ? "" : `, page ${file.page}`;
      lines.push(
        `  ${file.outcome}${page}: ${file.source}`,
        `    ${file.detail ?? "No detail."}`,
        `    document ${file.document_id}`,
      );
    }
    if (uncoded.length === NAMED_FILES) lines.push("  … (all of them: boardsense status --json)");
    lines.push("Try again after a remedy: boardsense retry --reason OUTCOME, or --document ID");
  }
  if (upgrade.length > 0) {
    const needsReading = upgrade.some((change) => /^(extract|structure)/.test(change));
    lines.push("", `An upgrade waits (${upgrade.join("; ")}).`);
    lines.push(
      `Results stay as they are until \`boardsense ${needsReading ? "reprocess" : "recode"}\` moves the whole archive.`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function describeRun(run: Run): string {
  const ended = run.finished_at === null ? "has not ended" : `${run.status} ${run.finished_at.toISOString()}`;
  return `Last run: ${run.run_id} (${run.command}), started ${run.started_at.toISOString()}, ${ended}.`;
}
