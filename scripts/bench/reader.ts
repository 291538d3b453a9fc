import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { extract } from "../../pipeline/extract/index.js";
import { warmUp } from "../../pipeline/extract/pdf-document.js";
import { structure } from "../../pipeline/structure/index.js";
import type { Said } from "./measure.js";

/** Reads files in this process in one of the measured ways and says how long it took: `reader.js WAY LIST`. */
const READ: Record<string, (file: string) => Promise<number>> = {
  async "get-text"(file) {
    const { PDFParse } = await import("pdf-parse");
    const parser = new PDFParse({ data: readFileSync(file), isEvalSupported: false, verbosity: 0 });
    const { total } = await parser.getText({ pageJoiner: "" });
    await parser.destroy();
    return total;
  },
  async extract(file) {
    return (await extract(readFileSync(file), { ocr: "never", ocrEngine: null })).pageCount;
  },
  async structure(file) {
    const extraction = await extract(readFileSync(file), { ocr: "never", ocrEngine: null });
    structure(extraction, { manifest: null, fileName: basename(file) });
    return extraction.pageCount;
  },
};

const [way = "", list = ""] = process.argv.slice(2);
const read = READ[way];
if (!read)
  throw new Error(`There is no way "${way}" of reading; there are: ${Object.keys(READ).join(", ")}.`);
const files = readFileSync(list, "utf8").split("\n").filter(Boolean);
// getText is measured as anyone would call it; the library is loaded before the clock starts for all alike.
if (way === "get-text") await loadPdfParse();
else await warmUp();
const said: Said = { pages: 0, seconds: 0, cpuSeconds: 0, failed: 0 };
const start = performance.now();
const cpu = process.cpuUsage();
for (const file of files) {
  try {
    said.pages += await read(file);
  } catch {
    said.failed++;
  }
}
said.seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
said.cpuSeconds = (user + system) / 1e6;
process.stdout.write(`${JSON.stringify(said)}\n`);

/** Loads what getText needs, the library's worker too, and leaves everything as the library makes it. */
async function loadPdfParse(): Promise<void> {
  const { PDFParse } = await import("pdf-parse");
  await new PDFParse({ data: Buffer.from("%PDF-1.4\n") }).getText().catch(() => {});
}
