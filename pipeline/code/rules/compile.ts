import type { Codebook, Rule } from "../../../schemas/codebook.js";
import type { AnalysedPassage, Token } from "../../text/index.js";
import { type Atom, type AtomBits, setBit, type TokenBits } from "./atoms.js";
import type { RuleHit } from "./match.js";
import { PatternCompiler } from "./pattern.js";
import type { CompiledPattern } from "./steps.js";

/** The texts in which a pattern may be looked for. */
export type Scope = Rule["scope"];

/** A pattern and where it is to be looked for. */
export interface ScopedPattern {
  scope: Scope;
  pattern: CompiledPattern;
}

export interface CompiledRule {
  id: string;
  code: string;
  weight: number;
  veto: boolean;
  scope: Scope;
  match: CompiledPattern[];
  and: ScopedPattern[];
  unless: ScopedPattern[];
  by: ReadonlySet<string> | null;
}

/** A pattern some rules begin with: what must be there for it to be tried, and the rules it may set off. */
export interface Trigger {
  /** Place among the triggers of its scope. */
  index: number;
  pattern: CompiledPattern;
  rules: CompiledRule[];
}

/** A codebook ready to match: compiled once, used for every passage. */
export interface CompiledCodebook {
  codebook: Codebook;
  rules: CompiledRule[];
  triggers: Record<Scope, ScopeTriggers>;
  actors: { name: string; pattern: CompiledPattern }[];
  /** The atoms each token passes. */
  bitsOf(tokens: readonly Token[]): TokenBits;
  /** The triggers whose rarest words are among the tokens, and those that have none. */
  candidates(scope: Scope, tokens: readonly Token[]): Trigger[];
  /** What was found in passages still in use: the rule coder and the trained coder ask for the same hits. */
  hits: WeakMap<AnalysedPassage, RuleHit[]>;
}

interface ScopeTriggers {
  all: Trigger[];
  byAtom: Map<number, Trigger[]>;
  always: Trigger[];
}

const SCOPES: readonly Scope[] = ["sentence", "passage", "heading", "before", "after"];

/** Compiles every rule of a codebook. Throws `PatternError` at the first that cannot be read: check it before. */
export function compileCodebook(codebook: Codebook): CompiledCodebook {
  const compiler = new PatternCompiler(codebook.lists);
  const rules = codebook.codes.flatMap((code) =>
    code.rules.map((rule) => compileRule(rule, code.code, compiler)),
  );
  const actors = codebook.actors.map((name) => ({ name, pattern: compiler.compile(`@${name}`) }));
  const triggers = Object.fromEntries(
    SCOPES.map((scope) => [scope, triggersOf(rules, scope)]),
  ) as CompiledCodebook["triggers"];
  const table = new TokenTable(compiler.atoms, triggers);
  return {
    codebook,
    rules,
    triggers,
    actors,
    bitsOf: (tokens) => table.bitsOf(tokens),
    candidates: (scope, tokens) => table.candidates(scope, tokens),
    hits: new WeakMap(),
  };
}

/** A pattern of `and` or `unless` may say where it is to be looked for: "heading: complaints". */
export function splitScope(source: string, otherwise: Scope): { scope: Scope; pattern: string } {
  const found = /^(sentence|passage|heading|before|after):\s*/.exec(source);
  return found
    ? { scope: found[1] as Scope, pattern: source.slice(found[0].length) }
    : { scope: otherwise, pattern: source };
}

function compileRule(rule: Rule, code: string, compiler: PatternCompiler): CompiledRule {
  const scoped = (source: string): ScopedPattern => {
    const { scope, pattern } = splitScope(source, rule.scope);
    return { scope, pattern: compiler.compile(pattern) };
  };
  return {
    id: rule.id,
    code,
    weight: rule.weight,
    veto: rule.veto,
    scope: rule.scope,
    match: [rule.match].flat().map((source) => compiler.compile(source)),
    and: rule.and.map(scoped),
    unless: rule.unless.map(scoped),
    by: rule.by.length > 0 ? new Set(rule.by) : null,
  };
}

function triggersOf(rules: readonly CompiledRule[], scope: Scope): ScopeTriggers {
  const byPattern = new Map<CompiledPattern, Trigger>();
  for (const rule of rules) {
    if (rule.scope !== scope) continue;
    for (const pattern of rule.match) {
      const trigger = byPattern.get(pattern) ?? { index: byPattern.size, pattern, rules: [] };
      if (!trigger.rules.includes(rule)) trigger.rules.push(rule);
      byPattern.set(pattern, trigger);
    }
  }
  const all = [...byPattern.values()];
  const byAtom = new Map<number, Trigger[]>();
  for (const trigger of all) {
    for (const atom of new Set(trigger.pattern.anchors ?? [])) {
      byAtom.set(atom, [...(byAtom.get(atom) ?? []), trigger]);
    }
  }
  return { all, byAtom, always: all.filter((trigger) => trigger.pattern.anchors === null) };
}

