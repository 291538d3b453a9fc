import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { OcrMode } from "../../schemas/config.js";
import { createReadingPool } from "../../workers/reading/index.js";
import { readConfig } from "../config.js";
import { EXIT, ExpectedError, UsageError } from "../errors.js";
import { pageFile, renderIndex, renderPage } from "../inspect/page-html.js";
import { markPage } from "../inspect/page-marks.js";

export interface InspectOptions {
  page?: string;
  out?: string;
  password?: string;
  ocr?: string;
  json?: boolean;
}

const DPI = 110;

/** `boardsense inspect FILE`: shows how a PDF was read, page by page, for the eye. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description(
      "Show how a PDF is read: its pages with lines, running heads, items and passages drawn over them.",
    )
    .argument("<file>", "a PDF")
    .option("--page <pages>", "only these pages, such as 3 or 2-5 (default: all)")
    .option("--out <dir>", "folder for the HTML files (default: inspect-FILE in the current folder)")
    .option("--password <password>", "opens an encrypted file")
    .option("--ocr <mode>", "when pages are read by OCR: never, auto or always")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense inspect minutes/2010-01-28.pdf --page 2\n")
    .action(async (file: string, options: InspectOptions) => {
      const { folder, pages, summary } = await inspectFile(file, options);
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ folder, pages, summary })}\n`);
      } else {
        const first = join(folder, pages.length === 1 ? pageFile(pages[0] as number) : "index.html");
        process.stdout.write(`${summary}\n${pages.length} pages drawn: ${pathToFileURL(first).href}\n`);
      }
      process.exitCode = EXIT.done;
    });
}

/** Writes one HTML file a page and an index; says where they are and what the document was taken for. */
export async function inspectFile(
  file: string,
  options: InspectOptions,
): Promise<{ folder: string; pages: number[]; summary: string }> {
  const wanted = options.page === undefined ? null : readPages(options.page);
  const ocr = options.ocr === undefined ? undefined : OcrMode.safeParse(options.ocr);
  if (ocr && !ocr.success) throw new UsageError(`--ocr is ${options.ocr}; it may be never, auto or always.`);
  const config = readConfig(process.env);
  const pool = createReadingPool({
    size: 1,
    timeLimitMs: config.BOARDSENSE_TIME_LIMIT_S * 1000,
    ocrTimeLimitMsPerPage: config.BOARDSENSE_OCR_TIME_LIMIT_S * 1000,
    memoryLimitMb: config.BOARDSENSE_MEMORY_LIMIT_MB,
    ocr: ocr?.data ?? config.BOARDSENSE_OCR,
  });
  try {
    const answer = await pool.read({
      path: resolve(file),
      password: options.password,
      inspect: { pages: wanted, dpi: DPI },
    });
    if (!answer.ok) throw new ExpectedError(`${file}: ${answer.failure.outcome}. ${answer.failure.detail}`);
    const { extraction, drawings } = answer.inspected as NonNullable<typeof answer.inspected>;
    const { meetings, notMinutesBecause } = answer.minutes;
    const shown = extraction.pages.filter(({ number }) => wanted === null || wanted.includes(number));
    if (shown.length === 0) {
      throw new UsageError(`${file} has ${answer.pageCount} pages; --page asks for ${options.page}.`);
    }
    const fileName = basename(file);
    const folder = resolve(options.out ?? `inspect-${fileName.replace(/\.pdf$/i, "")}`);
    const pages = shown.map(({ number }) => number);
    await mkdir(folder, { recursive: true });
    for (const page of shown) {
      const drawing = drawings.find((drawn) => drawn.page === page.number) ?? null;
      const marks = markPage(page, meetings);
      const html = renderPage({ fileName, pageCount: answer.pageCount, marks, drawing, pages });
      await writeFile(join(folder, pageFile(page.number)), html);
    }
    const { lostPages } = answer;
    await writeFile(
      join(folder, "index.html"),
      renderIndex({ fileName, meetings, notMinutesBecause, lostPages, pages }),
    );
    const found = meetings.map(
      ({ organisationName, meetingDate, passages }) =>
        `${organisationName ?? "unknown body"}, ${meetingDate ?? "date unknown"}, ${passages.length} passages`,
    );
    const summary =
      found.length > 0 ? found.join("\n") : `No minutes found: it seems to be ${notMinutesBecause}.`;
    return { folder, pages, summary };
  } finally {
    await pool.close();
  }
}

function readPages(text: string): number[] {
  const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  const first = Number(range?.[1]);
  const last = Number(range?.[2] ?? first);
  if (!range || first < 1 || last < first) {
    throw new UsageError(`--page is "${text}"; give a page such as 3, or pages such as 2-5.`);
  }
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
