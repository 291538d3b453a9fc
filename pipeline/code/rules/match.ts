import type { Span } from "../../../schemas/coding.js";
import type { AnalysedPassage, AnalysedText, Sentence, Token } from "../../text/index.js";
import type { TokenBits } from "./atoms.js";
import type { CompiledCodebook, CompiledRule, Scope, ScopedPattern } from "./compile.js";
import type { CompiledPattern, Match } from "./steps.js";

/** One rule that holds in a passage, and the words of the passage that made it hold. */
export interface RuleHit {
  ruleId: string;
  code: string;
  weight: number;
  veto: boolean;
  /** Exact slices of the passage; empty where the rule looks at the heading or a neighbour only. */
  spans: Span[];
}

/** Sentences of one passage that a rule may quote. */
const MOST_QUOTED_SENTENCES = 3;
/** Words passed over by a gap stay inside one quote up to here; a wider gap parts it in two. */
const WIDEST_QUOTED_GAP = 5;

/** All rules of the codebook that hold in the passage, in the order of the codebook. */
export function matchRules(compiled: CompiledCodebook, passage: AnalysedPassage): RuleHit[] {
  const known = compiled.hits.get(passage);
  if (known) return known;
  const hits = new PassageMatcher(compiled, passage).hits();
  compiled.hits.set(passage, hits);
  return hits;
}

class PassageMatcher {
  private readonly spans = new Map<CompiledRule, Span[]>();
  private readonly quoted = new Map<CompiledRule, number>();
  private readonly bits = new Map<readonly Token[], TokenBits>();
  private readonly wholes = new Map<AnalysedText, Token[]>();
  private readonly compiled: CompiledCodebook;
  private readonly passage: AnalysedPassage;

  constructor(compiled: CompiledCodebook, passage: AnalysedPassage) {
    this.compiled = compiled;
    this.passage = passage;
  }

  hits(): RuleHit[] {
    this.passage.text.sentences.forEach((sentence, index) => {
      this.tryScope("sentence", sentence.tokens, index);
    });
    for (const scope of ["passage", "heading", "before", "after"] as const) {
      if (this.compiled.triggers[scope].all.length > 0) this.tryScope(scope, this.tokensOf(scope, -1), -1);
    }
    if (this.spans.size === 0) return [];
    return this.compiled.rules
      .filter((rule) => this.spans.has(rule))
      .map((rule) => ({
        ruleId: rule.id,
        code: rule.code,
        weight: rule.weight,
        veto: rule.veto,
        spans: this.spans.get(rule) ?? [],
      }));
  }

  private tryScope(scope: Scope, tokens: readonly Token[], sentence: number): void {
    if (tokens.length === 0) return;
    const candidates = this.compiled.candidates(scope, tokens);
    if (candidates.length === 0) return;
    const bits = this.bitsOf(tokens);
    for (const trigger of candidates) {
      const match = trigger.pattern.find(tokens, bits);
      if (!match) continue;
      for (const rule of trigger.rules) this.tryRule(rule, match, tokens, sentence);
    }
  }

  private bitsOf(tokens: readonly Token[]): TokenBits {
    let bits = this.bits.get(tokens);
    if (!bits) {
      bits = this.compiled.bitsOf(tokens);
      this.bits.set(tokens, bits);
    }
    return bits;
  }

  private tryRule(rule: CompiledRule, match: Match, tokens: readonly Token[], sentence: number): void {
    const count = this.quoted.get(rule) ?? 0;
    if (count >= MOST_QUOTED_SENTENCES) return;
    if (rule.by && !this.isSpokenBy(rule.by, match, tokens, sentence)) return;
    const further: { match: Match; tokens: readonly Token[] }[] = [];
    for (const asked of rule.and) {
      const found = this.find(asked, sentence);
      if (!found) return;
      if (asked.scope === "sentence" || asked.scope === "passage") {
        further.push({ match: found, tokens: this.tokensOf(asked.scope, sentence) });
      }
    }
    if (rule.unless.some((forbidden) => this.find(forbidden, sentence) !== null)) return;

    const spans = this.spans.get(rule) ?? [];
    if (rule.scope === "sentence" || rule.scope === "passage") further.unshift({ match, tokens });
    for (const one of further) spans.push(...this.quote(one.match, one.tokens));
    this.spans.set(rule, joinSpans(spans, this.passage.text.text));
    this.quoted.set(rule, count + 1);
  }

