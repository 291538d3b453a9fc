import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { PACKAGE_ROOT } from "../schemas/package-root.js";

/** Which folders each folder may import from; itself is always allowed. */
const MAY_IMPORT: Record<string, string[]> = {
  schemas: [],
  pipeline: ["schemas"],
  sql: ["schemas"],
  workers: ["schemas", "pipeline", "sql"],
  scripts: ["schemas", "pipeline", "sql", "workers"],
};

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(PACKAGE_ROOT, file), "utf8");
  const specifiers = source.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g);
  return [...specifiers].map((match) => ({
    from: file,
    to: normalize(join(dirname(file), match[1] as string)),
  }));
}

function wrongImports(imports: Import[]): string[] {
  return imports
    .filter(({ from, to }) => {
      const [fromFolder = "", toFolder = ""] = [from.split("/")[0], to.split("/")[0]];
      return fromFolder !== toFolder && !(MAY_IMPORT[fromFolder] ?? []).includes(toFolder);
    })
    .map(({ from, to }) => `${from} -> ${to}`);
}

const files = globSync(
  Object.keys(MAY_IMPORT).map((folder) => `${folder}/**/*.ts`),
  { cwd: PACKAGE_ROOT },
);

describe("the house", () => {
  test("imports go one way", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(wrongImports(files.flatMap(importsOf))).toEqual([]);
  });

  test("the check of imports can fail", () => {
    expect(wrongImports([{ from: "pipeline/code/index.ts", to: "sql/index.js" }])).toHaveLength(1);
  });

  test("only the command line reads the environment", () => {
    const readers = files.filter((file) =>
      /process\.env(\.(?!PATH\b)\w|\[)/.test(
        readFileSync(join(PACKAGE_ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      ),
    );
    expect(readers.filter((file) => !file.startsWith("scripts/"))).toEqual([]);
  });

  test("package-lock.json names no download address and lacks no platform's package", () => {
    const lock = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
    };
    const packages = Object.entries(lock.packages);
    expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name)).toEqual([]);
    const installed = packages.map(([name]) => name);
    const holes = packages.flatMap(([name, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter((wanted) => !installed.some((path) => path.endsWith(`node_modules/${wanted}`)))
        .map((wanted) => `${name} -> ${wanted}`),
    );
    expect(holes).toEqual([]);
  });

  test("no file of the project names a path of somebody's machine", () => {
    const tracked = execFileSync("git", ["ls-files"], { cwd: PACKAGE_ROOT, encoding: "utf8" }).split("\n");
    const texts = tracked.filter(
      (file) => /\.(ts|js|json|md|sql|ya?ml)$/.test(file) && file !== "package-lock.json",
    );
    const offenders = texts.filter((file) =>
      /(^|["'\s(])\/(work|home|Users)\/\w/.test(readFileSync(join(PACKAGE_ROOT, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});
