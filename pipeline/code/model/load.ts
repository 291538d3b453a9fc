import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { PACKAGE_ROOT } from "../../../schemas/package-root.js";
import { createModel } from "./apply.js";
import type { Model } from "./types.js";
import { readWordVectors, type WordVectors } from "./vectors.js";
import { ModelWeights } from "./weights.js";

/** The folder of the models that ship with boardsense: one folder a model, and the word vectors they share. */
export const SHIPPED_MODELS = join(PACKAGE_ROOT, "models");
/** The model that codes unless another is named. */
export const DEFAULT_MODEL = "default";

let shippedVectors: WordVectors | null | undefined;

/** The word vectors that ship; null where the file is absent. Read once. */
export function loadWordVectors(): WordVectors | null {
  if (shippedVectors === undefined) {
    const path = join(SHIPPED_MODELS, "word-vectors.json");
    shippedVectors = existsSync(path) ? readWordVectors(JSON.parse(readFileSync(path, "utf8"))) : null;
  }
  return shippedVectors;
}

/** Loads a model from its folder. Throws, naming the file, where it is absent or not what a model should be. */
export function loadModel(folder: string): Model {
  const path = join(folder, "weights.json");
  if (!existsSync(path)) {
    throw new Error(
      `No model in ${folder}: weights.json is not there. Train one with: boardsense train GOLD.jsonl --out ${folder}`,
    );
  }
  return parseModel(readFileSync(path, "utf8"), path);
}

/** A model from the text of its weights; `path` says in messages where it came from. Throws as `loadModel` does. */
export function parseModel(text: string, path: string): Model {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${path} is not JSON (${error instanceof Error ? error.message : error}). Train the model again.`,
    );
  }
  const parsed = ModelWeights.safeParse(read);
  if (!parsed.success) {
    throw new Error(
      `${path} is not a model of this version of boardsense. Train it again.\n${z.prettifyError(parsed.error)}`,
    );
  }
  return createModel(parsed.data, loadWordVectors());
}

/** The model that ships, or another of the shipped ones by name; null where none ships. */
export function loadShippedModel(name = DEFAULT_MODEL): Model | null {
  const folder = join(SHIPPED_MODELS, name);
  return existsSync(join(folder, "weights.json")) ? loadModel(folder) : null;
}

/** Names of the models that ship. */
export function shippedModels(): string[] {
  if (!existsSync(SHIPPED_MODELS)) return [];
  return readdirSync(SHIPPED_MODELS)
    .filter((name) => existsSync(join(SHIPPED_MODELS, name, "weights.json")))
    .sort();
}
