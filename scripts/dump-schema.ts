import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../schemas/package-root.js";
import { describeFunctions, describeMarts, dumpSchema, renderDictionary } from "../sql/describe.js";
import { migrate } from "../sql/migrate.js";
import { openWarehouse } from "../sql/warehouse.js";

/** What this script can write, from a blank database that it migrates. */
const OUTPUTS = {
  schema: { file: "sql/schema.sql", render: dumpSchema },
  dictionary: {
    file: "docs/data-dictionary.md",
    render: async (pool: Parameters<typeof describeMarts>[0]) =>
      renderDictionary(await describeMarts(pool), await describeFunctions(pool)),
  },
};

const folder = mkdtempSync(join(tmpdir(), "boardsense-dump-"));
// The server of a run as root is another user's, who must get in.
chmodSync(folder, 0o755);
const warehouse = await openWarehouse({ dataFolder: folder });
try {
  await migrate(warehouse.pool);
  const wanted = process.argv.slice(2);
  for (const [name, { file, render }] of Object.entries(OUTPUTS)) {
    if (!wanted.includes(name)) continue;
    writeFileSync(join(PACKAGE_ROOT, file), await render(warehouse.pool));
    process.stdout.write(`${file}\n`);
  }
} finally {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
}
