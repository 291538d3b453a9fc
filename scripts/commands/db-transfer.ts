import { resolve } from "node:path";
import { Command } from "commander";
import { exportArchive } from "../../sql/transfer/export.js";
import { importArchive } from "../../sql/transfer/import.js";
import type { Manifest } from "../../sql/transfer/manifest.js";
import type { DbTools } from "./db.js";

/** `boardsense db export` and `import`: the whole archive as one file, from any server to any other. */
export function transferCommands(tools: DbTools): Command[] {
  return [exportCommand(tools), importCommand(tools)];
}

function exportCommand(tools: DbTools): Command {
  return new Command("export")
    .description(
      "Write the whole archive into one file, as it stands at one moment: to move it to another server, or to keep it.",
    )
    .argument("<file>", "where to; must not exist. It holds what manifests say of files, passwords too.")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense db export archive.boardsense\n")
    .action(async (file: string, options: { json?: boolean }, command: Command) => {
      const warehouse = await tools.open(command);
      try {
        const manifest = await exportArchive(
          warehouse.pool,
          resolve(file),
          progress("Writing", options.json),
        );
        report(manifest, options.json, `Exported to ${file}`);
      } finally {
        await warehouse.close();
      }
    });
}

function importCommand(tools: DbTools): Command {
  return new Command("import")
    .description(
      "Fill an empty archive from a file that `db export` wrote: all of it, or nothing where the file is not whole.",
    )
    .argument("<file>", "what `boardsense db export` wrote")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      "\nExample:\n\n    DATABASE_URL=postgres://… boardsense db import archive.boardsense\n",
    )
    .action(async (file: string, options: { json?: boolean }, command: Command) => {
      const warehouse = await tools.open(command);
      try {
        const manifest = await importArchive(
          warehouse.pool,
          resolve(file),
          progress("Reading", options.json),
        );
        report(manifest, options.json, `Imported from ${file}`);
      } finally {
        await warehouse.close();
      }
    });
}

function progress(verb: string, isQuiet: boolean | undefined): (table: string) => void {
  return (table) => {
    if (!isQuiet) process.stderr.write(`${verb} ${table}\n`);
  };
}

function report(manifest: Manifest, json: boolean | undefined, done: string): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const { archiveId, exportedAt, tables } = manifest;
  const counts = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
  process.stdout.write(
    json
      ? `${JSON.stringify({ archiveId, exportedAt, rows, tables: counts }, null, 2)}\n`
      : `${done}: ${rows} rows of ${tables.length} tables, each compared with its sum.\n`,
  );
}
