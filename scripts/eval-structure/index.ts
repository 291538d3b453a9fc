import { existsSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { createReadingPool } from "../../workers/reading/index.js";
import { evaluateArchive, evaluateScans } from "./archive.js";
import { evaluateHostile } from "./hostile.js";
import { evaluatePacks } from "./packs.js";
import { evaluateReal } from "./real.js";

const SHARED = join(PACKAGE_ROOT, "..", "shared");
const PARTS = {
  archive: evaluateArchive,
  packs: evaluatePacks,
  scans: evaluateScans,
  real: evaluateReal,
  hostile: evaluateHostile,
} as const;

/** Prints how well reading does on the documents beside the repository; `npm run eval:structure [-- archive packs …]`. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
  const unknown = asked.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    console.error(`Unknown part: ${unknown.join(", ")}. There are: ${Object.keys(PARTS).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  if (!existsSync(SHARED)) {
    console.log(`Nothing to measure: there is no ${SHARED}.`);
    return;
  }
  const isVerbose = process.argv.includes("--verbose");
  const pool = createReadingPool();
  try {
    for (const [name, evaluate] of Object.entries(PARTS)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      console.log(`\n${name}`);
      await evaluate(SHARED, pool, isVerbose);
    }
  } finally {
    await pool.close();
  }
}

await main();
