import type { AnalysedPassage } from "../../text/index.js";
import { BLOCKS, readFeatures } from "./features.js";
import type { RuleFindings } from "./types.js";
import { meanVector, type WordVectors } from "./vectors.js";

/** How much the mean word vectors of the passage, its heading and the passage before count beside the features. */
const VECTOR_SCALES = { text: 0.5, heading: 0.4, before: 0.3 } as const;
const VECTOR_PARTS = ["text", "heading", "before"] as const;

/** A passage as a sparse row, and where in the text each column was read. */
export interface EncodedPassage {
  columns: number[];
  values: number[];
  /** For each entry the first place it was read, -1 where it is no run of the text. */
  starts: number[];
  ends: number[];
}

/** Turns passages into rows over a fixed vocabulary; the word vectors' columns come after the vocabulary's. */
export class Encoder {
  readonly names: readonly string[];
  readonly width: number;
  private readonly index: ReadonlyMap<string, number>;
  private readonly rarity: ArrayLike<number>;
  private readonly vectors: WordVectors | null;

  /** `rarity` is each name's inverse document frequency. */
  constructor(names: readonly string[], rarity: ArrayLike<number>, vectors: WordVectors | null) {
    this.names = names;
    this.rarity = rarity;
    this.vectors = vectors;
    this.index = new Map(names.map((name, i) => [name, i]));
    this.width = names.length + VECTOR_PARTS.length * (vectors?.dimension ?? 0);
  }

  encode(passage: AnalysedPassage, findings: RuleFindings): EncodedPassage {
    const found = new Map<number, { count: number; start: number; end: number }>();
    readFeatures(passage, findings, (name, start, end) => {
      const column = this.index.get(name);
      // Each beginning of a run is at least as frequent as the run: where it is not in the vocabulary, nor is the run.
      if (column === undefined) return false;
      const known = found.get(column);
      if (known) known.count += 1;
      else found.set(column, { count: 1, start, end });
      return true;
    });
    const encoded: EncodedPassage = { columns: [], values: [], starts: [], ends: [] };
    const lengths = new Map<string, number>();
    for (const [column, { count, start, end }] of found) {
      const block = (this.names[column] as string).charAt(0);
      const value =
        block === "z" || block === "r" ? 1 : (1 + Math.log(count)) * (this.rarity[column] as number);
      lengths.set(block, (lengths.get(block) ?? 0) + value * value);
      encoded.columns.push(column);
      encoded.values.push(value);
      encoded.starts.push(start);
      encoded.ends.push(end);
    }
    for (let i = 0; i < encoded.columns.length; i += 1) {
      const letter = (this.names[encoded.columns[i] as number] as string).charAt(0);
      const block = BLOCKS[letter] ?? { scale: 1, isNormed: false };
      const length = block.isNormed ? Math.sqrt(lengths.get(letter) ?? 1) : 1;
      encoded.values[i] = ((encoded.values[i] as number) * block.scale) / length;
    }
    if (this.vectors) this.addVector(encoded, passage, this.vectors);
    return encoded;
  }

  private addVector(encoded: EncodedPassage, passage: AnalysedPassage, vectors: WordVectors): void {
    VECTOR_PARTS.forEach((part, k) => {
      const mean = meanVector(passage[part], vectors);
      const from = this.names.length + k * vectors.dimension;
      for (let d = 0; d < mean.length; d += 1) {
        if (mean[d] === 0) continue;
        encoded.columns.push(from + d);
        encoded.values.push((mean[d] as number) * VECTOR_SCALES[part]);
        encoded.starts.push(-1);
        encoded.ends.push(-1);
      }
    });
  }
}
