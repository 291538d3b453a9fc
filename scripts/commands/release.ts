import { resolve } from "node:path";
import { Command } from "commander";
import { exportArchive } from "../../sql/transfer/export.js";
import { importArchive } from "../../sql/transfer/import.js";
import type { Manifest } from "../../sql/transfer/manifest.js";
import { releasePlan } from "../../sql/transfer/release.js";
import { withArchive } from "../archive.js";
import { UsageError } from "../errors.js";
import { programVersion } from "../program-version.js";

/** `boardsense release`: a frozen archive that another group loads and asks, with the same answers. */
export function releaseCommand(): Command {
  const release = new Command("release")
    .description(
      "Write a frozen release of the archive as one file, for others to load and ask: texts, codings with their reasons, coding frames, the trained coder, every version; no PDF, no password, no folder of this machine.",
    )
    .option("--out <file>", "where to; must not exist")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense release --out minutes-2010-2011.zip\n    boardsense --data copy release load minutes-2010-2011.zip\n",
    )
    .action(async ({ out, json }: { out?: string; json?: boolean }, command: Command) => {
      if (out === undefined) throw new UsageError("Where to? Name a file: boardsense release --out FILE.zip");
      await withArchive(command, async ({ pool }) => {
        const { rowCount } = await pool.query("select from raw.pins limit 1");
        if (rowCount === 0) throw new UsageError("The archive is empty: there is nothing to release yet.");
        const manifest = await exportArchive(
          pool,
          resolve(out),
          () => undefined,
          releasePlan(programVersion()),
        );
        report(manifest, json, `Released in ${out}`);
      });
    });
  release.addCommand(
    new Command("load")
      .description("Fill an empty archive from a release: all of it, or nothing where the file is not whole.")
      .argument("<file>", "what `boardsense release` wrote")
      .option("--json", "machine-readable answer on stdout")
      .addHelpText("after", "\nExample:\n\n    boardsense --data copy release load minutes-2010-2011.zip\n")
      .action((file: string, _: unknown, command: Command) =>
        withArchive(command, async ({ pool }) => {
          const manifest = await importArchive(pool, resolve(file), () => undefined, "boardsense release");
          report(manifest, command.optsWithGlobals<{ json?: boolean }>().json, `Loaded ${file}`);
        }),
      ),
  );
  return release;
}

function report({ tables, about }: Manifest, json: boolean | undefined, done: string): void {
  const counts = Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
  if (json) {
    process.stdout.write(`${JSON.stringify({ about, tables: counts }, null, 2)}\n`);
    return;
  }
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${done}: ${counts["raw.meetings"] ?? 0} meetings, ${counts["raw.passages"] ?? 0} passages, ${rows} rows in all, each table compared with its sum.\n`,
  );
}
