import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";

/** What a reading process is started with: its program, and what Node needs to run it. */
export interface ChildEntry {
  path: string;
  execArgv: string[];
}

/** What a reading process is made of. */
const SOURCES = ["schemas", "pipeline", "workers"];

let found: ChildEntry | null = null;

/**
 * The built program where this code is built. Where it runs from source: the built one too if it is newer than every
 * source, since translating the source anew takes longer than reading a document; otherwise the source.
 */
export function childEntry(): ChildEntry {
  found ??= findEntry();
  return found;
}

function findEntry(): ChildEntry {
  if (!import.meta.url.endsWith(".ts")) {
    return { path: fileURLToPath(new URL("./child.js", import.meta.url)), execArgv: [] };
  }
  const built = join(PACKAGE_ROOT, "dist", "workers", "reading", "child.js");
  if (existsSync(built) && statSync(built).mtimeMs >= newestSource()) return { path: built, execArgv: [] };
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return {
    path: fileURLToPath(new URL("./child.ts", import.meta.url)),
    execArgv: ["--import", loader],
  };
}

/** When the newest source was changed, in milliseconds since 1970. */
function newestSource(): number {
  return Math.max(
    ...SOURCES.flatMap((folder) =>
      readdirSync(join(PACKAGE_ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => statSync(join(PACKAGE_ROOT, folder, name)).mtimeMs),
    ),
  );
}
