import { CommanderError } from "commander";
import { EXIT, explainMachineFault, UsageError } from "./errors.js";

/**
 * Tells the user on stderr why a command ended badly and returns the exit code. Expected faults get one clear
 * message; only what nobody foresaw comes with a stack.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
  if (error instanceof UsageError || isNamed(error, "ManifestError")) {
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.wrongUsage;
  }
  if (isNamed(error, "ExpectedError")) {
    process.stderr.write(`${(error as Error).message}\n`);
    return EXIT.failed;
  }
  const explained = explainMachineFault(error);
  if (explained !== null) {
    process.stderr.write(`${explained}\n`);
    return EXIT.failed;
  }
  process.stderr.write(`boardsense stopped on an error that it does not know:\n${describe(error)}\n`);
  return EXIT.failed;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
