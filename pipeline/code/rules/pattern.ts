import { type Atom, AtomSet, has } from "./atoms.js";
import { inflections } from "./inflections.js";
import { type CompiledPattern, finder, gap, isAtEnd, isAtStart, type Step, sequence } from "./steps.js";
import { PatternError, type PatternNode, parsePattern, type Qualifier } from "./syntax.js";

/** Compiles patterns against one table of atoms and one set of named lists. */
export class PatternCompiler {
  readonly atoms: Atom[] = [];
  private readonly atomKeys = new Map<string, number>();
  private readonly lists = new Map<string, PatternNode>();
  private readonly compiled = new Map<string, CompiledPattern>();
  private readonly sources: Readonly<Record<string, readonly string[]>>;

  constructor(lists: Readonly<Record<string, readonly string[]>>) {
    this.sources = lists;
  }

  /** Throws `PatternError` where the pattern cannot be read or names an unknown list. */
  compile(source: string): CompiledPattern {
    const known = this.compiled.get(source);
    if (known) return known;
    const node = this.resolve(parsePattern(source), [], source);
    if (canBeEmpty(node)) {
      throw new PatternError(
        `Pattern '${source}' can match without any word: 'x?' makes a word optional, and a plural needs no 's?' (a word finds its forms).`,
      );
    }
    const step = this.step(node, { negation: null, pos: null });
    const anchors = this.anchors(node, null);
    const find = finder(step, this.first(node, null), this.needs(node, null));
    const pattern = { anchors: anchors?.atoms ?? null, find };
    this.compiled.set(source, pattern);
    return pattern;
  }

  private resolve(node: PatternNode, within: readonly string[], source: string): PatternNode {
    switch (node.kind) {
      case "list":
        return this.list(node.name, within, source);
      case "sequence":
      case "either":
        return { kind: node.kind, nodes: node.nodes.map((child) => this.resolve(child, within, source)) };
      case "optional":
      case "absent":
        return { kind: node.kind, node: this.resolve(node.node, within, source) };
      case "qualified":
        return { ...node, node: this.resolve(node.node, within, source) };
      default:
        return node;
    }
  }

  private list(name: string, within: readonly string[], source: string): PatternNode {
    const entries = this.sources[name];
    if (!entries) {
      const known = Object.keys(this.sources)
        .map((list) => `@${list}`)
        .join(", ");
      throw new PatternError(
        `Pattern '${source}' names the list @${name}, which the codebook does not have. Its lists: ${known || "none"}.`,
      );
    }
    if (within.includes(name)) {
      throw new PatternError(`The list @${name} names itself (${[...within, name].join(" > ")}).`);
    }
    let node = this.lists.get(name);
    if (!node) {
      node = {
        kind: "either",
        nodes: entries.map((entry) => this.resolve(parsePattern(entry), [...within, name], entry)),
      };
      this.lists.set(name, node);
    }
    return node;
  }

  private step(node: PatternNode, asked: Asked): Step {
    switch (node.kind) {
      case "word":
      case "part of speech":
        return this.atomStep(this.atom([node], asked.pos), asked.negation);
      case "sequence":
        return sequence(node.nodes.map((child) => this.step(child, asked)));
      case "either":
        return this.either(node.nodes, asked);
      case "optional": {
        const inner = this.step(node.node, asked);
        return (attempt, at, next) => inner(attempt, at, next) || next(at);
      }
      case "absent": {
        const inner = this.step(node.node, asked);
        return (attempt, at, next) => {
          const length = attempt.taken.length;
          const isThere = inner(attempt, at, () => true);
          attempt.taken.length = length;
          return !isThere && next(at);
        };
      }
      case "qualified":
        return this.step(node.node, withQualifier(asked, node.qualifier));
      case "gap":
        return gap(node.most, node.isWithinClause);
      case "start":
        return (attempt, at, next) => isAtStart(attempt.tokens, at) && next(at);
      case "end":
        return (attempt, at, next) => isAtEnd(attempt.tokens, at) && next(at);
      case "list":
        throw new PatternError(`The list @${node.name} was not resolved.`);
    }
  }

