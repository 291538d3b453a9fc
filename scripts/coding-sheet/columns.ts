import type { Codebook } from "../../schemas/codebook.js";

/** A column of a coding sheet that asks one thing about a passage. */
export type AskedColumn =
  /** Does this code apply? */
  | { kind: "yes or no"; name: string }
  /** Which code of a group applies? `values` gives the code for each word that may be written. */
  | { kind: "choice"; name: string; values: ReadonlyMap<string, string>; when: string | null };

/** The column in which a person says that no code of the frame applies. */
export const NONE = "none";
/** The column for a person's remark. */
export const NOTE = "note";

/**
 * What a sheet asks about each passage, in the codebook's order: a yes or no for each code that stands by itself, a
 * word for each group of codes that exclude each other ("stage": pilot). Codes above a group are not asked: they follow.
 */
export function columnsOf(codebook: Codebook): AskedColumn[] {
  const columns = new Map<string, AskedColumn>();
  const derived = new Set(
    codebook.codes
      .filter(({ group }) => group !== undefined)
      .flatMap(({ code }) => ancestorsOf(codebook, code)),
  );
  for (const { code, group } of codebook.codes) {
    if (group === undefined) {
      if (!derived.has(code)) columns.set(code, { kind: "yes or no", name: code });
    } else if (!columns.has(group)) {
      columns.set(group, {
        kind: "choice",
        name: group,
        values: wordsOf(codebook, group),
        when: codebook.groups[group]?.when ?? null,
      });
    }
  }
  return [...columns.values()];
}

/** Whether a person may say that nothing of the frame applies: not where a group is asked of every passage. */
export function mayBeNone(codebook: Codebook): boolean {
  return !columnsOf(codebook).some((column) => column.kind === "choice" && column.when === null);
}

/** The codes above a code, the nearest first. */
export function ancestorsOf(codebook: Codebook, code: string): string[] {
  const found: string[] = [];
  let parent = codebook.codes.find((candidate) => candidate.code === code)?.parent;
  while (parent !== undefined && !found.includes(parent)) {
    found.push(parent);
    const above = parent;
    parent = codebook.codes.find((candidate) => candidate.code === above)?.parent;
  }
  return found;
}

/** "stage_pilot" is the word "pilot" where all codes of the group "stage" begin so. */
function wordsOf(codebook: Codebook, group: string): Map<string, string> {
  const codes = codebook.codes.filter((code) => code.group === group).map(({ code }) => code);
  const prefix = codes.every((code) => code.startsWith(`${group}_`)) ? `${group}_` : "";
  return new Map(codes.map((code) => [code.slice(prefix.length).replaceAll("_", " "), code]));
}
