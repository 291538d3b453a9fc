import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../schemas/package-root.js";

/** A file of SQL: its name without folder and ending, its text and the sha256 of the text. */
export interface SqlFile {
  name: string;
  file: string;
  text: string;
  sha256: string;
}

/** The folder of the package's SQL. */
export const SQL_FOLDER = join(PACKAGE_ROOT, "sql");

/** Every .sql file of a folder under sql/, in order of name. */
export function readSqlFolder(folder: string): SqlFile[] {
  return readdirSync(join(SQL_FOLDER, folder))
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const text = readFileSync(join(SQL_FOLDER, folder, file), "utf8");
      return {
        name: file.slice(0, -".sql".length),
        file,
        text,
        sha256: createHash("sha256").update(text).digest("hex"),
      };
    });
}
