import type { Codebook, Rule } from "../../../schemas/codebook.js";
import type { AnalysedPassage, Token } from "../../text/index.js";
import type { Atom, AtomBits, TokenBits } from "./atoms.js";
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
  bits: AtomBits;
  triggers: Record<Scope, Trigger[]>;
}

/** Which atoms a token passes and which triggers it may set off, worked out once for each (text, part of speech). */
class TokenTable {
  private readonly known: TokenEntry[] = [];
  private readonly words = new Map<string, number[]>();
  private readonly exact = new Map<string, number[]>();
  private readonly cased = new Map<string, number[]>();
  private readonly others: number[] = [];
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
      for (const word of atom.words) this.words.set(word, [...(this.words.get(word) ?? []), index]);
      for (const word of atom.cased) this.cased.set(word, [...(this.cased.get(word) ?? []), index]);
      for (const word of atom.exact) this.exact.set(word, [...(this.exact.get(word) ?? []), index]);
      if (atom.prefixes.length > 0 || atom.poses.size > 0) this.others.push(index);
    });
  }

  bitsOf(tokens: readonly Token[]): TokenBits {
    const union = new Uint32Array(this.words32);
    const each = tokens.map((token) => {
      const { bits } = this.entry(token);
      for (let i = 0; i < bits.length; i += 1) union[i] = (union[i] as number) | (bits[i] as number);
      return bits;
    });
    return { each, union };
  }

  candidates(scope: Scope, tokens: readonly Token[]): Trigger[] {
    this.stamp = (this.stamp + 1) >>> 0;
    const stamps = this.stamps[scope];
    const found = [...this.triggers[scope].always];
    for (const token of tokens) {
      for (const trigger of this.entry(token).triggers[scope]) {
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
    const found = new Set<number>([
      ...(this.words.get(text) ?? []),
      ...(this.words.get(lemma) ?? []),
      ...(this.exact.get(text) ?? []),
      ...(this.cased.get(token.text) ?? []),
    ]);
    for (const index of this.others) {
      const atom = this.atoms[index] as Atom;
      if (atom.poses.has(token.pos) || atom.prefixes.some((prefix) => text.startsWith(prefix)))
        found.add(index);
    }
    const list = [...found].filter((index) => {
      const asked = (this.atoms[index] as Atom).pos;
      return asked === null || asked === token.pos;
    });
    const bits = new Uint32Array(this.words32);
    for (const index of list) bits[index >>> 5] = ((bits[index >>> 5] ?? 0) | (1 << (index & 31))) >>> 0;
    const triggers = Object.fromEntries(
      SCOPES.map((scope) => [scope, list.flatMap((atom) => this.triggers[scope].byAtom.get(atom) ?? [])]),
    ) as Record<Scope, Trigger[]>;
    return { bits, triggers };
  }
}
