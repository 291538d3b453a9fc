import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { type OcrEngine, OcrEngineError } from "./engine.js";
import { readHocr } from "./hocr.js";

const COMMAND = "tesseract";
const ARGUMENTS = ["stdin", "stdout", "-l", "eng", "--psm", "3", "hocr"];

/** The version of the `tesseract` on the PATH that reads English; null where there is none. */
export async function findSystemTesseract(): Promise<string | null> {
  try {
    const run = promisify(execFile);
    const { stdout, stderr } = await run(COMMAND, ["--list-langs"], { timeout: 10_000 });
    if (!/^eng$/m.test(`${stdout}\n${stderr}`)) return null;
    const version = await run(COMMAND, ["--version"], { timeout: 10_000 });
    return /tesseract v?(\d[\w.]*)/.exec(`${version.stdout}\n${version.stderr}`)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** Reads pages with the `tesseract` on the PATH, one process a page. */
export function createSystemTesseract(version: string): OcrEngine {
  const running = new Set<ReturnType<typeof spawn>>();
  return {
    name: `tesseract ${version}`,
    recognise: (page) =>
      new Promise((resolve, reject) => {
        // Its own threads gain little on one page and take the cores of the documents beside it.
        const child = spawn("env", ["OMP_THREAD_LIMIT=1", COMMAND, ...ARGUMENTS], {
          stdio: ["pipe", "pipe", "pipe"],
        });
        running.add(child);
        const output: Buffer[] = [];
        let complaint = "";
        child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
        child.stderr.on("data", (chunk: Buffer) => {
          complaint = (complaint + chunk.toString("utf8")).slice(-500);
        });
        child.stdin.on("error", () => {});
        child.on("error", (error) =>
          reject(new OcrEngineError(`tesseract cannot be started: ${error.message}`)),
        );
        child.on("close", (status) => {
          running.delete(child);
          if (status === 0) resolve(readHocr(Buffer.concat(output).toString("utf8"), page));
          else reject(new OcrEngineError(`tesseract ended with ${status}: ${complaint.trim()}`));
        });
        child.stdin.end(page.png);
      }),
    async close() {
      for (const child of running) child.kill("SIGKILL");
    },
  };
}
