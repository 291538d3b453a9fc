import { loadModel } from "../pipeline/code/index.js";
import type { Model } from "../pipeline/code/model/types.js";
import { UsageError } from "./errors.js";

/** The model in a folder that a user named. Throws `UsageError`, saying what was found, where it cannot be used. */
export function openModel(folder: string): Model {
  try {
    return loadModel(folder);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
