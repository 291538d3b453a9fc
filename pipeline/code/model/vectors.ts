import type { AnalysedText, Token } from "../../text/index.js";

/** Word vectors: for each word a row of `dimension` small whole numbers. */
export interface WordVectors {
  dimension: number;
  rows: ReadonlyMap<string, number>;
  values: Int8Array;
  /** How much each word counts in a mean, from its frequency rank: common words say little. */
  importance(row: number): number;
}

/** The file that ships: words by falling frequency, and their vectors as one base64 run of signed bytes. */
export interface WordVectorFile {
  source: string;
  dimension: number;
  words: string;
  values: string;
}

export function readWordVectors(file: WordVectorFile): WordVectors {
  const words = file.words.split(" ");
  const bytes = Buffer.from(file.values, "base64");
  if (bytes.length !== words.length * file.dimension) {
    throw new Error(
      `The word vectors hold ${bytes.length} numbers; ${words.length} words of ${file.dimension} need ${words.length * file.dimension}. Install boardsense again.`,
    );
  }
  return {
    dimension: file.dimension,
    rows: new Map(words.map((word, row) => [word, row])),
    values: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    importance: (row) => 1 - 1 / (1 + (row + 1) / 100),
  };
}

/** Means already worked out: a heading is asked for once a passage, a text once more as its neighbour's neighbour. */
const known = new WeakMap<WordVectors, WeakMap<AnalysedText, Float64Array>>();

/** The mean of a text's word vectors, of length 1; zeros where no word is known. Not to be changed by the caller. */
export function meanVector(text: AnalysedText, vectors: WordVectors): Float64Array {
  let means = known.get(vectors);
  if (!means) {
    means = new WeakMap();
    known.set(vectors, means);
  }
  let mean = means.get(text);
  if (!mean) {
    mean = workOutMean(text, vectors);
    means.set(text, mean);
  }
  return mean;
}

/** Rows already looked up, by the token's form. */
const rowsByForm = new WeakMap<WordVectors, number[]>();

function rowOf({ form, text }: Token, vectors: WordVectors): number {
  let rows = rowsByForm.get(vectors);
  if (!rows) {
    rows = [];
    rowsByForm.set(vectors, rows);
  }
  const known = form >= 0 ? rows[form] : undefined;
  if (known !== undefined) return known;
  const row = vectors.rows.get(text.toLowerCase()) ?? -1;
  if (form >= 0) rows[form] = row;
  return row;
}

function workOutMean(text: AnalysedText, vectors: WordVectors): Float64Array {
  const mean = new Float64Array(vectors.dimension);
  for (const sentence of text.sentences) {
    for (const token of sentence.tokens) {
      const row = rowOf(token, vectors);
      if (row < 0) continue;
      const weight = vectors.importance(row);
      const from = row * vectors.dimension;
      for (let d = 0; d < vectors.dimension; d += 1) {
        mean[d] = (mean[d] as number) + weight * (vectors.values[from + d] as number);
      }
    }
  }
  let length = 0;
  for (const value of mean) length += value * value;
  if (length > 0) for (let d = 0; d < mean.length; d += 1) mean[d] = (mean[d] as number) / Math.sqrt(length);
  return mean;
}
