import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";

export interface Answer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the command line as it was built for this run of the tests, with nothing of this process's settings for boardsense. */
export function startCommand(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|REDIS_URL|BOARDSENSE_)/.test(name)),
  );
  return spawn(process.execPath, [join(PACKAGE_ROOT, "bin", "boardsense.js"), ...args], {
    cwd: PACKAGE_ROOT,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command line to its end. */
export function runCommand(args: readonly string[], env: Record<string, string> = {}): Promise<Answer> {
  const child = startCommand(args, env);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (piece) => {
    stdout += piece;
  });
  child.stderr?.on("data", (piece) => {
    stderr += piece;
  });
  return new Promise((done) => child.once("close", (code) => done({ code, stdout, stderr })));
}
