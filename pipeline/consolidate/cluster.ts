import { type Group, joinGroups } from "./group.js";
import type { PairScore } from "./scorer.js";

/**
 * Joins the likeliest two groups, again and again, until no two are likelier one innovation than two.
 * A joined group is weighed anew, so a passage without words of its own ("the trial was extended") does not
 * stand between the passages that name the thing. Ties go to the groups that come first.
 */
export function joinLikely(start: readonly Group[], pairScore: PairScore): Group[] {
  const groups: (Group | null)[] = [...start];
  const scores: Float64Array[] = groups.map((_, i) => new Float64Array(i));
  const score = (i: number, j: number) => {
    const [one, other] = [groups[i], groups[j]];
    if (!one || !other) return Number.NEGATIVE_INFINITY;
    return pairScore(one, other);
  };
  for (let i = 0; i < groups.length; i += 1) {
    for (let j = 0; j < i; j += 1) (scores[i] as Float64Array)[j] = score(i, j);
  }
  for (;;) {
    let best = 0;
    let at: [number, number] | null = null;
    for (let i = 0; i < groups.length; i += 1) {
      const row = scores[i] as Float64Array;
      for (let j = 0; j < i; j += 1) {
        if ((row[j] as number) > best) {
          best = row[j] as number;
          at = [i, j];
        }
      }
    }
    if (at === null) break;
    const [later, earlier] = at;
    const [one, other] = [groups[earlier], groups[later]] as [Group, Group];
    groups[earlier] = joinGroups(one, other);
    groups[later] = null;
    for (let k = 0; k < groups.length; k += 1) {
      if (k > later) (scores[k] as Float64Array)[later] = Number.NEGATIVE_INFINITY;
      if (k < later) (scores[later] as Float64Array)[k] = Number.NEGATIVE_INFINITY;
      if (k < earlier) (scores[earlier] as Float64Array)[k] = score(earlier, k);
      if (k > earlier && k !== later) (scores[k] as Float64Array)[earlier] = score(k, earlier);
    }
  }
  return groups.filter((group) => group !== null);
}
