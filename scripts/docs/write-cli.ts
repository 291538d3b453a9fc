import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { createProgram } from "../program.js";
import { writeCliReference } from "./cli-reference.js";

writeFileSync(join(PACKAGE_ROOT, "docs", "cli.md"), writeCliReference(await createProgram()));
