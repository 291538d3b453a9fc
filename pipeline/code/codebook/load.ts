import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Codebook } from "../../../schemas/codebook.js";
import { PACKAGE_ROOT } from "../../../schemas/package-root.js";
import { type Problem, parseCodebook } from "./parse.js";

/** The folder of the codebooks that ship with boardsense. */
export const SHIPPED_CODEBOOKS = join(PACKAGE_ROOT, "codebooks");

/** Thrown where a codebook file cannot be used; the message lists every problem with its place. */
export class CodebookError extends Error {
  override name = "CodebookError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join("\n"));
    this.problems = problems;
  }
}

/** "orientation.yml:12:5: … (at codes[0] > rules[1] > match)". */
export function describeProblem({ file, line, column, place, message }: Problem): string {
  return `${file}:${line}:${column}: ${message} (at ${place})`;
}

/** Reads one codebook file. Throws `CodebookError` with all its problems. */
export function loadCodebook(path: string): Codebook {
  const result = parseCodebook(readFileSync(path, "utf8"), basename(path));
  if ("problems" in result) throw new CodebookError(result.problems);
  return result.codebook;
}

/** Reads every `.yml` file of a folder, in order of frame. Throws `CodebookError` with the problems of all files. */
export function loadCodebooks(folder: string): Codebook[] {
  const problems: Problem[] = [];
  const byFrame = new Map<string, { codebook: Codebook; file: string }>();
  for (const file of readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()) {
    const result = parseCodebook(readFileSync(join(folder, file), "utf8"), file);
    if ("problems" in result) {
      problems.push(...result.problems);
      continue;
    }
    const other = byFrame.get(result.codebook.frame);
    if (other) {
      const message = `The frame '${result.codebook.frame}' is already in ${other.file}: one file a frame.`;
      problems.push({ file, line: 1, column: 1, place: "frame", message });
    } else byFrame.set(result.codebook.frame, { codebook: result.codebook, file });
  }
  if (problems.length > 0) throw new CodebookError(problems);
  return [...byFrame.values()].map(({ codebook }) => codebook).sort((a, b) => (a.frame < b.frame ? -1 : 1));
}

/** The codebooks that ship. Throws `CodebookError` where one of them is broken. */
export function loadShippedCodebooks(): Codebook[] {
  return loadCodebooks(SHIPPED_CODEBOOKS);
}
