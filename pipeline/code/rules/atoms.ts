/** A test of one token; all atoms of a codebook share one table, so that a word is tested once a codebook. */
export interface Atom {
  /** Words exactly so, capitals included. */
  cased: ReadonlySet<string>;
  exact: ReadonlySet<string>;
  /** Words in any of their forms. */
  words: ReadonlySet<string>;
  prefixes: readonly string[];
  poses: ReadonlySet<string>;
  /** The token must have this part of speech besides. */
  pos: string | null;
}

/** The atoms a token passes, one bit an atom. */
export type AtomBits = Uint32Array;

/** The bits of a row of tokens, one by one, and all of them together. */
export interface TokenBits {
  each: readonly AtomBits[];
  union: AtomBits;
}

/** Whether a token with these bits passes the atom. */
export function has(bits: AtomBits, atom: number): boolean {
  return (((bits[atom >>> 5] as number) >>> (atom & 31)) & 1) === 1;
}

/** Notes in these bits that the atom is passed. */
export function setBit(bits: AtomBits, atom: number): void {
  bits[atom >>> 5] = ((bits[atom >>> 5] as number) | (1 << (atom & 31))) >>> 0;
}

/** Up to so many atoms are asked one by one; more are asked 32 at a time. */
const FEW_ATOMS = 12;

/** A set of atoms of which a token may pass any. */
export class AtomSet {
  private readonly list: readonly number[];
  private readonly mask: Uint32Array;

  constructor(atoms: readonly number[]) {
    this.list = [...new Set(atoms)];
    this.mask = new Uint32Array((Math.max(0, ...this.list) >>> 5) + 1);
    for (const atom of this.list) setBit(this.mask, atom);
  }

  hasAny(bits: AtomBits): boolean {
    if (this.list.length <= FEW_ATOMS) {
      for (const atom of this.list) if (has(bits, atom)) return true;
      return false;
    }
    for (let i = 0; i < this.mask.length; i += 1) {
      if (((this.mask[i] as number) & (bits[i] as number)) !== 0) return true;
    }
    return false;
  }
}
