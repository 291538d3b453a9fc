import type pg from "pg";
import { CONSOLIDATE_VERSION } from "../../pipeline/consolidate/index.js";
import { EXTRACT_VERSION } from "../../pipeline/extract/index.js";
import { STRUCTURE_VERSION } from "../../pipeline/structure/index.js";
import type { OcrMode } from "../../schemas/config.js";
import { type Pins, readPins, setPins } from "../../sql/load/pins.js";
import { startRun } from "../../sql/load/runs.js";
import { type CodingPlan, installedPlan, pinnedPlan, storePlan } from "../coding/coding-plan.js";
import type { ReadingPlan } from "./offer-found-files.js";

/** The archive was made by other versions of the stages than those installed, and must not become a mixture. */
export class VersionError extends Error {
  override readonly name = "ExpectedError";
}

/** The versions of a plan under the stages that are installed. */
export function pinsOf(plan: CodingPlan): Pins {
  return {
    extractVersion: EXTRACT_VERSION,
    structureVersion: STRUCTURE_VERSION,
    consolidateVersion: CONSOLIDATE_VERSION,
    modelVersion: plan.model?.version ?? null,
    settings: {},
    coders: plan.pinnedCoders,
  };
}

/**
 * Starts a run in the versions that the archive is pinned to; the first run pins it to the installed ones.
 * Throws `VersionError` where the installed stages are not those that made the archive.
 */
export async function beginRun(
  pool: pg.Pool,
  options: { command: string; arguments: Record<string, unknown>; ocr: OcrMode },
): Promise<ReadingPlan & { pins: Pins }> {
  const pinned = await readPins(pool);
  if (pinned !== null) refuseMixture(pinned);
  const plan = pinned === null ? installedPlan() : await pinnedPlan(pool, pinned);
  if (pinned === null) await storePlan(pool, plan);
  const pins = pinned ?? pinsOf(plan);
  const runId = await startRun(pool, options.command, { ...options.arguments, ocr: options.ocr, pins });
  if (pinned === null) await setPins(pool, { runId, pins });
  return {
    runId,
    codeKey: plan.codeKey,
    extractVersion: pins.extractVersion,
    structureVersion: pins.structureVersion,
    ocr: options.ocr,
    pins,
  };
}

/**
 * Starts a run that moves the archive from the versions it is pinned to to those installed. Its files are still those
 * that were read: offer them again in this run. `changes` says in words what moves; nothing moves where it is empty.
 */
export async function beginUpgrade(
  pool: pg.Pool,
  options: { pinned: Pins; ocr: OcrMode },
): Promise<{ runId: string; plan: CodingPlan; pins: Pins; changes: string[] }> {
  const plan = installedPlan();
  const pins = { ...pinsOf(plan), settings: options.pinned.settings };
  const changes = describeUpgrade(options.pinned, pins);
  await storePlan(pool, plan);
  const runId = await startRun(pool, "reprocess", { changes, ocr: options.ocr, pins });
  await setPins(pool, { runId, pins });
  return { runId, plan, pins, changes };
}

/** What an upgrade would change in the archive, in words; empty where it is up to date. */
export function describeUpgrade(pinned: Pins, installed: Pins): string[] {
  const changes: string[] = [];
  const compare = (what: string, from: unknown, to: unknown) => {
    if (from !== to) changes.push(`${what}: ${from ?? "none"} -> ${to ?? "none"}`);
  };
  compare("extract", pinned.extractVersion, installed.extractVersion);
  compare("structure", pinned.structureVersion, installed.structureVersion);
  compare("consolidate", pinned.consolidateVersion, installed.consolidateVersion);
  compare("model", pinned.modelVersion, installed.modelVersion);
  const versionOf = (pins: Pins, frame: string, field: "codebookVersion" | "coderVersion") =>
    pins.coders.find((coder) => coder.frame === frame && coder.coder === "rules")?.[field];
  for (const { frame } of installed.coders.filter((coder) => coder.coder === "rules")) {
    const field = "codebookVersion";
    compare(`codebook ${frame}`, versionOf(pinned, frame, field), versionOf(installed, frame, field));
  }
  const frame = installed.coders[0]?.frame ?? "";
  compare("rules", versionOf(pinned, frame, "coderVersion"), versionOf(installed, frame, "coderVersion"));
  return changes;
}

function refuseMixture(pinned: Pins): void {
  const reading = [
    ["extract", pinned.extractVersion, EXTRACT_VERSION],
    ["structure", pinned.structureVersion, STRUCTURE_VERSION],
  ].find(([, from, to]) => from !== to);
  if (reading !== undefined) {
    throw new VersionError(
      `This archive was read by ${reading[0]} ${reading[1]}, and ${reading[0]} ${reading[2]} is installed. ` +
        "Files read now would not be comparable. Run `boardsense reprocess` to read the whole archive again, " +
        "or go on with the release that made it.",
    );
  }
  if (pinned.consolidateVersion !== CONSOLIDATE_VERSION) {
    throw new VersionError(
      `The innovations of this archive were counted by consolidate ${pinned.consolidateVersion}, and consolidate ` +
        `${CONSOLIDATE_VERSION} is installed. Run \`boardsense recode\` to count all of them again, ` +
        "or go on with the release that made it.",
    );
  }
}
