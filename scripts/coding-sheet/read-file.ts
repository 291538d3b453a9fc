import { readFileSync } from "node:fs";
import type { Codebook } from "../../schemas/codebook.js";
import { UsageError } from "../errors.js";
import { readProject } from "../refi-qda/index.js";
import { CodingsError } from "./problems.js";
import { firstValue, type ReadCodings, readAnswers, readRows } from "./read-csv.js";
import { framesIn, readProjectAnswers } from "./read-qdpx.js";

/** A file of codings that has been opened: whose sample and which frame it is of, as far as the file says. */
export interface OpenedFile {
  sampleId: string | null;
  /** Frames of which it has codes; empty where only the columns could tell. */
  frames: string[];
  read(codebook: Codebook): ReadCodings;
}

/** Opens a coding sheet (.csv) or a REFI-QDA project (.qdpx). Throws where it is neither, saying what it is. */
export async function openCodings(file: string, options: { user: string | null }): Promise<OpenedFile> {
  const bytes = readBytes(file);
  if (/\.qdpx$/i.test(file)) {
    const project = await readProject(bytes);
    return {
      sampleId: null,
      frames: framesIn(project),
      read: (codebook) => readProjectAnswers(project, codebook, options.user),
    };
  }
  const rows = readRows(bytes);
  if ("problem" in rows) throw new CodingsError(file, [rows.problem]);
  return {
    sampleId: firstValue(rows.rows, "sample_id"),
    frames: [],
    read: (codebook) => readAnswers(rows.rows, codebook),
  };
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UsageError(`There is no file ${file}.`);
    if (code === "EISDIR") throw new UsageError(`${file} is a folder. Name a .csv or .qdpx file.`);
    throw error;
  }
}
