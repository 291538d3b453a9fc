import { join } from "node:path";
import envPaths from "env-paths";
import { Config } from "../schemas/config.js";
import { UsageError } from "./errors.js";

/**
 * The configuration of this process: the environment, checked once. Unset and empty mean the same.
 * Throws `UsageError` naming every wrong variable.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const known = Object.keys(Config.shape)
    .map((name) => [name, env[name]] as const)
    .filter(([, value]) => value !== undefined && value !== "");
  const result = Config.safeParse(Object.fromEntries(known));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  - ${issue.path.join(".")}: ${issue.message}`);
  throw new UsageError(`The environment holds settings that cannot be used:\n${problems.join("\n")}`);
}

/** The data folder of the archive: `--data`, else BOARDSENSE_DATA, else this platform's place for user data. */
export function dataFolderOf(config: Config, dataOption: string | undefined): string {
  return dataOption ?? config.BOARDSENSE_DATA ?? join(envPaths("boardsense", { suffix: "" }).data, "archive");
}
