/**
 * Converts offsets of one text between UTF-16 units (JavaScript's) and Unicode code points (REFI-QDA's). An offset
 * within a pair of units counts as the pair's beginning.
 */
export interface OffsetMap {
  toCodePoints(units: number): number;
  /** Null for an offset beyond the text. */
  toUnits(codePoints: number): number | null;
}

const SURROGATE = /[\ud800-\udbff][\udc00-\udfff]/g;

/** The map of a text. Quick for texts without characters beyond the first 65,536. */
export function mapOffsets(text: string): OffsetMap {
  // Where each pair begins, in units; the n-th lies n code points to the left.
  const pairs = [...text.matchAll(SURROGATE)].map((match) => match.index);
  const length = text.length - pairs.length;
  return {
    toCodePoints: (units) => units - countBelow(pairs, units),
    toUnits: (codePoints) => {
      if (codePoints < 0 || codePoints > length) return null;
      let low = 0;
      let high = pairs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((pairs[middle] as number) - middle < codePoints) low = middle + 1;
        else high = middle;
      }
      return codePoints + low;
    },
  };
}

/** How many of the ascending numbers are less than `limit`. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
