import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type OcrEngine, OcrEngineError } from "./engine.js";
import { readHocr } from "./hocr.js";

type Worker = {
  setParameters(parameters: Record<string, string>): Promise<unknown>;
  recognize(
    image: Buffer,
    options: Record<string, never>,
    output: { hocr: boolean; text: boolean },
  ): Promise<{ data: { hocr: string | null } }>;
  terminate(): Promise<unknown>;
};

const PAGE_SEGMENTATION_AUTO = "3";

/** Reads pages with tesseract.js and the English data of its npm package; nothing is fetched. Starts at the first page. */
export function createTesseractJs(): OcrEngine {
  const require = createRequire(import.meta.url);
  const { version } = require("tesseract.js/package.json") as { version: string };
  let worker: Promise<Worker> | null = null;
  return {
    name: `tesseract.js ${version}`,
    async recognise(page) {
      worker ??= startWorker(require);
      try {
        const { data } = await (await worker).recognize(
          Buffer.from(page.png),
          {},
          { hocr: true, text: false },
        );
        return readHocr(data.hocr ?? "", page);
      } catch (error) {
        throw new OcrEngineError(
          `tesseract.js failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
    async close() {
      await (await worker)?.terminate();
      worker = null;
    },
  };
}

async function startWorker(require: NodeJS.Require): Promise<Worker> {
  const { createWorker } = await import("tesseract.js");
  // The smaller of the two data sets reads as well and loads faster.
  const langPath = join(dirname(require.resolve("@tesseract.js-data/eng/package.json")), "4.0.0_best_int");
  const worker = (await createWorker("eng", 1, {
    langPath,
    gzip: true,
    cacheMethod: "none",
  })) as unknown as Worker;
  await worker.setParameters({ tessedit_pageseg_mode: PAGE_SEGMENTATION_AUTO });
  return worker;
}
