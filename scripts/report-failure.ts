import { CommanderError } from "commander";
import { EXIT, explainMachineFault } from "./errors.js";

/** Errors whose message says all a user needs, by name: the folders below scripts/ know no exit codes. */
const EXPECTED: Record<string, number> = {
  UsageError: EXIT.wrongUsage,
  ManifestError: EXIT.wrongUsage,
  ExpectedError: EXIT.failed,
  WarehouseError: EXIT.failed,
  CodebookError: EXIT.failed,
};

/**
 * Tells the user on stderr why a command ended badly and returns the exit code. Expected faults get one clear
 * message; only what nobody foresaw comes with a stack.
 */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
  const expected = error instanceof Error ? EXPECTED[error.name] : undefined;
  if (expected !== undefined) {
    process.stderr.write(`${(error as Error).message}\n`);
    return expected;
  }
  const explained = explainMachineFault(error);
  if (explained !== null) {
    process.stderr.write(`${explained}\n`);
    return EXIT.failed;
  }
  process.stderr.write(`boardsense stopped on an error that it does not know:\n${describe(error)}\n`);
  return EXIT.failed;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
