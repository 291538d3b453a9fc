/** What one pattern says, read but not yet tied to lists or tokens. */
export type PatternNode =
  | { kind: "word"; word: string; isExact: boolean; isPrefix: boolean; isCased: boolean }
  | { kind: "part of speech"; pos: string }
  | { kind: "list"; name: string }
  | { kind: "gap"; most: number; isWithinClause: boolean }
  | { kind: "start" }
  | { kind: "end" }
  | { kind: "sequence"; nodes: PatternNode[] }
  | { kind: "either"; nodes: PatternNode[] }
  | { kind: "optional"; node: PatternNode }
  | { kind: "absent"; node: PatternNode }
  | { kind: "qualified"; node: PatternNode; qualifier: Qualifier };

/** `neg`: stands under a negation; `aff`: does not; otherwise a part of speech. */
export type Qualifier = { is: "neg" } | { is: "aff" } | { is: "pos"; pos: string };

export const PARTS_OF_SPEECH: ReadonlySet<string> = new Set(
  "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split(" "),
);

/** Thrown where a pattern cannot be read; the message says what was found, where, and what is allowed. */
export class PatternError extends Error {
  override name = "PatternError";
}

/** Words that `..` may pass over when no number says otherwise. */
const USUAL_GAP = 4;
/** Words that `...` may pass over. */
const WIDEST_GAP = 40;

/** Reads a pattern of the rule language (docs/codebook-guide.md). Throws `PatternError`. */
export function parsePattern(pattern: string): PatternNode {
  const parser = new PatternParser(pattern);
  return parser.parse();
}

const OPTIONAL_HYPHEN: PatternNode = {
  kind: "optional",
  node: { kind: "word", word: "-", isExact: true, isPrefix: false, isCased: false },
};

class PatternParser {
  private at = 0;
  private readonly pattern: string;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  parse(): PatternNode {
    const node = this.either();
    if (this.at < this.pattern.length) this.fail("a ')' without its '('");
    return node;
  }

  private either(): PatternNode {
    const nodes = [this.sequence()];
    while (this.pattern[this.at] === "|") {
      this.at += 1;
      nodes.push(this.sequence());
    }
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { kind: "either", nodes };
  }

  private sequence(): PatternNode {
    const nodes: PatternNode[] = [];
    for (;;) {
      while (this.pattern[this.at] === " " || this.pattern[this.at] === "\n") this.at += 1;
      const next = this.pattern[this.at];
      if (next === undefined || next === "|" || next === ")") break;
      const node = this.item();
      // "like for like" finds "like-for-like" too.
      if (node.kind === "word" && nodes.at(-1)?.kind === "word") nodes.push(OPTIONAL_HYPHEN);
      nodes.push(node);
    }
    if (nodes.length === 0) this.fail("nothing where a word was expected");
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { kind: "sequence", nodes };
  }

  private item(): PatternNode {
    let node = this.atom();
    for (;;) {
      const next = this.pattern[this.at];
      if (next === "?") {
        this.at += 1;
        node = { kind: "optional", node };
      } else if (next === "/") {
        this.at += 1;
        node = { kind: "qualified", node, qualifier: this.qualifier() };
      } else return node;
    }
  }

  private atom(): PatternNode {
    const rest = this.pattern.slice(this.at);
    if (rest.startsWith("(")) return this.group();
    if (rest.startsWith("!")) {
      this.at += 1;
      return { kind: "absent", node: this.atom() };
    }
    if (rest.startsWith("^") || rest.startsWith("$")) {
      this.at += 1;
      return { kind: rest.startsWith("^") ? "start" : "end" };
    }
    const gap = /^\.\.(\.|\d{1,2})?(?=$|[\s)|])/.exec(rest);
    if (gap) {
      this.at += gap[0].length;
      if (gap[1] === ".") return { kind: "gap", most: WIDEST_GAP, isWithinClause: false };
      return { kind: "gap", most: gap[1] ? Number(gap[1]) : USUAL_GAP, isWithinClause: true };
    }
    const list = /^@([a-z0-9_]+)/.exec(rest);
    if (list) {
      this.at += list[0].length;
      return { kind: "list", name: list[1] as string };
    }
    const part = /^<([A-Z]+)>/.exec(rest);
    if (part) {
      this.at += part[0].length;
      return { kind: "part of speech", pos: this.knownPart(part[1] as string) };
    }
    return this.word(rest);
  }

  private group(): PatternNode {
    this.at += 1;
    const node = this.either();
    if (this.pattern[this.at] !== ")") this.fail("a '(' without its ')'");
    this.at += 1;
    return node;
  }

  /** A word is cut as the tokenizer cuts it; the hyphens between its parts may be there or not. */
  private word(rest: string): PatternNode {
    const found =
      /^(=?)([\p{L}\p{N}£%&'’](?:[\p{L}\p{N}£%&'’-]|\.(?=[\p{L}\p{N}]))*|[,;:])(\*?)|^(=)([?!.])/u.exec(rest);
    if (!found) return this.fail(`'${rest[0]}', which means nothing here`);
    this.at += found[0].length;
    if (found[5]) return { kind: "word", word: found[5], isExact: true, isPrefix: false, isCased: false };
    const isExact = found[1] === "=";
    const isPrefix = found[3] === "*";
    const written = (found[2] as string).replaceAll("’", "'");
    // "=IT" is the department and not the pronoun.
    const isCased = isExact && written !== written.toLowerCase();
    const parts = cutWord(isCased ? written : written.toLowerCase());
    const nodes = parts.flatMap((word, i): PatternNode[] => {
      const node: PatternNode = {
        kind: "word",
        word,
        isExact,
        isPrefix: isPrefix && i === parts.length - 1,
        isCased,
      };
      return i === 0 || word.startsWith("'") || word === "n't" ? [node] : [OPTIONAL_HYPHEN, node];
    });
    return nodes.length === 1 ? (nodes[0] as PatternNode) : { kind: "sequence", nodes };
  }

  private qualifier(): Qualifier {
    const found = /^(neg|aff|[A-Z]+)/.exec(this.pattern.slice(this.at));
    if (!found) return this.fail("a '/' without 'neg', 'aff' or a part of speech such as VERB");
    this.at += found[0].length;
    if (found[1] === "neg" || found[1] === "aff") return { is: found[1] };
    return { is: "pos", pos: this.knownPart(found[1] as string) };
  }

  private knownPart(pos: string): string {
    if (!PARTS_OF_SPEECH.has(pos)) {
      this.fail(`'${pos}', which is no part of speech; known: ${[...PARTS_OF_SPEECH].join(", ")}`);
    }
    return pos;
  }

  private fail(found: string): never {
    throw new PatternError(`Pattern '${this.pattern}' has ${found} (at character ${this.at + 1}).`);
  }
}

/** "like-for-like" is three tokens, "don't" and "trust's" are two, as in the tokenizer. */
function cutWord(word: string): string[] {
  return word
    .split("-")
    .filter((part) => part !== "")
    .flatMap((part) => {
      const cut = /^(.+?)(n't|'s|'re|'ve|'ll|'d)$/.exec(part);
      return cut ? [cut[1] as string, cut[2] as string] : [part];
    });
}
