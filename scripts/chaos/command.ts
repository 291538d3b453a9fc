import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";

/** The command line as it was built: what users run. */
const ENTRY = join(PACKAGE_ROOT, "bin", "boardsense.js");
const SLOW_READING = pathToFileURL(join(PACKAGE_ROOT, "dist", "scripts", "chaos", "slow-reading.js")).href;

/** Starts a `boardsense` command with these settings and nothing of this process's own. */
export function startBoardsense(
  args: readonly string[],
  options: { env: Record<string, string>; stdio: "pipe" | ["ignore", number, number]; slowMs?: number },
): ChildProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(DATABASE_|REDIS_URL|BOARDSENSE_|NODE_OPTIONS|VITEST|NODE_ENV)/.test(name),
    ),
  );
  const slow =
    options.slowMs === undefined || options.slowMs === 0
      ? {}
      : {
          CHAOS_SLOW_MS: String(options.slowMs),
          NODE_OPTIONS: `--import ${SLOW_READING}`,
        };
  return spawn(process.execPath, [ENTRY, ...args], {
    env: { ...inherited, BOARDSENSE_OCR: "never", ...slow, ...options.env },
    stdio: options.stdio,
  });
}

/** Runs a `boardsense` command to its end and returns what it said; throws where it fails. */
export async function runBoardsense(args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = startBoardsense(args, { env, stdio: "pipe" });
  let said = "";
  let complaint = "";
  child.stdout?.on("data", (piece) => {
    said += piece;
  });
  child.stderr?.on("data", (piece) => {
    complaint = (complaint + piece).slice(-4000);
  });
  const code = await new Promise((done) => child.once("close", done));
  // 3: some of the files are none that can be coded, which is meant.
  if (code !== 0 && code !== 3)
    throw new Error(`boardsense ${args.join(" ")} ended with ${code}: ${complaint}`);
  return said;
}
