import type { Code, Codebook, Rule } from "../schemas/codebook.js";

/** Finds a code of a codebook; undefined where it has none of that name. */
export function findCode(codebook: Codebook | undefined, code: string): Code | undefined {
  return codebook?.codes.find((candidate) => candidate.code === code);
}

/** Finds a rule of a codebook by its id. */
export function findRule(codebook: Codebook | undefined, ruleId: string): Rule | undefined {
  return codebook?.codes.flatMap((code) => code.rules).find((rule) => rule.id === ruleId);
}

/** A code as it is called, with the name it has in the data. */
export function sayCode(codebook: Codebook | undefined, code: string): string {
  const label = findCode(codebook, code)?.label;
  return label === undefined || label === code ? code : `${label} (${code})`;
}

/** What a rule looks for, on one line, in the language of docs/codebook-guide.md. */
export function sayRule(rule: Rule): string {
  const patterns = typeof rule.match === "string" ? [rule.match] : rule.match;
  return [
    patterns.join("  or  "),
    ...(rule.scope === "sentence" ? [] : [`in the ${rule.scope}`]),
    ...(rule.and.length === 0 ? [] : [`and ${rule.and.join(" and ")}`]),
    ...(rule.by.length === 0 ? [] : [`said by ${rule.by.join(" or ")}`]),
    ...(rule.unless.length === 0 ? [] : [`unless ${rule.unless.join(" or ")}`]),
    rule.veto ? "forbids the code" : `weight ${rule.weight}`,
  ].join("; ");
}
