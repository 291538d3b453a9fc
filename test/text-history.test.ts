import { expect, test } from "vitest";
import { analyse } from "../pipeline/text/index.js";

const wordsOf = (text: string) =>
  analyse(text).sentences.flatMap(({ tokens }) => tokens.map(({ text: word, pos }) => `${word}/${pos}`));

// wink remembers words it has met; nothing that it remembers may change an answer.
test.each([
  [
    "a possessive met beside a mark",
    "It was not the Agency's, although it was near.",
    "The Agency's website was down.",
    "Agency's/",
  ],
  ["a number met beside a mark", "Refer to item (07), please.", "On 07 May it opened.", "07/PROPN"],
])("%s is read as if it had not been met", (_name, before, text, wrong) => {
  analyse(before);
  const words = wordsOf(text);
  expect(words.filter((word) => word.startsWith(wrong))).toEqual([]);
});

test("the parts of a possessive lie where they stand in the text", () => {
  const text = "The Trust's own; the boards’ too.";
  for (const sentence of analyse(text).sentences) {
    for (const token of sentence.tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
  }
});
