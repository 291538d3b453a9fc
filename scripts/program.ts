import { join } from "node:path";
import { Command } from "commander";
import { dataFolderFor, openArchive } from "./archive.js";
import { codeCommand } from "./commands/code.js";
import { codebookCommand } from "./commands/codebook.js";
import { dashboardCommand } from "./commands/dashboard.js";
import { dbCommand } from "./commands/db.js";
import { demoCommand } from "./commands/demo.js";
import { doctorCommand } from "./commands/doctor.js";
import { evaluateCommand } from "./commands/evaluate.js";
import { explainCommand } from "./commands/explain.js";
import { exportCommand } from "./commands/export.js";
import { failuresCommand } from "./commands/failures.js";
import { ingestCommand } from "./commands/ingest.js";
import { inspectCommand } from "./commands/inspect.js";
import { organisationsCommand } from "./commands/organisations.js";
import { recodeCommand } from "./commands/recode.js";
import { releaseCommand } from "./commands/release.js";
import { removeCommand } from "./commands/remove.js";
import { reportCommand } from "./commands/report.js";
import { reprocessCommand } from "./commands/reprocess.js";
import { retryCommand } from "./commands/retry.js";
import { runsCommand } from "./commands/runs.js";
import { scheduleCommand } from "./commands/schedule.js";
import { sqlCommand } from "./commands/sql.js";
import { statusCommand } from "./commands/status.js";
import { trainCommand } from "./commands/train.js";
import { workerCommand } from "./commands/worker.js";
import { readConfig } from "./config.js";
import { programVersion } from "./program-version.js";

/** The command line: every command with its help. */
export function createProgram(): Command {
  const program = new Command("boardsense")
    .description(
      "Reads archives of board minutes and says, passage by passage and with the page to prove it, what was introduced " +
        "and whether the board was looking for problems or for comfort.",
    )
    .version(programVersion())
    .option(
      "--data <dir>",
      "the data folder, one archive a folder (default: BOARDSENSE_DATA, or this user's own)",
    )
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done with some files not coded.\n" +
        "Start with: boardsense demo\n",
    );
  for (const command of commands()) program.addCommand(command);
  // Errors come back to the caller, which knows the exit codes.
  for (const command of [program, ...descendants(program)]) command.exitOverride();
  return program;
}

function commands(): Command[] {
  return [
    demoCommand(),
    ingestCommand(),
    workerCommand(),
    scheduleCommand(),
    statusCommand(),
    failuresCommand(),
    dashboardCommand(),
    retryCommand(),
    recodeCommand(),
    reprocessCommand(),
    removeCommand(),
    organisationsCommand(),
    explainCommand(),
    runsCommand(),
    sqlCommand(openArchive),
    exportCommand(),
    releaseCommand(),
    dbCommand({ open: openArchive, dataFolderOf }),
    reportCommand(openArchive, (command) =>
      join(dataFolderFor(command, readConfig(process.env)), "boardsense-report.html"),
    ),
    codeCommand(),
    codebookCommand(),
    trainCommand(),
    evaluateCommand(),
    inspectCommand(),
    doctorCommand(),
  ];
}

function dataFolderOf(command: Command): string {
  return dataFolderFor(command, readConfig(process.env));
}

function descendants(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...descendants(child)]);
}
