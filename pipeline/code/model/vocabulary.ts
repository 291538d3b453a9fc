import type { AnalysedPassage } from "../../text/index.js";
import { readFeatures } from "./features.js";
import type { RuleFindings } from "./types.js";
import { readModelWords } from "./words.js";

/** A passage read for training, with the body it comes from. */
export interface ReadPassage {
  body: string;
  analysed: AnalysedPassage;
  findings: RuleFindings;
}

/** A feature of fewer bodies says more about the body than about the code. */
const FEWEST_BODIES = 3;

/**
 * The features a model may ship: seen in at least three bodies, and made only of words that were also written
 * without a capital in the middle of a sentence, so that no personal name is among them. Sorted by name.
 */
export function buildVocabulary(passages: readonly ReadPassage[]): { names: string[]; rarity: number[] } {
  const ordinary = ordinaryWords(passages);
  const seen = new Map<string, { bodies: Set<string>; passages: number }>();
  for (const { body, analysed, findings } of passages) {
    const own = new Set<string>();
    const note = (name: string) => {
      own.add(name);
      return name;
    };
    readFeatures(analysed, findings, {
      take: (block, word) => note(`${block}:${word}`),
      goOn: (run, word) => note(`${run} ${word}`),
    });
    for (const name of own) {
      let entry = seen.get(name);
      if (!entry) {
        entry = { bodies: new Set(), passages: 0 };
        seen.set(name, entry);
      }
      entry.bodies.add(body);
      entry.passages += 1;
    }
  }
  const names = [...seen]
    .filter(([name, { bodies }]) => bodies.size >= FEWEST_BODIES && isShippable(name, ordinary))
    .map(([name]) => name)
    .sort();
  const rarity = names.map((name) =>
    round(Math.log(1 + passages.length / (seen.get(name) as { passages: number }).passages)),
  );
  return { names, rarity };
}

function isShippable(name: string, ordinary: ReadonlySet<string>): boolean {
  const block = name.charAt(0);
  if (block === "z" || block === "r") return true;
  return name
    .slice(2)
    .split(/[ >]/)
    .every((word) => !/^\p{L}/u.test(word) || ordinary.has(word));
}

function ordinaryWords(passages: readonly ReadPassage[]): Set<string> {
  const counts = new Map<string, Set<string>>();
  for (const { body, analysed } of passages) {
    const { text, sentences } = analysed.text;
    for (const sentence of sentences) {
      for (const { norm, start } of readModelWords(sentence)) {
        if (!/^\p{Ll}/u.test(text.charAt(start))) continue;
        const bodies = counts.get(norm) ?? new Set();
        bodies.add(body);
        counts.set(norm, bodies);
      }
    }
  }
  const words = [...counts].filter(([, bodies]) => bodies.size >= 2).map(([word]) => word);
  // Acronyms that stand for things, not people, are let through as they come from a fixed list.
  return new Set([...words, ...SHORT_FORMS]);
}

const SHORT_FORMS = [
  "nhs",
  "cqc",
  "pct",
  "gp",
  "ed",
  "si",
  "mrsa",
  "hsmr",
  "cquin",
  "qipp",
  "cip",
  "ofsted",
  "ccg",
  "icb",
];

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
