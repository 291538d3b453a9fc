import type { Token } from "./index.js";

/** After these a full stop ends no sentence. */
const ABBREVIATIONS = new Set(
  "rt hon hosp univ dir para paras app apps con cllr dept depts ref refs no nos cont approx gov est incl excl fig figs vol enc encl encs ext tel asst assoc prof dr mr mrs ms revd rev col lt capt sgt sr jr st".split(
    " ",
  ),
);

/** Amounts whose full stop the tokenizer takes for part of the word: "£1.2m. This". */
const AMOUNT_WITH_STOP = /^(?:m|bn|k|mn|pa|p\.a|%)\.$/i;

/**
 * Indexes of the tokens that open a sentence, the first 0: the sentence breaks of wink-nlp, without those after
 * an abbreviation, with those it misses after an amount.
 */
export function sentenceStarts(tokens: readonly Token[], opens: ReadonlySet<number>): number[] {
  const starts = tokens.length > 0 ? [0] : [];
  for (let i = 1; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    const isOpening = opens.has(i) ? !endsInAbbreviation(tokens, i) : followsAmount(tokens, i);
    if (isOpening && /[\p{L}\p{N}"'“‘(£•–-]/u.test(token.text)) starts.push(i);
  }
  return starts;
}

function endsInAbbreviation(tokens: readonly Token[], i: number): boolean {
  const last = tokens[i - 1] as Token;
  const word = last.text === "." ? tokens[i - 2] : last;
  if (!word || (last.text !== "." && !last.text.endsWith("."))) return false;
  const bare = word.text.replace(/\.$/, "");
  // "No." opens sentences too ("Any questions? No."); before a number it is "number".
  if (/^nos?$/i.test(bare)) return /^\d/.test((tokens[i] as Token).text);
  return ABBREVIATIONS.has(bare.toLowerCase());
}

function followsAmount(tokens: readonly Token[], i: number): boolean {
  const last = tokens[i - 1] as Token;
  const before = tokens[i - 2];
  return (
    AMOUNT_WITH_STOP.test(last.text) &&
    before !== undefined &&
    /\d$/.test(before.text) &&
    /^\p{Lu}/u.test((tokens[i] as Token).text)
  );
}