interface TokenEntry {
  atoms: readonly number[];
  bits: AtomBits;
  /** By scope, worked out when first asked for. */
  triggers: Partial<Record<Scope, readonly Trigger[]>>;
}

/** Which atoms a token passes and which triggers it may set off, worked out once for each (text, part of speech). */
class TokenTable {
  private readonly known: TokenEntry[] = [];
  private readonly words = new Map<string, number[]>();
  private readonly exact = new Map<string, number[]>();
  private readonly cased = new Map<string, number[]>();
  private readonly byPos = new Map<string, number[]>();
  private readonly byPrefix = new Map<string, number[]>();
  private readonly prefixLengths: readonly number[];
  private readonly atoms: readonly Atom[];
  private readonly triggers: CompiledCodebook["triggers"];
  private readonly stamps: Record<Scope, Uint32Array>;
  private stamp = 0;
  /** Length of a row of bits, in words of 32. */
  private readonly words32: number;

  constructor(atoms: readonly Atom[], triggers: CompiledCodebook["triggers"]) {
    this.atoms = atoms;
    this.words32 = Math.ceil(atoms.length / 32);
    this.triggers = triggers;
    this.stamps = Object.fromEntries(
      SCOPES.map((scope) => [scope, new Uint32Array(triggers[scope].all.length)]),
    ) as Record<Scope, Uint32Array>;
    atoms.forEach((atom, index) => {
      for (const word of atom.words) addTo(this.words, word, index);
      for (const word of atom.cased) addTo(this.cased, word, index);
      for (const word of atom.exact) addTo(this.exact, word, index);
      for (const pos of atom.poses) addTo(this.byPos, pos, index);
      for (const prefix of atom.prefixes) addTo(this.byPrefix, prefix, index);
    });
    this.prefixLengths = [...new Set([...this.byPrefix.keys()].map(({ length }) => length))];
  }

  bitsOf(tokens: readonly Token[]): TokenBits {
    const union = new Uint32Array(this.words32);
    const each = tokens.map((token) => {
      const { atoms, bits } = this.entry(token);
      for (const atom of atoms) setBit(union, atom);
      return bits;
    });
    return { each, union };
  }

  candidates(scope: Scope, tokens: readonly Token[]): Trigger[] {
    this.stamp = (this.stamp + 1) >>> 0;
    const stamps = this.stamps[scope];
    const found = [...this.triggers[scope].always];
    for (const token of tokens) {
      for (const trigger of this.triggersOf(this.entry(token), scope)) {
        if (stamps[trigger.index] === this.stamp) continue;
        stamps[trigger.index] = this.stamp;
        found.push(trigger);
      }
    }
    return found;
  }

  private entry(token: Token): TokenEntry {
    const known = token.form >= 0 ? this.known[token.form] : undefined;
    if (known) return known;
    const entry = this.workOut(token);
    if (token.form >= 0) this.known[token.form] = entry;
    return entry;
  }

  private workOut(token: Token): TokenEntry {
    const text = token.text.toLowerCase().replaceAll("’", "'");
    const lemma = token.lemma.toLowerCase().replaceAll("’", "'");
    const found = new Set<number>();
    const add = (atoms: readonly number[] | undefined) => {
      for (const atom of atoms ?? []) {
        const asked = (this.atoms[atom] as Atom).pos;
        if (asked === null || asked === token.pos) found.add(atom);
      }
    };
    add(this.words.get(text));
    if (lemma !== text) add(this.words.get(lemma));
    add(this.exact.get(text));
    add(this.cased.get(token.text));
    add(this.byPos.get(token.pos));
    for (const length of this.prefixLengths) add(this.byPrefix.get(text.slice(0, length)));
    const bits = new Uint32Array(this.words32);
    for (const atom of found) setBit(bits, atom);
    return { atoms: [...found], bits, triggers: {} };
  }

  private triggersOf(entry: TokenEntry, scope: Scope): readonly Trigger[] {
    let known = entry.triggers[scope];
    if (!known) {
      const { byAtom } = this.triggers[scope];
      known = entry.atoms.flatMap((atom) => byAtom.get(atom) ?? []);
      entry.triggers[scope] = known;
    }
    return known;
  }
}

function addTo(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list) list.push(index);
  else lists.set(key, [index]);
}
