import { Command } from "commander";
import type pg from "pg";
import { runQuery } from "../../sql/run-query.js";
import { openArchive } from "../archive.js";
import { UsageError } from "../errors.js";
import { describeExplanation } from "../explain/describe.js";
import { readExplanation } from "../explain/read.js";

/** `boardsense explain`: one passage, what every coder says of it and why, and which answer stands. */
export function explainCommand(): Command {
  return new Command("explain")
    .description(
      "Show one passage with every coder's answers: the words, rules and features that decided, what the codebook says, and which answer stands and why.",
    )
    .argument("<passage>", "id of a passage, or the beginning of one where no other begins so")
    .option("--all-versions", "also answers of former codebooks, models and rules")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Ids of passages: boardsense sql findings, or boardsense sql search --param words="mystery shopper" (passage_id).

Example:

    boardsense explain 3f2a9c1d0b7e4f5a6c8d-1-034
`,
    )
    .action(async (passage: string, options: { allVersions?: boolean; json?: boolean }, command: Command) => {
      const archive = await openArchive(command);
      try {
        const id = await findPassage(archive.pool, passage);
        const explanation = await readExplanation(archive.pool, id, options);
        process.stdout.write(
          options.json ? `${JSON.stringify(explanation, null, 2)}\n` : describeExplanation(explanation),
        );
      } finally {
        await archive.close();
      }
    });
}

/** The id of the passage that is meant. Throws `UsageError` where there is none, or where several begin so. */
export async function findPassage(pool: pg.Pool, given: string): Promise<string> {
  const found = await runQuery<{ passageId: string; matches: number }>(pool, "find_passages", [given]);
  const [first] = found;
  if (first === undefined || given === "") {
    throw new UsageError(
      `This archive has no passage '${given}'. Ids of passages stand in the column passage_id of ` +
        "`boardsense sql findings` and `boardsense sql search --param words=…`.",
    );
  }
  if (first.passageId !== given && first.matches > 1) {
    const some = found.slice(0, 3).map(({ passageId }) => passageId);
    throw new UsageError(
      `${first.matches} passages begin with '${given}': ${some.join(", ")}${first.matches > 3 ? ", …" : ""}. Give more of the id.`,
    );
  }
  return first.passageId;
}