  /** Alternatives that are single words become one atom: one look-up for a list of any length. */
  private either(nodes: readonly PatternNode[], asked: Asked): Step {
    const flat = nodes.flatMap(flatten);
    const singles = flat.filter((node) => node.kind === "word" || node.kind === "part of speech");
    const others = flat.filter((node) => node.kind !== "word" && node.kind !== "part of speech");
    const branches = others.map((node) => ({
      step: this.step(node, asked),
      first: this.first(node, asked.pos),
    }));
    if (singles.length > 0) {
      // Its own first look is all it does.
      branches.push({ step: this.atomStep(this.atom(singles, asked.pos), asked.negation), first: null });
    }
    const first = branches.length > 3 ? this.first({ kind: "either", nodes: [...nodes] }, asked.pos) : null;
    return (attempt, at, next) => {
      const bits = attempt.bits[at];
      if (first !== null && (bits === undefined || !first.hasAny(bits))) return false;
      for (const branch of branches) {
        if (branch.first !== null && (bits === undefined || !branch.first.hasAny(bits))) continue;
        if (branch.step(attempt, at, next)) return true;
      }
      return false;
    };
  }

  /** The atoms with which a match must begin; null where it can begin with any word or none. */
  private first(node: PatternNode, pos: string | null): AtomSet | null {
    const starts = this.starts(node, pos);
    return starts && !starts.canBeEmpty ? new AtomSet(starts.atoms) : null;
  }

  private atomStep(atom: number, negation: boolean | null): Step {
    return (attempt, at, next) => {
      const bits = attempt.bits[at];
      if (bits === undefined || !has(bits, atom)) return false;
      if (negation !== null && attempt.tokens[at]?.isNegated !== negation) return false;
      attempt.taken.push(at);
      if (next(at + 1)) return true;
      attempt.taken.pop();
      return false;
    };
  }

  private atom(nodes: readonly PatternNode[], pos: string | null): number {
    const words: string[] = [];
    const exact: string[] = [];
    const cased: string[] = [];
    const prefixes: string[] = [];
    const poses: string[] = [];
    const listFor = (word: { isPrefix: boolean; isCased: boolean; isExact: boolean }) =>
      word.isPrefix ? prefixes : word.isCased ? cased : word.isExact ? exact : words;
    for (const node of nodes) {
      if (node.kind === "part of speech") poses.push(node.pos);
      else if (node.kind === "word") listFor(node).push(node.word);
    }
    const key = JSON.stringify([
      words.sort(),
      exact.sort(),
      cased.sort(),
      prefixes.sort(),
      poses.sort(),
      pos,
    ]);
    let atom = this.atomKeys.get(key);
    if (atom === undefined) {
      atom = this.atoms.length;
      this.atoms.push({
        words: new Set(words.flatMap(inflections)),
        exact: new Set(exact),
        cased: new Set(cased),
        prefixes,
        poses: new Set(poses),
        pos,
      });
      this.atomKeys.set(key, atom);
    }
    return atom;
  }

  private anchors(node: PatternNode, pos: string | null): { atoms: number[]; cost: number } | null {
    switch (node.kind) {
      case "word":
      case "part of speech":
        return this.anchorOf([node], pos);
      case "qualified":
        return this.anchors(node.node, node.qualifier.is === "pos" ? node.qualifier.pos : pos);
      case "sequence":
        return node.nodes
          .map((child) => this.anchors(child, pos))
          .reduce((best, found) => (found && (!best || found.cost < best.cost) ? found : best), null);
      case "either": {
        const flat = node.nodes.flatMap(flatten);
        const singles = flat.filter((child) => child.kind === "word" || child.kind === "part of speech");
        const others = flat.filter((child) => child.kind !== "word" && child.kind !== "part of speech");
        const found = others.map((child) => this.anchors(child, pos));
        if (singles.length > 0) found.push(this.anchorOf(singles, pos));
        if (found.some((one) => one === null)) return null;
        const all = found as { atoms: number[]; cost: number }[];
        return { atoms: all.flatMap((one) => one.atoms), cost: all.reduce((sum, one) => sum + one.cost, 0) };
      }
      default:
        return null;
    }
  }

