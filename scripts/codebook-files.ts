import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./errors.js";

/** The codebook files that paths name: files themselves, and the `.yml` files of folders. Throws `UsageError`. */
export function codebookFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new UsageError(`There is no file or folder '${path}'.`);
    if (!statSync(path).isDirectory()) return [path];
    const files = readdirSync(path).filter((name) => /\.ya?ml$/.test(name));
    if (files.length === 0) throw new UsageError(`There is no codebook (.yml) in the folder '${path}'.`);
    return files.sort().map((name) => join(path, name));
  });
}
