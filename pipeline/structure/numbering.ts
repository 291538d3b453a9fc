/** A heading with the number it bears, if any. */
type Numbered = { block: number; number: string | null };

/** Numbers of items rise by no more than this from one heading found to the next, or slip back by so many. */
const FURTHEST_STEP = 20;
const FURTHEST_SLIP = 3;
/** What a count that begins anew, or leaps, must bring in headings to be believed. */
const RESTART = 1.5;
const LEAP = 1.2;
/** Numbers left out are headings that were not found; many at once are doubtful. */
const NEAREST_STEP = 5;
const SKIP = 1;
const FURTHEST_LEAP = 60;

/**
 * Leaves out headings whose number stands in no count: "411 Adams Street" between items 2 and 3, "2 East Main Street"
 * before item 1, "10/034" under "10/052 Matters arising".
 */
export function dropStrayNumbers<T extends Numbered>(headings: readonly T[]): T[] {
  const lettered = headings.filter(
    ({ number }) => countOf(number) === null && !/\p{L}{4}/u.test(number ?? ""),
  );
  return counters(lettered).reduce<T[]>((kept, count) => dropSlips(kept, count), dropStrays(headings));
}

/** So many others that bear the same year show that items are numbered by it. */
const FEWEST_OF_YEAR = 2;

/** Leaves out financial years ("2010/11 Budget"), unless items are numbered by the year ("2010/11" after "2010/10"). */
export function dropFinancialYears<T extends Numbered>(headings: readonly T[]): T[] {
  const yearOf = (number: string | null) => /^((?:19|20)\d\d)\/\d{1,3}$/.exec(number ?? "")?.[1];
  const numbers = new Map<string, Set<string | null>>();
  for (const { number } of headings) {
    const year = yearOf(number);
    if (year !== undefined) numbers.set(year, (numbers.get(year) ?? new Set()).add(number));
  }
  return headings.filter(({ number }) => {
    const year = yearOf(number);
    const isPair =
      year !== undefined && number?.slice(5) === String((Number(year) + 1) % 100).padStart(2, "0");
    return !isPair || (numbers.get(year)?.size ?? 0) > FEWEST_OF_YEAR;
  });
}

/** Without numbers of former meetings, for behind them the count goes on where it was. */
function dropSlips<T extends Numbered>(headings: readonly T[], count: Count): T[] {
  const numbers = headings.map(({ number }) => count(number));
  const ahead: number[] = [];
  for (let i = numbers.length - 1, most = 0; i >= 0; i--) {
    ahead[i] = most;
    most = Math.max(most, numbers[i] ?? 0);
  }
  let reached = 0;
  return headings.filter((_, i) => {
    const number = numbers[i] ?? null;
    if (number === null) return true;
    if (number < reached - FURTHEST_SLIP && (ahead[i] ?? 0) > reached) return false;
    reached = Math.max(reached, number);
    return true;
  });
}

/** Kept is the longest way through plain numbers on which they count on. */
function dropStrays<T extends Numbered>(headings: readonly T[]): T[] {
  const plain = headings.filter(({ number }) => countOf(number) !== null);
  if (plain.length < 3) return [...headings];
  const best: { score: number; from: number }[] = [];
  plain.forEach(({ number }, index) => {
    let [score, from] = [0, -1];
    for (let before = 0; before < index; before++) {
      const cost = costOf(countOf(plain[before]?.number ?? null) as number, countOf(number) as number);
      const reached = (best[before]?.score ?? 0) - cost;
      if (reached >= score) [score, from] = [reached, before];
    }
    best.push({ score: score + 1, from });
  });
  let at = best.reduce((top, { score }, index) => (score >= (best[top]?.score ?? 0) ? index : top), 0);
  const kept = new Set<T>();
  for (; at >= 0; at = best[at]?.from ?? -1) kept.add(plain[at] as T);
  return headings.filter((heading) => countOf(heading.number) === null || kept.has(heading));
}

