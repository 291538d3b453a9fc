/** A proportion with its counts and its 95% interval (Wilson); all null where nothing was counted. */
export type Proportion = {
  count: number;
  of: number;
  value: number | null;
  low: number | null;
  high: number | null;
};

const Z = 1.959963984540054;

export function proportionOf(count: number, of: number): Proportion {
  if (of === 0) return { count, of, value: null, low: null, high: null };
  const value = count / of;
  const spread = Z * Math.sqrt((value * (1 - value)) / of + (Z * Z) / (4 * of * of));
  const centre = value + (Z * Z) / (2 * of);
  const scale = 1 + (Z * Z) / of;
  return {
    count,
    of,
    value,
    low: count === 0 ? 0 : (centre - spread) / scale,
    high: count === of ? 1 : (centre + spread) / scale,
  };
}

/**
 * F1 from found, invented and missed. Its interval is that of found / (found + invented + missed), a plain
 * proportion of which F1 is a rising function.
 */
export function f1Of(found: number, invented: number, missed: number): Proportion {
  const share = proportionOf(found, found + invented + missed);
  const toF1 = (value: number | null) => (value === null ? null : (2 * value) / (1 + value));
  return { ...share, value: toF1(share.value), low: toF1(share.low), high: toF1(share.high) };
}