  /** The atoms with which a match can begin; null where it can begin with any word. */
  private starts(node: PatternNode, pos: string | null): { atoms: number[]; canBeEmpty: boolean } | null {
    switch (node.kind) {
      case "word":
      case "part of speech":
        return { atoms: [this.atom([node], pos)], canBeEmpty: false };
      case "qualified":
        return this.starts(node.node, node.qualifier.is === "pos" ? node.qualifier.pos : pos);
      case "optional": {
        const inner = this.starts(node.node, pos);
        return inner && { atoms: inner.atoms, canBeEmpty: true };
      }
      case "either": {
        const flat = node.nodes.flatMap(flatten);
        const singles = flat.filter((child) => child.kind === "word" || child.kind === "part of speech");
        const others = flat.filter((child) => child.kind !== "word" && child.kind !== "part of speech");
        const found = others.map((child) => this.starts(child, pos));
        if (singles.length > 0) found.push({ atoms: [this.atom(singles, pos)], canBeEmpty: false });
        if (found.some((one) => one === null)) return null;
        const all = found as { atoms: number[]; canBeEmpty: boolean }[];
        return { atoms: all.flatMap((one) => one.atoms), canBeEmpty: all.some((one) => one.canBeEmpty) };
      }
      case "sequence": {
        const atoms: number[] = [];
        for (const child of node.nodes) {
          const found = this.starts(child, pos);
          if (!found) return null;
          atoms.push(...found.atoms);
          if (!found.canBeEmpty) return { atoms, canBeEmpty: false };
        }
        return { atoms, canBeEmpty: true };
      }
      case "absent":
        return { atoms: [], canBeEmpty: true };
      default:
        return null;
    }
  }

  /** Sets of atoms of each of which one must be among the tokens: cheap to ask before a match is tried. */
  private needs(node: PatternNode, pos: string | null): number[][] {
    switch (node.kind) {
      case "sequence":
        return node.nodes.flatMap((child) => this.needs(child, pos));
      case "qualified":
        return this.needs(node.node, node.qualifier.is === "pos" ? node.qualifier.pos : pos);
      default: {
        const anchors = this.anchors(node, pos);
        return anchors ? [[...new Set(anchors.atoms)]] : [];
      }
    }
  }

  private anchorOf(nodes: readonly PatternNode[], pos: string | null): { atoms: number[]; cost: number } {
    const cost = nodes.reduce((sum, node) => {
      if (node.kind !== "word") return sum + 5000;
      if (FREQUENT_WORDS.has(node.word)) return sum + 1000;
      return sum + (node.isPrefix ? 20 : 10);
    }, 0);
    return { atoms: [this.atom(nodes, pos)], cost };
  }
}

interface Asked {
  negation: boolean | null;
  pos: string | null;
}

function withQualifier(asked: Asked, qualifier: Qualifier): Asked {
  if (qualifier.is === "pos") return { ...asked, pos: qualifier.pos };
  return { ...asked, negation: qualifier.is === "neg" };
}

function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case "word":
    case "part of speech":
    case "list":
      return false;
    case "sequence":
      return node.nodes.every(canBeEmpty);
    case "either":
      return node.nodes.some(canBeEmpty);
    case "qualified":
      return canBeEmpty(node.node);
    default:
      return true;
  }
}

function flatten(node: PatternNode): PatternNode[] {
  return node.kind === "either" ? node.nodes.flatMap(flatten) : [node];
}

/** Words of nearly every passage: a pattern is looked for by its rarer words. */
const FREQUENT_WORDS: ReadonlySet<string> = new Set(
  (
    "the a an of to and in that be is was were are it its on for with at by from as this he she they his her their we our " +
    "have has had not no or but which who been would will there board trust said report noted member committee all had any " +
    "if so do did she what how more than one two new about also into out up some could should may can mr mrs ms dr " +
    "service patient staff meeting chair chief executive director , ; : - 's agree ask say make take give get go see"
  ).split(" "),
);
