import type { Code, Codebook } from "../../../schemas/codebook.js";

/** One thing that is not the same in two codebooks. */
export interface CodebookDifference {
  /** What differs: "version", "code p1 > definition", "rule p1.why of code p1", "list board". */
  what: string;
  change: "added" | "removed" | "changed";
  before: string | null;
  after: string | null;
}

/** What changed from one codebook to another, in the order of the second; what is gone stands at the end. */
export function compareCodebooks(before: Codebook, after: Codebook): CodebookDifference[] {
  return [
    ...compareFields(before, after),
    ...compareMaps("list", before.lists, after.lists),
    ...compareMaps("group", before.groups, after.groups),
    ...compareCodes(before, after),
  ];
}

function compareFields(before: Codebook, after: Codebook): CodebookDifference[] {
  const fields = ["frame", "version", "title", "source", "threshold", "validation", "actors"] as const;
  return fields.flatMap((field) => compare(field, before[field], after[field]));
}

function compareCodes(before: Codebook, after: Codebook): CodebookDifference[] {
  const earlier = new Map(before.codes.map((code) => [code.code, code]));
  const later = new Map(after.codes.map((code) => [code.code, code]));
  return [
    ...after.codes.flatMap((code) => compareCode(earlier.get(code.code), code)),
    ...before.codes.flatMap((code) => (later.has(code.code) ? [] : [gone(`code ${code.code}`, code.label)])),
  ];
}

const WORDS_OF_A_CODE = [
  "label",
  "parent",
  "group",
  "definition",
  "include",
  "exclude",
  "examples",
  "counter_examples",
] as const;

function compareCode(before: Code | undefined, after: Code): CodebookDifference[] {
  const name = `code ${after.code}`;
  if (!before) return [{ what: name, change: "added", before: null, after: after.label }];
  const words = WORDS_OF_A_CODE.flatMap((key) => compare(`${name} > ${key}`, before[key], after[key]));
  const byId = (rules: Code["rules"]) => Object.fromEntries(rules.map((rule) => [rule.id, rule]));
  return [
    ...words,
    ...compareMaps("rule", byId(before.rules), byId(after.rules)).map((difference) => ({
      ...difference,
      what: `${difference.what} of ${name}`,
    })),
  ];
}

function compareMaps(
  kind: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): CodebookDifference[] {
  return [
    ...Object.entries(after).flatMap(([name, value]) => compare(`${kind} ${name}`, before[name], value)),
    ...Object.entries(before).flatMap(([name, value]) =>
      name in after ? [] : [gone(`${kind} ${name}`, value)],
    ),
  ];
}

function compare(what: string, before: unknown, after: unknown): CodebookDifference[] {
  const [earlier, later] = [inWords(before), inWords(after)];
  if (earlier === later) return [];
  const change = earlier === null ? "added" : later === null ? "removed" : "changed";
  return [{ what, change, before: earlier, after: later }];
}

function gone(what: string, before: unknown): CodebookDifference {
  return { what, change: "removed", before: inWords(before), after: null };
}

function inWords(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
