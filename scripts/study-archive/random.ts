/** Random choices that are the same for the same seed on every machine. */
export class Choices {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0, below 1: mulberry32, which is short and even enough to choose words by. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  isLikely(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(things: readonly T[]): T {
    if (things.length === 0) throw new Error("Nothing to choose from.");
    return things[Math.floor(this.next() * things.length)] as T;
  }

  shuffle<T>(things: readonly T[]): T[] {
    const shuffled = [...things];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.between(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
  }

  /** So many of them, in their own order. */
  sample<T>(things: readonly T[], count: number): T[] {
    const kept = new Set(this.shuffle([...things.keys()]).slice(0, count));
    return things.filter((_, index) => kept.has(index));
  }
}