  private find(asked: ScopedPattern, sentence: number): Match | null {
    if (asked.scope === "sentence" && sentence < 0) {
      for (const one of this.passage.text.sentences) {
        const match = asked.pattern.find(one.tokens, this.bitsOf(one.tokens));
        if (match) return match;
      }
      return null;
    }
    const tokens = this.tokensOf(asked.scope, sentence);
    return asked.pattern.find(tokens, this.bitsOf(tokens));
  }

  private tokensOf(scope: Scope, sentence: number): readonly Token[] {
    if (scope === "sentence") return this.passage.text.sentences[sentence]?.tokens ?? [];
    const text = this.passage[scope === "passage" ? "text" : scope];
    if (text.sentences.length === 1) return (text.sentences[0] as Sentence).tokens;
    let whole = this.wholes.get(text);
    if (!whole) {
      whole = text.sentences.flatMap((one) => one.tokens);
      this.wholes.set(text, whole);
    }
    return whole;
  }

  /** The actor named last before the match, or within it; failing that in the sentences before, nearest first. */
  private isSpokenBy(
    by: ReadonlySet<string>,
    match: Match,
    tokens: readonly Token[],
    sentence: number,
  ): boolean {
    const here = this.lastActor(tokens.slice(0, match.end));
    if (here !== null) return here.some((name) => by.has(name));
    for (let earlier = sentence - 1; earlier >= 0; earlier -= 1) {
      const there = this.lastActor(this.tokensOf("sentence", earlier));
      if (there !== null) return there.some((name) => by.has(name));
    }
    return false;
  }

  private lastActor(tokens: readonly Token[]): string[] | null {
    const bits = this.compiled.bitsOf(tokens);
    let latest = -1;
    let names: string[] = [];
    for (const { name, pattern } of this.compiled.actors) {
      const start = lastStart(pattern, tokens, bits);
      if (start < 0) continue;
      if (start > latest) names = [];
      if (start >= latest) names.push(name);
      latest = Math.max(latest, start);
    }
    return latest < 0 ? null : names;
  }

  private quote(match: Match, tokens: readonly Token[]): Span[] {
    const spans: Span[] = [];
    let from = match.taken[0];
    let to = from;
    for (const index of match.taken.slice(1)) {
      if (index - (to as number) - 1 > WIDEST_QUOTED_GAP) {
        spans.push(this.span(tokens, from as number, to as number));
        from = index;
      }
      to = index;
    }
    if (from !== undefined) spans.push(this.span(tokens, from, to as number));
    return spans;
  }

  private span(tokens: readonly Token[], from: number, to: number): Span {
    const start = (tokens[from] as Token).start;
    const end = (tokens[to] as Token).end;
    return { start, end, quote: this.passage.text.text.slice(start, end) };
  }
}

function lastStart(pattern: CompiledPattern, tokens: readonly Token[], bits: TokenBits): number {
  for (let start = tokens.length - 1; start >= 0; start -= 1) {
    const from = { each: bits.each.slice(start), union: bits.union };
    if (pattern.find(tokens.slice(start), from)?.start === 0) return start;
  }
  return -1;
}

/** Spans in order of place, those that overlap made one. */
export function joinSpans(spans: readonly Span[], text: string): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Span[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) {
      const end = Math.max(last.end, span.end);
      joined[joined.length - 1] = { start: last.start, end, quote: text.slice(last.start, end) };
    } else joined.push(span);
  }
  return joined;
}
