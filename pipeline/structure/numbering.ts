/** A heading with the number it bears, if any. */
type Numbered = { block: number; number: string | null };

/** Numbers of items rise by no more than this from one heading found to the next. */
const FURTHEST_STEP = 20;
const FURTHEST_SLIP = 3;

/**
 * Leaves out headings whose plain number has no company: neither does it count on from the one before nor does its
 * successor follow ("411 Adams Street" after item 2; "2 East Main Street" before item 1).
 */
export function dropStrayNumbers<T extends Numbered>(headings: readonly T[]): T[] {
  const plain = headings.filter(({ number }) => countOf(number) !== null);
  let last: number | null = null;
  const stray = new Set<T>();
  plain.forEach((heading, index) => {
    const count = countOf(heading.number) as number;
    const isFollowed = plain.slice(index + 1, index + 3).some(({ number }) => countOf(number) === count + 1);
    const countsOn = last === null ? count === 1 : isNear(last, count);
    if (isFollowed || countsOn || plain.length < 3) last = count;
    else stray.add(heading);
  });
  return headings.filter((heading) => !stray.has(heading));
}

/** Counting on, with numbers left out or, now and then, a number given twice. */
function isNear(last: number, count: number): boolean {
  return (
    count - last <= FURTHEST_STEP &&
    (count >= last || (count > FURTHEST_SLIP && last - count <= FURTHEST_SLIP))
  );
}

/**
 * Headings that fill the gaps in a numbering: "3" between "2" and "4", "FGB 96/1920" between "FGB 95/1920" and
 * "FGB 99/1920". Both lists in the order of blocks.
 */
export function findMissing<T extends Numbered>(kept: readonly T[], all: readonly T[]): T[] {
  const count = counter(kept);
  if (count === null) return [];
  const taken = new Set(kept);
  const missing: T[] = [];
  const counted = kept.filter((heading) => count(heading.number) !== null);
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

/** The part that counts in numbers of one style, where the other parts stay the same; null where there is none. */
function counter(headings: readonly Numbered[]): ((number: string | null) => number | null) | null {
  const styles = new Map<string, number[][]>();
  for (const { number } of headings) {
    if (number === null) continue;
    const parts = (number.match(/\d+/g) ?? []).map(Number);
    if (parts.length > 0) styles.set(styleOf(number), [...(styles.get(styleOf(number)) ?? []), parts]);
  }
  const [style, found] = [...styles].sort((a, b) => b[1].length - a[1].length)[0] ?? ["", []];
  const first = found[0];
  if (first === undefined || found.length < 3) return null;
  const varying = first.flatMap((value, i) => (found.every((parts) => parts[i] === value) ? [] : [i]));
  const [at] = varying;
  if (varying.length !== 1 || at === undefined) return null;
  return (number) => {
    if (number === null || styleOf(number) !== style) return null;
    const parts = (number.match(/\d+/g) ?? []).map(Number);
    return parts.every((value, i) => i === at || value === first[i]) ? (parts[at] ?? null) : null;
  };
}

const countOf = (number: string | null) =>
  number !== null && /^\d{1,3}$/.test(number) ? Number(number) : null;
const styleOf = (number: string) => number.replace(/\d+/g, "#");
