import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { type CheckResult, runChecks } from "../../sql/checks.js";
import { dumpSchema } from "../../sql/describe.js";
import { inspectEmbedded, keepServer, stopServer } from "../../sql/embedded/index.js";
import { WarehouseError } from "../../sql/errors.js";
import type { Warehouse } from "../../sql/warehouse.js";
import { prepareQueueTables } from "../../workers/queue/queue-tables.js";
import { readConfig } from "../config.js";
import { EXIT, ExpectedError, UsageError } from "../errors.js";
import { roleCommands } from "./db-roles.js";
import { transferCommands } from "./db-transfer.js";

/** What `boardsense db` needs of the command line: how to open the archive, and where its data folder is. */
export interface DbTools {
  open(command: Command): Promise<Warehouse>;
  dataFolderOf(command: Command): string;
}

/** `boardsense db`: the database behind the archive. */
export function dbCommand(tools: DbTools): Command {
  const db = new Command("db").description("Look after the database behind the archive.").addHelpText(
    "after",
    `
Examples:

    boardsense db check
    boardsense db start && psql "$(boardsense db url)"
`,
  );
  const within =
    (use: (warehouse: Warehouse, command: Command) => Promise<void>) => async (command: Command) => {
      const warehouse = await tools.open(command);
      try {
        await use(warehouse, command);
      } finally {
        await warehouse.close();
      }
    };
  const add = (name: string, description: string, example: string) => {
    const command = new Command(name)
      .description(description)
      .addHelpText("after", `\nExample:\n\n    ${example}\n`);
    db.addCommand(command);
    return command;
  };

  add(
    "migrate",
    "Bring the database to this version of boardsense. Every command does; this one does nothing else.",
    "boardsense db migrate",
  )
    .option("--json", "machine-readable answer on stdout")
    .action((options: { json?: boolean }, command: Command) =>
      within(async ({ pool, url, isEmbedded }) => {
        // Workers may not make these: their login changes no schema.
        if (!isEmbedded && readConfig(process.env).REDIS_URL === undefined) await prepareQueueTables(url);
        const { rows } = await pool.query<{ file: string; applied_at: Date }>(
          "select file, applied_at from raw.migrations order by file",
        );
        const last = rows.at(-1)?.file ?? "none";
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ migrations: rows }, null, 2)}\n`
            : `The database is up to date: ${rows.length} migrations, the last ${last}.\n`,
        );
      })(command),
    );

  add(
    "check",
    "Look for mistakes: each promise of the warehouse as a query of which every row is a mistake.",
    "boardsense db check",
  )
    .option("--json", "machine-readable answer on stdout")
    .action((options: { json?: boolean }, command: Command) =>
      within(async ({ pool }) => {
        const results = await runChecks(pool);
        process.stdout.write(
          options.json ? `${JSON.stringify(results, null, 2)}\n` : describeChecks(results),
        );
        if (results.some((result) => result.mistakes > 0)) process.exitCode = EXIT.failed;
      })(command),
    );

  add(
    "url",
    "Print the address of the read-only login, for psql, R, pandas or Metabase. It holds a password.",
    'psql "$(boardsense db url)"',
  )
    .option("--owner", "the address of the owner, who may change everything")
    .action((options: { owner?: boolean }, command: Command) =>
      within(async (warehouse) => {
        const url = options.owner ? warehouse.url : warehouse.readerUrl;
        if (url === null) throw new WarehouseError("NO_READER_ADDRESS", {});
        process.stdout.write(`${url}\n`);
        if (warehouse.isEmbedded && !isKept(tools.dataFolderOf(command))) {
          process.stderr.write(
            "The server runs only while a command uses it. To keep it running: boardsense db start\n",
          );
        }
      })(command),
    );

  add(
    "start",
    "Start the archive's own database server and keep it running for other programs.",
    "boardsense db start",
  ).action((_: object, command: Command) =>
    within(async (warehouse) => {
      if (!warehouse.isEmbedded) {
        throw new UsageError(
          "DATABASE_URL names a server of your own: boardsense starts and stops only its own.",
        );
      }
      keepServer(tools.dataFolderOf(command), true);
      process.stdout.write(
        `The server runs on port ${new URL(warehouse.url).port} until \`boardsense db stop\`. Its address for reading: boardsense db url\n`,
      );
    })(command),
  );

  add("stop", "Stop the archive's own database server.", "boardsense db stop").action(
    async (_: object, command: Command) => {
      const { wasRunning, users } = await stopServer(tools.dataFolderOf(command));
      if (users.length > 0) {
        throw new ExpectedError(
          `Other commands use the server (process ${users.join(", ")}). It stops when the last of them is done.`,
        );
      }
      process.stdout.write(wasRunning ? "The server has stopped.\n" : "No server was running.\n");
    },
  );

  add(
    "dump",
    "Print the schema of the database as SQL, to be read and compared.",
    "boardsense db dump --out schema.sql",
  )
    .option("--out <file>", "write it to a file")
    .action((options: { out?: string }, command: Command) =>
      within(async ({ pool }) => {
        const schema = await dumpSchema(pool);
        if (options.out === undefined || options.out === "-") process.stdout.write(schema);
        else writeFileSync(resolve(options.out), schema);
      })(command),
    );

  for (const command of [...roleCommands(tools), ...transferCommands(tools)]) db.addCommand(command);
  return db;
}

function isKept(folder: string): boolean {
  return inspectEmbedded(folder).isKept;
}

function describeChecks(results: readonly CheckResult[]): string {
  const mistakes = results.reduce((sum, result) => sum + result.mistakes, 0);
  const lines = results
    .filter((result) => result.mistakes > 0)
    .flatMap(({ name, meaning, mistakes, examples }) => [
      `${name}: ${mistakes} mistakes. ${meaning}`,
      ...examples.map(({ what, place, found }) => `  ${what} | ${place ?? ""} | ${found ?? ""}`),
    ]);
  return `${[...lines, `${mistakes} mistakes in ${results.length} checks`].join("\n")}\n`;
}
