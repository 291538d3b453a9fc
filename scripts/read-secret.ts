import { createInterface } from "node:readline";
import { UsageError } from "./errors.js";

/** The first line of `input`: a password that must not stand on a command line, where every user could read it. */
export async function readSecretLine(input: NodeJS.ReadableStream & { isTTY?: boolean }): Promise<string> {
  if (input.isTTY) process.stderr.write("Password (it is shown while you type): ");
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    lines.close();
    if (line !== "") return line;
    break;
  }
  throw new UsageError("No password came on stdin: one line is expected.");
}
