import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { readQuestions } from "../../sql/questions.js";
import { openWarehouse } from "../../sql/warehouse.js";
import { writeQuestionReference } from "./question-reference.js";
import { askAt, runBuilt, SAMPLE_COMMANDS } from "./sample-archive.js";

/** A data folder that holds the sample archive and nothing else already, to save the time of reading it. */
const [made] = process.argv.slice(2);
const folder = made ?? mkdtempSync(join(tmpdir(), "boardsense-questions-"));
// The server of a run as root is another user's, who must get in.
if (made === undefined) chmodSync(folder, 0o755);
try {
  if (made === undefined) {
    for (const command of SAMPLE_COMMANDS) await runBuilt([...command, "--data", folder]);
  }
  const warehouse = await openWarehouse({ dataFolder: folder });
  try {
    const text = await writeQuestionReference(
      readQuestions(),
      askAt(warehouse.readerUrl as string),
      PACKAGE_ROOT,
    );
    writeFileSync(join(PACKAGE_ROOT, "docs", "questions.md"), text);
    process.stdout.write("docs/questions.md\n");
  } finally {
    await warehouse.close();
  }
} finally {
  if (made === undefined) rmSync(folder, { recursive: true, force: true });
}
