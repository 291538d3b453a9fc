import type pg from "pg";
import { listFailedBodies } from "../../sql/load/index.js";
import { EXIT } from "../errors.js";
import { describeFailedBodies } from "./summary.js";

/**
 * Tells on stderr which bodies of the archive have innovations that could not be put together, whichever run tried last
 * (any worker may have), and what to do. Resolves to the exit code that says so: `done` where there are none.
 */
export async function tellFailedBodies(pool: pg.Pool): Promise<number> {
  const failed = await listFailedBodies(pool, null);
  process.stderr.write(describeFailedBodies(failed));
  return failed.length > 0 ? EXIT.someNotCoded : EXIT.done;
}
