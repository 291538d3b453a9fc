import { basename } from "node:path";
import { pathOfFetched } from "./fetch/index.js";
import { isUrl } from "./manifest.js";
import { splitSource } from "./zip-source.js";

/** Where the bytes of a document are read: at its path, in its ZIP archive, or among what was fetched. */
export function placeOfBytes(
  document: { source: string; sha256: string | null },
  fetchedFolder: string,
): { path: string; member?: string; fileName?: string } {
  const { source, sha256 } = document;
  if (!isUrl(source) || sha256 === null) return splitSource(source);
  return { path: pathOfFetched(fetchedFolder, sha256), fileName: nameOf(new URL(source)) };
}

/** The name that a file would have if it were saved from its address; it may tell the day of a meeting. */
function nameOf(url: URL): string {
  const name = basename(url.pathname);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
