import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";

/** The PDFs to measure: those of a folder, or born-digital minutes beside the repository, or the samples that ship. */
export function benchFiles(folder: string | undefined): { from: string; files: string[] } {
  if (folder !== undefined) return { from: resolve(folder), files: pdfsBelow(resolve(folder)) };
  const index = join(PACKAGE_ROOT, "..", "shared", "pdfs", "real", "index.csv");
  if (existsSync(index)) {
    const rows = parse(readFileSync(index, "utf8"), { columns: true }) as Record<string, string>[];
    const files = rows
      .filter((row) => row.text_layer === "yes" && row.scanned === "no")
      .map((row) => join(PACKAGE_ROOT, "..", "shared", row.file as string))
      .filter((file) => existsSync(file));
    if (files.length > 0) return { from: "real born-digital files", files };
  }
  const samples = join(PACKAGE_ROOT, "samples");
  return { from: samples, files: pdfsBelow(samples) };
}

function pdfsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.pdf$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
}
