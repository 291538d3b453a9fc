/** A share of `whole` with its Wilson 95% interval. */
export interface Share {
  value: number;
  low: number;
  high: number;
}

const Z_95 = 1.959963984540054;

/** Share of `part` in `whole` with its Wilson score interval (95%); null where `whole` is 0. */
export function shareOf(part: number, whole: number): Share | null {
  if (whole <= 0) return null;
  const value = part / whole;
  const z2 = Z_95 ** 2;
  const centre = (value + z2 / (2 * whole)) / (1 + z2 / whole);
  const half = (Z_95 * Math.sqrt((value * (1 - value)) / whole + z2 / (4 * whole ** 2))) / (1 + z2 / whole);
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** (ps − cs) / (ps + cs) with the Wilson interval of ps / (ps + cs), rescaled; null where neither occurs. */
export function balanceOf(problemSensing: number, comfortSeeking: number): Share | null {
  const share = shareOf(problemSensing, problemSensing + comfortSeeking);
  if (share === null) return null;
  return { value: 2 * share.value - 1, low: 2 * share.low - 1, high: 2 * share.high - 1 };
}
