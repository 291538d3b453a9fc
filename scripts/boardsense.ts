import { createProgram } from "./program.js";
import { reportFailure } from "./report-failure.js";

createProgram(process.argv.slice(2))
  .then((program) => program.parseAsync(process.argv))
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error);
  });
