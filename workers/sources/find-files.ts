import { opendir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { glob } from "tinyglobby";

/** A file that a path, folder or glob of the user led to. */
export interface FoundFile {
  /** Absolute path. */
  path: string;
  bytes: number;
  modifiedAt: Date;
}

/** What was found, and every path that led to nothing, each with the reason in a user's words. */
export interface Search {
  files: FoundFile[];
  /** The folders among the paths, absolute: all that is in them was seen. */
  folders: string[];
  problems: string[];
  /** Whether some folder could not be looked into, so that files may be there which were not found. */
  isIncomplete: boolean;
}

/** Endings that a folder or a glob of folders is searched for; a file named by itself may have any. */
const PDF_ENDING = /\.(pdf|zip)$/i;

/**
 * The files behind paths: a file stands for itself whatever its name, a folder for the PDFs (and ZIP archives of
 * PDFs) in it and below, a glob for what it matches. Sorted by path, each once. Problems never stop the search.
 */
export async function findFiles(paths: readonly string[]): Promise<Search> {
  const found = new Map<string, FoundFile>();
  const folders: string[] = [];
  const problems: string[] = [];
  let isIncomplete = false;
  for (const path of paths) {
    const status = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    if (!(status instanceof Error) && status.isDirectory()) folders.push(resolve(path));
    const closed = status instanceof Error || !status.isDirectory() ? [] : await closedFolders(path);
    for (const folder of closed) {
      isIncomplete = true;
      problems.push(
        `${folder}: this user may not read the folder. Change its permissions or run as its owner.`,
      );
    }
    const candidates =
      status instanceof Error
        ? await matchGlob(path, status, problems)
        : !status.isDirectory()
          ? [resolve(path)]
          : closed.includes(path)
            ? []
            : await searchFolder(path, problems);
    for (const candidate of candidates) {
      const file = await describeFile(candidate, problems);
      if (file !== null) found.set(file.path, file);
    }
  }
  return {
    files: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    folders,
    problems,
    isIncomplete,
  };
}

/** The folder itself and folders below it that cannot be looked into: a search passes over them in silence. */
async function closedFolders(folder: string): Promise<string[]> {
  const below = await glob("**/*", {
    cwd: folder,
    absolute: true,
    dot: false,
    onlyDirectories: true,
    expandDirectories: false,
  });
  const closed: string[] = [];
  for (const path of new Set([folder, ...below])) {
    const canBeRead = await opendir(path).then(
      (opened) => opened.close().then(() => true),
      () => false,
    );
    if (!canBeRead) closed.push(path);
  }
  return closed;
}

async function searchFolder(folder: string, problems: string[]): Promise<string[]> {
  const all = await glob("**/*", { cwd: folder, absolute: true, dot: false, expandDirectories: false });
  const pdfs = all.filter((path) => PDF_ENDING.test(path));
  if (pdfs.length === 0) {
    problems.push(
      all.length === 0
        ? `${folder}: the folder is empty. Give a folder that holds PDFs.`
        : `${folder}: no PDF among its ${all.length} files. Files in folders are taken by the ending .pdf or .zip; name other files one by one.`,
    );
  }
  return pdfs;
}

async function matchGlob(
  pattern: string,
  error: NodeJS.ErrnoException,
  problems: string[],
): Promise<string[]> {
  const matches = /[*?[{]/.test(pattern)
    ? await glob(pattern, { absolute: true, expandDirectories: false, dot: false })
    : [];
  if (matches.length === 0) {
    problems.push(
      error.code === "EACCES"
        ? `${pattern}: this user may not read it. Change its permissions or run as its owner.`
        : `${pattern}: no such file or folder.`,
    );
  }
  return matches;
}

async function describeFile(path: string, problems: string[]): Promise<FoundFile | null> {
  const status = await stat(path).catch(() => null);
  if (status === null) {
    problems.push(`${path}: it disappeared while the folder was read, or it is a link that leads nowhere.`);
    return null;
  }
  if (!status.isFile()) {
    problems.push(`${path}: not a regular file.`);
    return null;
  }
  return { path, bytes: status.size, modifiedAt: status.mtime };
}
