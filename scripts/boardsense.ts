import { createProgram } from "./program.js";
import { reportFailure } from "./report-failure.js";

createProgram()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = reportFailure(error);
  });