/** What it costs to believe that one number follows another: nothing where it counts on. */
function costOf(last: number, next: number): number {
  if (next >= last && next - last <= FURTHEST_STEP) return next - last > NEAREST_STEP ? SKIP : 0;
  if (next > FURTHEST_SLIP && next < last && last - next <= FURTHEST_SLIP) return 0;
  if (next > last && next - last <= FURTHEST_LEAP) return LEAP;
  return next === 1 ? RESTART : Number.POSITIVE_INFINITY;
}

/**
 * Headings that fill the gaps in a numbering: "3" between "2" and "4", "FGB 96/1920" between "FGB 95/1920" and
 * "FGB 99/1920". Both lists in the order of blocks.
 */
export function findMissing<T extends Numbered>(kept: readonly T[], all: readonly T[]): T[] {
  const missing = counters(kept).flatMap((count) => findMissingIn(kept, all, count));
  return [...new Set(missing)];
}

type Count = (number: string | null) => number | null;

function findMissingIn<T extends Numbered>(kept: readonly T[], all: readonly T[], count: Count): T[] {
  const taken = new Set(kept);
  const missing: T[] = [];
  const counted = kept.filter((heading) => count(heading.number) !== null);
  missing.push(...findBeginning(counted[0], all, count));
  counted.forEach((heading, index) => {
    const next = counted[index + 1];
    const to = next === undefined ? Number.POSITIVE_INFINITY : (count(next.number) as number);
    let last = count(heading.number) as number;
    if (to - last > FURTHEST_STEP && next !== undefined) return;
    for (const candidate of all) {
      if (taken.has(candidate) || candidate.block <= heading.block) continue;
      if (next !== undefined && candidate.block >= next.block) break;
      const number = count(candidate.number);
      // Behind the last one found only the very next number counts.
      if (number === null || number <= last || number >= to || (next === undefined && number !== last + 1))
        continue;
      missing.push(candidate);
      last = number;
    }
  });
  return missing;
}

/** The headings before the first one found, where they count down to 1 without a gap. */
function findBeginning<T extends Numbered>(first: T | undefined, all: readonly T[], count: Count): T[] {
  const beginning: T[] = [];
  let wanted = (count(first?.number ?? null) ?? 1) - 1;
  for (const candidate of [...all].reverse()) {
    if (wanted < 1 || first === undefined) break;
    if (candidate.block >= first.block || count(candidate.number) !== wanted) continue;
    beginning.push(candidate);
    wanted--;
  }
  return wanted < 1 ? beginning : [];
}

/** So many numbers show what counts in their style; two do where letters set the style apart ("B2", "B3"). */
const FEWEST_OF_STYLE = 3;
const FEWEST_LETTERED = 2;

/** For each style of number in which one part counts and the others stay the same, what it counts. */
function counters(headings: readonly Numbered[]): Count[] {
  const styles = new Map<string, number[][]>();
  for (const { number } of headings) {
    if (number === null) continue;
    const parts = (number.match(/\d+/g) ?? []).map(Number);
    if (parts.length === 0) continue;
    const ofStyle = styles.get(countedStyle(number));
    if (ofStyle === undefined) styles.set(countedStyle(number), [parts]);
    else ofStyle.push(parts);
  }
  return [...styles].flatMap(([style, found]) => {
    const first = found[0] as number[];
    if (found.length < (/[A-Z]/.test(style) ? FEWEST_LETTERED : FEWEST_OF_STYLE)) return [];
    const varying = first.flatMap((value, i) => (found.every((parts) => parts[i] === value) ? [] : [i]));
    const [at] = varying;
    if (varying.length !== 1 || at === undefined) return [];
    return (number: string | null) => {
      if (number === null || countedStyle(number) !== style) return null;
      const parts = (number.match(/\d+/g) ?? []).map(Number);
      return parts.every((value, i) => i === at || value === first[i]) ? (parts[at] ?? null) : null;
    };
  });
}

/** The number of an item that bears a plain number; null for others. */
export const countOf = (number: string | null) =>
  number !== null && /^\d{1,3}$/.test(number) ? Number(number) : null;
const countedStyle = (number: string) => number.replace(/\d+/g, "#");
