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

/** A feature, and the runs that go on from it by one word. */
interface Node {
  /** -1 where no feature ends here. */
  column: number;
  next: Map<string, Node> | null;
}

/** Turns passages into rows over a fixed vocabulary; the word vectors' columns come after the vocabulary's. */
export class Encoder {
  readonly names: readonly string[];
  readonly width: number;
  private readonly firsts = new Map<string, Map<string, Node>>();
  private readonly rarity: ArrayLike<number>;
  private readonly vectors: WordVectors | null;
  // Of the passage in hand, by column; `columns` are those met, in order.
  private columns: number[] = [];
  private readonly counts: Uint32Array;
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;

  /** `rarity` is each name's inverse document frequency. */
  constructor(names: readonly string[], rarity: ArrayLike<number>, vectors: WordVectors | null) {
    this.names = names;
    this.rarity = rarity;
    this.vectors = vectors;
    this.width = names.length + VECTOR_PARTS.length * (vectors?.dimension ?? 0);
    this.counts = new Uint32Array(names.length);
    this.starts = new Int32Array(names.length);
    this.ends = new Int32Array(names.length);
    names.forEach((name, column) => {
      this.nodeOf(name).column = column;
    });
  }

  encode(passage: AnalysedPassage, findings: RuleFindings): EncodedPassage {
    readFeatures<Node>(passage, findings, {
      take: (block, word, start, end) => this.note(this.firsts.get(block)?.get(word), start, end),
      goOn: (run, word, start, end) => this.note(run.next?.get(word), start, end),
    });
    const { columns } = this;
    this.columns = [];
    const encoded: EncodedPassage = { columns, values: [], starts: [], ends: [] };
    const lengths: Record<string, number> = {};
    for (const column of columns) {
      const letter = (this.names[column] as string).charAt(0);
      const count = this.counts[column] as number;
      const value =
        letter === "z" || letter === "r" ? 1 : (1 + Math.log(count)) * (this.rarity[column] as number);
      lengths[letter] = (lengths[letter] ?? 0) + value * value;
      encoded.values.push(value);
      encoded.starts.push(this.starts[column] as number);
      encoded.ends.push(this.ends[column] as number);
      this.counts[column] = 0;
    }
    columns.forEach((column, i) => {
      const letter = (this.names[column] as string).charAt(0);
      const block = BLOCKS[letter] ?? { scale: 1, isNormed: false };
      const length = block.isNormed ? Math.sqrt(lengths[letter] ?? 1) : 1;
      encoded.values[i] = ((encoded.values[i] as number) * block.scale) / length;
    });
    if (this.vectors) this.addVector(encoded, passage, this.vectors);
    return encoded;
  }

  /** Each beginning of a run is at least as frequent as the run: where it is not in the vocabulary, nor is the run. */
  private note(node: Node | undefined, start: number, end: number): Node | null {
    if (node === undefined) return null;
    const { column } = node;
    if (column < 0) return node;
    if (this.counts[column] === 0) {
      this.columns.push(column);
      this.starts[column] = start;
      this.ends[column] = end;
    }
    this.counts[column] = (this.counts[column] as number) + 1;
    return node;
  }

  private nodeOf(name: string): Node {
    const [block, rest] = [name.charAt(0), name.slice(2)];
    // Only these blocks hold runs of words; the names of the others may hold spaces of their own.
    const words = block === "w" || block === "h" ? rest.split(" ") : [rest];
    let level = this.firsts.get(block) ?? new Map<string, Node>();
    this.firsts.set(block, level);
    let node: Node | null = null;
    for (const word of words) {
      if (node !== null) {
        node.next ??= new Map();
        level = node.next;
      }
      node = level.get(word) ?? { column: -1, next: null };
      level.set(word, node);
    }
    return node as Node;
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
