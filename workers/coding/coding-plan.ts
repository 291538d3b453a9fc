import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { loadCodebooks, loadShippedCodebooks } from "../../pipeline/code/codebook/load.js";
import { CODE_VERSION, type Coders, createCoders, type Model } from "../../pipeline/code/index.js";
import { DEFAULT_MODEL, loadModel, parseModel, SHIPPED_MODELS } from "../../pipeline/code/model/load.js";
import { RULES_VERSION } from "../../pipeline/code/rules/index.js";
import type { Codebook } from "../../schemas/codebook.js";
import { readCodebooks, readModelContent, storeModel } from "../../sql/load/archive.js";
import { type PinnedCoder, type Pins, storeCodebooks } from "../../sql/load/pins.js";
import { codeKey } from "../keys.js";

/** With what documents are coded: the coders, ready to answer, and the key under which their codings are stored. */
export interface CodingPlan {
  codebooks: Codebook[];
  /** The trained coder's own text, to be stored with the archive; null where only rules code. */
  model: { version: string; content: string } | null;
  coders: Coders;
  codeKey: string;
  pinnedCoders: PinnedCoder[];
}

/**
 * The plan that the installed release (with the codebooks of `codebookFolder` in place of, and beside, the shipped
 * ones) would code by. Throws `CodebookError` where a codebook is wrong.
 */
export function installedPlan(
  options: { codebookFolder?: string | null; modelFolder?: string | null } = {},
): CodingPlan {
  const byFrame = new Map(loadShippedCodebooks().map((codebook) => [codebook.frame, codebook]));
  if (options.codebookFolder != null) {
    for (const codebook of loadCodebooks(options.codebookFolder)) byFrame.set(codebook.frame, codebook);
  }
  const codebooks = [...byFrame.values()];
  const folder = options.modelFolder ?? join(SHIPPED_MODELS, DEFAULT_MODEL);
  const weights = join(folder, "weights.json");
  if (options.modelFolder == null && !existsSync(weights)) return makePlan(codebooks, null, null);
  return makePlan(codebooks, loadModel(folder), readFileSync(weights, "utf8"));
}

/** The plan that an archive is pinned to, from what the warehouse keeps of it. */
export async function pinnedPlan(pool: pg.Pool, pins: Pins): Promise<CodingPlan> {
  const versions = Object.fromEntries(pins.coders.map((coder) => [coder.frame, coder.codebookVersion]));
  const codebooks = await readCodebooks(pool, versions);
  const content = pins.modelVersion === null ? null : await readModelContent(pool, pins.modelVersion);
  const model =
    content === null ? null : parseModel(content, `the model ${pins.modelVersion} of this archive`);
  return makePlan(codebooks, model, content);
}

/** The key under which an archive's codings are stored, from its pins alone: quicker than making its coders ready. */
export function pinnedCodeKey(pins: Pins): string {
  return codeKey({
    code: CODE_VERSION,
    codebooks: Object.fromEntries(pins.coders.map((coder) => [coder.frame, coder.codebookVersion])),
    model: pins.modelVersion,
  });
}

/** Keeps a plan's codebooks and model in the warehouse. Throws `WarehouseError` where a version means something else. */
export async function storePlan(pool: pg.Pool, plan: CodingPlan): Promise<void> {
  await storeCodebooks(pool, plan.codebooks);
  if (plan.model !== null) await storeModel(pool, plan.model);
}

/** Coders kept ready: making them takes as long as coding many documents, and installed and pinned ones are mostly the same. */
const KEPT_CODERS = 2;
const keptCoders = new Map<string, Coders>();

/** Coders by what the codebooks and the model say, not by what they are called: an edited codebook makes others. */
function codersOf(codebooks: Codebook[], model: Model | null, content: string | null): Coders {
  const key = createHash("sha256")
    .update(JSON.stringify(codebooks))
    .update(content ?? "")
    .digest("hex");
  const coders = keptCoders.get(key) ?? createCoders({ codebooks, model });
  keptCoders.delete(key);
  keptCoders.set(key, coders);
  const [oldest] = keptCoders.keys();
  if (keptCoders.size > KEPT_CODERS && oldest !== undefined) keptCoders.delete(oldest);
  return coders;
}

function makePlan(codebooks: Codebook[], model: Model | null, content: string | null): CodingPlan {
  const coders = codersOf(codebooks, model, content);
  const modelVersion = coders.versions.model;
  return {
    codebooks,
    model: modelVersion === null || content === null ? null : { version: modelVersion, content },
    coders,
    codeKey: codeKey(coders.versions),
    pinnedCoders: codebooks.flatMap(({ frame, version }) => {
      const rules = {
        frame,
        codebookVersion: version,
        coder: "rules" as const,
        coderVersion: String(RULES_VERSION),
      };
      if (model === null || modelVersion === null || !model.frames.includes(frame)) return [rules];
      return [rules, { ...rules, coder: "model" as const, coderVersion: modelVersion }];
    }),
  };
}
