/** A share or coefficient with its 95% interval; null where there is nothing to measure. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** ".82 [.74, .90]", as reports of such figures write them; "–" where there is none, and no minus before nought. */
export function describeEstimate({ value, low, high }: Estimate): string {
  if (value === null) return "–";
  return low === null || high === null ? digits(value) : `${digits(value)} [${digits(low)}, ${digits(high)}]`;
}

function digits(number: number): string {
  return number
    .toFixed(2)
    .replace(/^-(0\.00)$/, "$1")
    .replace(/^(-?)0\./, "$1.");
}
