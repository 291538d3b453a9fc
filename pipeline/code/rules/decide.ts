import type { Code, Codebook } from "../../../schemas/codebook.js";
import type { RuleHit } from "./match.js";

/** A code that applies, what its rules weigh together, and the rules that speak for it. */
export interface RuleDecision {
  code: string;
  score: number;
  hits: RuleHit[];
}

/**
 * The codes that apply, in the order of the codebook. A code's score is the sum of its rules' weights and of those
 * of the codes below it; it applies from the codebook's threshold on. A veto forbids its code and all below it.
 * Where a code of a group is asked for, exactly one of the group applies: the heaviest, the first of equals, or
 * the group's `otherwise`. A parent of a code that applies applies too.
 */
export function decideByRules(codebook: Codebook, hits: readonly RuleHit[]): RuleDecision[] {
  const tree = treeOf(codebook);
  const applying = new Map<string, RuleDecision>();
  for (const code of codebook.codes) {
    if (code.group !== undefined || tree.isGroupParent(code.code)) continue;
    const decision = tree.weigh(code, hits);
    if (decision.score >= codebook.threshold && !tree.isVetoed(code, hits)) applying.set(code.code, decision);
  }
  for (const code of codebook.codes) {
    const parent = code.parent;
    // A code whose parent is held back (by a veto or by what speaks against it) does not apply either.
    if (parent && !tree.isGroupParent(parent) && !applying.has(parent)) applying.delete(code.code);
  }
  for (const [group, { when, otherwise }] of Object.entries(codebook.groups)) {
    if (when !== undefined && !applying.has(when)) continue;
    const decision = chooseInGroup(codebook, group, hits, otherwise);
    applying.set(decision.code, decision);
    for (const parent of tree.ancestors(decision.code)) {
      if (!applying.has(parent)) applying.set(parent, { ...decision, code: parent });
    }
  }
  return codebook.codes.flatMap((code) => applying.get(code.code) ?? []);
}

/**
 * The code of a group that the rules speak for most, the first of equals; `otherwise` (by default the group's own)
 * where they speak for none. Whether the group is asked at all is not looked at.
 */
export function chooseInGroup(
  codebook: Codebook,
  group: string,
  hits: readonly RuleHit[],
  otherwise: string = codebook.groups[group]?.otherwise ?? "",
): RuleDecision {
  const tree = treeOf(codebook);
  let best: RuleDecision | null = null;
  for (const code of codebook.codes) {
    if (code.group !== group || tree.isVetoed(code, hits)) continue;
    const decision = tree.weigh(code, hits);
    if (decision.score > (best?.score ?? 0)) best = decision;
  }
  return best ?? { code: otherwise, score: 0, hits: [] };
}

const trees = new WeakMap<Codebook, CodeTree>();

function treeOf(codebook: Codebook): CodeTree {
  let tree = trees.get(codebook);
  if (!tree) {
    tree = new CodeTree(codebook);
    trees.set(codebook, tree);
  }
  return tree;
}

class CodeTree {
  private readonly above = new Map<string, string[]>();
  private readonly byCode: Map<string, Code>;
  private readonly groupParents: Set<string>;

  constructor(codebook: Codebook) {
    this.byCode = new Map(codebook.codes.map((code) => [code.code, code]));
    this.groupParents = new Set(
      codebook.codes.filter((code) => code.group).flatMap((code) => this.ancestors(code.code)),
    );
  }

  /** Whether codes of a group stand below: such a code applies exactly when one of them does. */
  isGroupParent(code: string): boolean {
    return this.groupParents.has(code);
  }

  /** Parent, its parent, and so on. */
  ancestors(code: string): string[] {
    const known = this.above.get(code);
    if (known) return known;
    const found: string[] = [];
    let parent = this.byCode.get(code)?.parent;
    while (parent !== undefined && !found.includes(parent)) {
      found.push(parent);
      parent = this.byCode.get(parent)?.parent;
    }
    this.above.set(code, found);
    return found;
  }

  weigh(code: Code, hits: readonly RuleHit[]): RuleDecision {
    const own = hits.filter((hit) => hit.code === code.code || this.ancestors(hit.code).includes(code.code));
    const score = own.reduce((sum, hit) => sum + (hit.veto ? 0 : hit.weight), 0);
    return { code: code.code, score, hits: own.filter((hit) => !hit.veto && hit.weight > 0) };
  }

  isVetoed(code: Code, hits: readonly RuleHit[]): boolean {
    const above = this.ancestors(code.code);
    return hits.some((hit) => hit.veto && (hit.code === code.code || above.includes(hit.code)));
  }
}
