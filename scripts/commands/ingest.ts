import { Command } from "commander";
import { OcrMode } from "../../schemas/config.js";
import type { Outcome } from "../../schemas/outcome.js";
import { type FailedBody, finishRun, listFailedBodies, type OfferedDocument } from "../../sql/load/index.js";
import { runQuery } from "../../sql/run-query.js";
import { openEngine } from "../../workers/engine.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { enqueueUnfinished } from "../../workers/ingest/finish.js";
import { countChanges, takeIn } from "../../workers/ingest/take-in.js";
import { PRIORITY } from "../../workers/queue/queues.js";
import { fetchSettings } from "../../workers/sources/fetch/index.js";
import { findFiles, type Search } from "../../workers/sources/find-files.js";
import { isUrl, type Manifest, readManifest } from "../../workers/sources/manifest.js";
import { type Archive, openArchive } from "../archive.js";
import { EXIT, UsageError } from "../errors.js";
import { processArchive } from "../run/process-archive.js";
import { describeFailedBodies, describeOutcomes, hasUncoded, sortOutcomes } from "../run/summary.js";

export interface IngestOptions {
  manifest?: string;
  ocr?: string;
  password?: string;
  wait?: boolean;
  enqueue?: boolean;
  json?: boolean;
}

/** What an ingest did with the files it was given. */
export interface IngestResult {
  runId: string;
  offered: OfferedDocument[];
  /** Files given, by the outcome they have now. */
  outcomes: Map<Outcome, number>;
  problems: string[];
  /** Bodies of these files whose innovations could not be put together. */
  failedBodies: FailedBody[];
  isFinished: boolean;
}

/** `boardsense ingest PATH…`: takes files into the archive and codes what is new or changed. */
export function ingestCommand(): Command {
  return new Command("ingest")
    .description("Take PDFs of minutes into the archive and code what is new or changed.")
    .argument("[path...]", "files, folders (searched with all below them) or globs")
    .option(
      "--manifest <csv>",
      "what is known of the files: path or url, organisation_code, organisation_name, sector, meeting_date; each url is fetched",
    )
    .option("--ocr <mode>", "when pages are read by OCR: never, auto or always")
    .option("--password <password>", "opens encrypted files (or a manifest column 'password' for each)")
    .option(
      "--wait",
      "leave the work to `boardsense worker` processes and wait until they have done these files",
    )
    .option("--enqueue", "leave the work to `boardsense worker` processes and return at once")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense ingest minutes/ --manifest minutes/manifest.csv\n")
    .action(async (paths: string[], options: IngestOptions, command: Command) => {
      if (options.wait && options.enqueue) throw new UsageError("Give either --wait or --enqueue.");
      const manifest = options.manifest === undefined ? null : await readManifest(options.manifest);
      const found = await findFiles(paths);
      const urls = urlsOf(manifest);
      if (urls.length === 0 || paths.length > 0) refuseEmptySearch(found);
      const missing = [...(manifest?.keys() ?? [])].filter(
        (path) => !isUrl(path) && !found.files.some((file) => file.path === path),
      );
      const archive = await openArchive(command);
      try {
        applyOcr(archive, options.ocr);
        const result = await ingest(archive, { ...options, paths, found, rows: manifest });
        for (const path of missing)
          result.problems.push(`${path}: named in the manifest, not among the files.`);
        report(result, options);
      } finally {
        await archive.close();
      }
    });
}

