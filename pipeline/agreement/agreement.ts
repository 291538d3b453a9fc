/** Two coders' answers about one unit. */
export type Pair = readonly [one: string, other: string];

/** Share of units on which both say the same; null without units. */
export function percentAgreement(pairs: readonly Pair[]): number | null {
  if (pairs.length === 0) return null;
  return pairs.filter(([one, other]) => one === other).length / pairs.length;
}

/**
 * Cohen's kappa: (po - pe) / (1 - pe), chance from each coder's own margins (Cohen, Educational and Psychological
 * Measurement 20, 1960, 37-46). Null without units, or where both always give the same single answer.
 */
export function cohenKappa(pairs: readonly Pair[]): number | null {
  const observed = percentAgreement(pairs);
  if (observed === null) return null;
  const one = shares(pairs.map(([answer]) => answer));
  const other = shares(pairs.map(([, answer]) => answer));
  let expected = 0;
  for (const [answer, share] of one) expected += share * (other.get(answer) ?? 0);
  return corrected(observed, expected);
}

/**
 * Gwet's AC1: chance agreement is Σ π(1 - π) / (q - 1), with π the mean share of an answer and q the number of
 * possible answers (Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008, 29-48). It stays
 * steady where one answer is rare. `answers` are the possible ones; by default those that occur.
 */
export function gwetAC1(pairs: readonly Pair[], answers?: readonly string[]): number | null {
  const observed = percentAgreement(pairs);
  if (observed === null) return null;
  const mean = shares(pairs.flat());
  const count = new Set(answers ?? mean.keys()).size;
  if (count < 2) return null;
  let expected = 0;
  for (const share of mean.values()) expected += share * (1 - share);
  return corrected(observed, expected / (count - 1));
}

/**
 * Krippendorff's alpha for nominal answers, any number of coders, gaps allowed: 1 - Do / De over the coincidences of
 * answers within units (Krippendorff, Content Analysis, 2004, ch. 11; "Computing Krippendorff's Alpha-Reliability",
 * 2011). A unit is its answers, null where a coder gave none; units with fewer than two count for nothing.
 */
export function krippendorffAlpha(units: readonly (readonly (string | null)[])[]): number | null {
  const totals = new Map<string, number>();
  let agreeing = 0;
  let count = 0;
  for (const unit of units) {
    const given = unit.filter((answer) => answer !== null);
    if (given.length < 2) continue;
    const own = new Map<string, number>();
    for (const answer of given) own.set(answer, (own.get(answer) ?? 0) + 1);
    for (const [answer, times] of own) {
      agreeing += (times * (times - 1)) / (given.length - 1);
      totals.set(answer, (totals.get(answer) ?? 0) + times);
    }
    count += given.length;
  }
  if (count < 2) return null;
  let alike = 0;
  for (const total of totals.values()) alike += total * (total - 1);
  const expectedDisagreement = 1 - alike / (count * (count - 1));
  if (expectedDisagreement === 0) return null;
  return 1 - (1 - agreeing / count) / expectedDisagreement;
}

/**
 * Agreement on the rare answer: 2a / (2a + b + c), both yes against either alone (Cicchetti and Feinstein, Journal of
 * Clinical Epidemiology 43, 1990, 551-558). Equals F1 of one coder against the other. Null where nobody said yes.
 */
export function positiveAgreement(pairs: readonly (readonly [boolean, boolean])[]): number | null {
  let both = 0;
  let single = 0;
  for (const [one, other] of pairs) {
    if (one && other) both += 1;
    else if (one || other) single += 1;
  }
  return both + single === 0 ? null : (2 * both) / (2 * both + single);
}

function corrected(observed: number, expected: number): number | null {
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}

function shares(answers: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return new Map([...counts].map(([answer, count]) => [answer, count / answers.length]));
}
