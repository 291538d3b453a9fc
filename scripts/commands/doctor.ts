import { Command } from "commander";
import { type Check, runDoctor } from "../doctor/run-doctor.js";
import { EXIT } from "../errors.js";

const SIGNS = { good: "ok  ", warning: "note", bad: "BAD " } as const;

/** `boardsense doctor`: looks at everything that boardsense needs and says what to do about what is missing. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check Node, disk, ports, database, queue, PDF reader and OCR, and say what to do.")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense doctor --data ~/minutes-archive\n")
    .action(async (options: { json?: boolean }, command: Command) => {
      const checks = await runDoctor(command.optsWithGlobals<{ data?: string }>().data);
      if (options.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
      else process.stdout.write(checks.map(describe).join(""));
      process.exitCode = checks.some((check) => check.state === "bad") ? EXIT.failed : EXIT.done;
    });
}

function describe(check: Check): string {
  const remedy = check.remedy === null ? "" : `      -> ${check.remedy}\n`;
  return `${SIGNS[check.state]}  ${check.name}: ${check.found}\n${remedy}`;
}
