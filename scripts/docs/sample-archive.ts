import { spawn } from "node:child_process";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { ask } from "../../sql/ask.js";
import type { AskSamples } from "./question-reference.js";

const SAMPLES = join(PACKAGE_ROOT, "samples");

/** The commands that make the sample archive, with its ratings and regimes. */
export const SAMPLE_COMMANDS: readonly (readonly string[])[] = [
  ["ingest", join(SAMPLES, "minutes"), "--manifest", join(SAMPLES, "manifest.csv")],
  ["regimes", "import", join(SAMPLES, "regimes.csv")],
];

/** Runs the command line, as it was built, to its end. Throws where it does not end well. */
export function runBuilt(args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(PACKAGE_ROOT, "bin", "boardsense.js"), ...args], {
      stdio: "inherit",
    });
    child.once("close", (code) =>
      code === 0 ? done() : fail(new Error(`boardsense ${args[0]} ended with ${code}`)),
    );
  });
}

/** Asks over the read-only login at `url`. */
export function askAt(url: string): AskSamples {
  return (statement) =>
    ask(url, statement, async ({ columns, batches }) => {
      const rows: unknown[][] = [];
      for await (const batch of batches) rows.push(...batch);
      return { columns: columns.map(({ name }) => name), rows };
    });
}
