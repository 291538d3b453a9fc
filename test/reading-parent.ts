import { createReadingPool } from "../workers/reading/index.js";

// Started by reading.test.ts, to be killed while it reads a document that never ends.
const path = process.argv[2] as string;
void createReadingPool({ size: 1, timeLimitMs: 600_000, ocr: "never" }).read({ path });
