import type { Codebook } from "../../../schemas/codebook.js";
import { splitScope } from "../rules/compile.js";
import { PatternCompiler } from "../rules/pattern.js";
import { PatternError } from "../rules/syntax.js";

/** What the schema alone cannot see: where, and what is wrong. */
export interface Fault {
  path: (string | number)[];
  message: string;
}

/** Everything wrong with a codebook of the right shape: names that lead nowhere, doubles, patterns that cannot be read. */
export function validateCodebook(codebook: Codebook): Fault[] {
  return [
    ...findDoubles(codebook),
    ...findLostParents(codebook),
    ...findGroupFaults(codebook),
    ...findPatternFaults(codebook),
  ];
}

function findDoubles(codebook: Codebook): Fault[] {
  const faults: Fault[] = [];
  const codes = new Map<string, number>();
  const rules = new Map<string, string>();
  codebook.codes.forEach((code, i) => {
    const first = codes.get(code.code);
    if (first === undefined) codes.set(code.code, i);
    else {
      const message = `The code '${code.code}' is already codes[${first}]: every code has a name of its own.`;
      faults.push({ path: ["codes", i, "code"], message });
    }
    code.rules.forEach((rule, j) => {
      const owner = rules.get(rule.id);
      if (owner === undefined) rules.set(rule.id, code.code);
      else {
        const message = `The rule id '${rule.id}' is already used by code '${owner}': every rule has an id of its own.`;
        faults.push({ path: ["codes", i, "rules", j, "id"], message });
      }
    });
  });
  return faults;
}

function findLostParents(codebook: Codebook): Fault[] {
  const parents = new Map(codebook.codes.map((code) => [code.code, code.parent]));
  return codebook.codes.flatMap(({ code, parent }, i): Fault[] => {
    if (parent === undefined) return [];
    const path = ["codes", i, "parent"];
    if (!parents.has(parent)) {
      return [
        {
          path,
          message: `No code '${parent}' in this codebook. Its codes: ${[...parents.keys()].join(", ")}.`,
        },
      ];
    }
    const chain = [code];
    for (let above: string | undefined = parent; above !== undefined; above = parents.get(above)) {
      if (chain.includes(above)) {
        return [{ path, message: `A code cannot be its own parent: ${[...chain, above].join(" > ")}.` }];
      }
      chain.push(above);
    }
    return [];
  });
}

function findGroupFaults(codebook: Codebook): Fault[] {
  const faults: Fault[] = [];
  const byCode = new Map(codebook.codes.map((code) => [code.code, code]));
  for (const [name, { when, otherwise }] of Object.entries(codebook.groups)) {
    if (when !== undefined && !byCode.has(when)) {
      faults.push({ path: ["groups", name, "when"], message: `No code '${when}' in this codebook.` });
    }
    if (byCode.get(otherwise)?.group !== name) {
      const message = `'${otherwise}' is no code of the group '${name}'; one of them must apply where no rule speaks.`;
      faults.push({ path: ["groups", name, "otherwise"], message });
    }
  }
  codebook.codes.forEach((code, i) => {
    if (code.group !== undefined && !codebook.groups[code.group]) {
      const known = Object.keys(codebook.groups).join(", ") || "none";
      const message = `The group '${code.group}' is not described under 'groups' (there: ${known}).`;
      faults.push({ path: ["codes", i, "group"], message });
    }
  });
  return faults;
}

function findPatternFaults(codebook: Codebook): Fault[] {
  const faults: Fault[] = [];
  const compiler = new PatternCompiler(codebook.lists);
  const tryPattern = (source: string, path: (string | number)[]) => {
    try {
      compiler.compile(source);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      faults.push({ path, message: error.message });
    }
  };
  for (const [name, entries] of Object.entries(codebook.lists)) {
    entries.forEach((entry, i) => {
      tryPattern(entry, ["lists", name, i]);
    });
  }
  codebook.actors.forEach((actor, i) => {
    if (codebook.lists[actor]) return;
    faults.push({ path: ["actors", i], message: `No list '${actor}' under 'lists'.` });
  });
  codebook.codes.forEach((code, i) => {
    code.rules.forEach((rule, j) => {
      const place = ["codes", i, "rules", j];
      [rule.match].flat().forEach((source, k) => {
        tryPattern(source, [...place, "match", ...(Array.isArray(rule.match) ? [k] : [])]);
      });
      for (const key of ["and", "unless"] as const) {
        rule[key].forEach((source, k) => {
          tryPattern(splitScope(source, rule.scope).pattern, [...place, key, k]);
        });
      }
      rule.by.forEach((actor, k) => {
        if (codebook.actors.includes(actor)) return;
        const message = `'${actor}' is not among the actors of this codebook (${codebook.actors.join(", ") || "none"}).`;
        faults.push({ path: [...place, "by", k], message });
      });
    });
  });
  return faults;
}