/** Takes files into an open archive and codes what is new, in this process unless told otherwise. */
export async function ingest(
  archive: Archive,
  options: Pick<IngestOptions, "password" | "wait" | "enqueue" | "json"> & {
    paths: readonly string[];
    found: Search;
    /** What a manifest says of the files; null where none was given. */
    rows: Manifest | null;
  },
): Promise<IngestResult> {
  const { pool, config } = archive;
  const { found, rows } = options;
  const plan = await beginRun(pool, {
    command: "ingest",
    arguments: { paths: options.paths, has_manifest: rows !== null },
    ocr: config.BOARDSENSE_OCR,
  });
  const { runId, codeKey } = plan;
  try {
    const urls = urlsOf(rows);
    const { offered, problems, away } = await takeIn(
      pool,
      { ...found, urls, manifest: rows },
      {
        plan,
        password: options.password ?? null,
        fetch: fetchSettings(config, archive.dataFolder),
        stillForMs: 0,
        acceptEmpty: false,
        signal: new AbortController().signal,
      },
    );
    found.problems.push(...problems, ...away.map(({ place, why }) => `${place}: ${why}`));
    let isFinished = true;
    if (options.enqueue) {
      const engine = await openEngine(archive);
      const documentIds = idsOfNeedy(offered);
      await enqueueUnfinished(pool, engine.queues, {
        runId,
        codeKey,
        priority: PRIORITY.backlog,
        documentIds,
      });
      await engine.stop(0);
    } else {
      isFinished = await processArchive(archive, {
        runId,
        codeKey,
        isQuiet: options.json === true,
        isWorking: !options.wait,
        documentIds: idsOfNeedy(offered),
        ownIds: offered.map(({ documentId }) => documentId),
      });
    }
    const sources = [
      ...new Set([...found.files.map((file) => file.path), ...urls, ...offered.map(({ source }) => source)]),
    ];
    const counted = await runQuery<{ outcome: Outcome; files: number }>(pool, "count_outcomes_of_sources", [
      sources,
    ]);
    const outcomes = new Map(counted.map((row) => [row.outcome, row.files]));
    const failedBodies = await listFailedBodies(pool, { sources, runId });
    await finishRun(pool, runId, {
      status: isFinished ? "done" : "stopped",
      counts: { offered: offered.length, ...countChanges(offered), ...Object.fromEntries(outcomes) },
      detail: failedBodies.length === 0 ? null : describeFailedBodies(failedBodies).trimEnd(),
    });
    return { runId, offered, outcomes, problems: found.problems, failedBodies, isFinished };
  } catch (error) {
    await finishRun(pool, runId, { status: "failed", detail: (error as Error).message }).catch(
      () => undefined,
    );
    throw error;
  }
}

function urlsOf(manifest: Manifest | null): string[] {
  return [...(manifest?.keys() ?? [])].filter(isUrl);
}

function idsOfNeedy(offered: readonly OfferedDocument[]): string[] {
  return offered.filter(({ needs }) => needs !== null).map(({ documentId }) => documentId);
}

function refuseEmptySearch(found: Search): void {
  if (found.files.length > 0) return;
  if (found.problems.length === 0) {
    throw new UsageError("Nothing to ingest: give files or folders, or a manifest with addresses.");
  }
  throw new UsageError(`Nothing to ingest:\n${found.problems.map((problem) => `  - ${problem}`).join("\n")}`);
}

function applyOcr(archive: Archive, mode: string | undefined): void {
  if (mode === undefined) return;
  const parsed = OcrMode.safeParse(mode);
  if (!parsed.success) throw new UsageError(`--ocr ${mode}: allowed are ${OcrMode.options.join(", ")}.`);
  archive.config.BOARDSENSE_OCR = parsed.data;
}

function report(result: IngestResult, options: IngestOptions): void {
  const changes = countChanges(result.offered);
  if (options.json) {
    const { runId, problems, failedBodies, isFinished } = result;
    const outcomes = Object.fromEntries(result.outcomes);
    process.stdout.write(
      `${JSON.stringify({ runId, isFinished, changes, outcomes, problems, failedBodies }, null, 2)}\n`,
    );
  } else {
    for (const problem of result.problems) process.stderr.write(`${problem}\n`);
    process.stderr.write(describeFailedBodies(result.failedBodies));
    const isUnchanged = result.offered.every(({ change, needs }) => change === "known" && needs === null);
    const total = [...result.outcomes.values()].reduce((sum, files) => sum + files, 0);
    process.stdout.write(
      `${total} ${total === 1 ? "file" : "files"}: ${describeOutcomes(result.outcomes)}.` +
        `${isUnchanged ? " Nothing was new." : ""}\n`,
    );
    if (sortOutcomes(result.outcomes).some(({ outcome }) => outcome === "waiting")) {
      process.stdout.write(
        options.enqueue
          ? "The waiting files are in the queue: run `boardsense worker`, and see `boardsense status`.\n"
          : "Run the same command again to go on with the waiting files.\n",
      );
    } else if (hasUncoded(result.outcomes)) {
      process.stdout.write("`boardsense status` says why files were not coded, and how to try again.\n");
    }
  }
  process.exitCode = !result.isFinished
    ? EXIT.interrupted
    : (hasUncoded(result.outcomes) && !options.enqueue) ||
        result.problems.length > 0 ||
        result.failedBodies.length > 0
      ? EXIT.someNotCoded
      : EXIT.done;
}
