import { join } from "node:path";
import { Command } from "commander";
import { programVersion } from "./program-version.js";

/**
 * Every command, in the order of the help. A command's code is loaded only when it is called: all together take longer
 * to load than most commands take to run.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import("./commands/demo.js")).demoCommand(),
  ingest: async () => (await import("./commands/ingest.js")).ingestCommand(),
  worker: async () => (await import("./commands/worker.js")).workerCommand(),
  schedule: async () => (await import("./commands/schedule.js")).scheduleCommand(),
  status: async () => (await import("./commands/status.js")).statusCommand(),
  failures: async () => (await import("./commands/failures.js")).failuresCommand(),
  dashboard: async () => (await import("./commands/dashboard.js")).dashboardCommand(),
  retry: async () => (await import("./commands/retry.js")).retryCommand(),
  recode: async () => (await import("./commands/recode.js")).recodeCommand(),
  reprocess: async () => (await import("./commands/reprocess.js")).reprocessCommand(),
  remove: async () => (await import("./commands/remove.js")).removeCommand(),
  organisations: async () => (await import("./commands/organisations.js")).organisationsCommand(),
  regimes: async () => (await import("./commands/regimes.js")).regimesCommand(),
  explain: async () => (await import("./commands/explain.js")).explainCommand(),
  runs: async () => (await import("./commands/runs.js")).runsCommand(),
  search: async () => (await import("./commands/search.js")).searchCommand(),
  sql: async () => (await import("./commands/sql.js")).sqlCommand((await archive()).openArchive),
  export: async () => (await import("./commands/export.js")).exportCommand(),
  release: async () => (await import("./commands/release.js")).releaseCommand(),
  db: async () => {
    const { openArchive: open, dataFolderOf } = await archive();
    return (await import("./commands/db.js")).dbCommand({ open, dataFolderOf });
  },
  report: async () => {
    const { openArchive, dataFolderOf } = await archive();
    return (await import("./commands/report.js")).reportCommand(openArchive, (command) =>
      join(dataFolderOf(command), "boardsense-report.html"),
    );
  },
  sample: async () => (await import("./commands/sample.js")).sampleCommand((await archive()).openArchive),
  "import-codings": async () => (await import("./commands/import-codings.js")).importCodingsCommand(),
  agreement: async () =>
    (await import("./commands/agreement.js")).agreementCommand((await archive()).openArchive),
  code: async () => (await import("./commands/code.js")).codeCommand(),
  codebook: async () => (await import("./commands/codebook.js")).codebookCommand(),
  train: async () => (await import("./commands/train.js")).trainCommand(),
  evaluate: async () => (await import("./commands/evaluate.js")).evaluateCommand(),
  inspect: async () => (await import("./commands/inspect.js")).inspectCommand(),
  doctor: async () => (await import("./commands/doctor.js")).doctorCommand(),
};

/**
 * The command line. `args`: what it was called with; only the command named there is loaded then, and all of them
 * where none is named. Without `args` every command is there, with its help.
 */
export async function createProgram(args?: readonly string[]): Promise<Command> {
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
  const called = args === undefined ? undefined : calledBy(args);
  for (const [name, load] of Object.entries(COMMANDS)) {
    if (called === undefined || called === name) program.addCommand(await load());
  }
  // Errors come back to the caller, which knows the exit codes.
  for (const command of [program, ...descendants(program)]) command.exitOverride();
  return program;
}

/** The command that arguments name; undefined where they name none that there is. */
function calledBy(args: readonly string[]): string | undefined {
  const first = args.find((arg, i) => !arg.startsWith("-") && args[i - 1] !== "--data");
  return first !== undefined && Object.hasOwn(COMMANDS, first) ? first : undefined;
}

/** What commands need to open an archive. */
async function archive() {
  const [{ dataFolderFor, openArchive }, { readConfig }] = await Promise.all([
    import("./archive.js"),
    import("./config.js"),
  ]);
  return {
    openArchive,
    dataFolderOf: (command: Command) => dataFolderFor(command, readConfig(process.env)),
  };
}

function descendants(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...descendants(child)]);
}
