import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";

/** Tests that start the command line start the built one, as users do: it is built once for a run of the tests. */
export default function build(): void {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const compiler = join(typescript, "..", "bin", "tsc");
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: PACKAGE_ROOT,
    stdio: "inherit",
  });
}
