import type { Example } from "./example.js";
import { packRows, type SparseRows } from "./linear.js";

/** How much what is peculiar to a set counts beside what it shares; chosen out of fold on the development bodies. */
const PECULIAR = Math.sqrt(6);
/** The bias of a set: a column of the same value as the common one. */
const BIAS_VALUE = 3;

/**
 * Packs encoded passages for training. Passages of a named set have every column twice, once for all passages and
 * once for the set alone: what is peculiar to the set (how it is worded, how many codes it holds) is learnt there
 * and left behind, what it shares goes to the columns below `sharedWidth` (Daumé, ACL 2007).
 */
export function packBySets(
  examples: readonly Example[],
  encoded: readonly { columns: readonly number[]; values: readonly number[] }[],
  sharedWidth: number,
): SparseRows {
  const sets = [...new Set(examples.flatMap(({ set }) => set ?? []))].sort();
  const rows = encoded.map(({ columns, values }, i) => {
    const shared = columns.map((column, k) => [column, values[k] as number] as const);
    const set = examples[i]?.set;
    if (set === undefined) return shared;
    const from = sharedWidth + sets.indexOf(set) * (sharedWidth + 1);
    const own = shared.map(([column, value]) => [from + column, value * PECULIAR] as const);
    return [...shared, ...own, [from + sharedWidth, BIAS_VALUE * PECULIAR] as const];
  });
  return packRows(rows, sharedWidth + sets.length * (sharedWidth + 1));
}
