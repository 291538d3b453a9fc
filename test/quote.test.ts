import { expect, test } from "vitest";
import { quoteSentence } from "../pipeline/code/quote.js";
import { analyse } from "../pipeline/text/index.js";

const TEXT =
  "The report was received. Mrs Hale asked who had checked the figures, and nobody had. It was noted.";
const spanOf = (quote: string) => ({
  start: TEXT.indexOf(quote),
  end: TEXT.indexOf(quote) + quote.length,
  quote,
});

test("the quote of a coding is the sentence with most of the words that decided", () => {
  const quote = quoteSentence([spanOf("noted"), spanOf("asked who had checked")], analyse(TEXT));
  expect(quote?.quote).toBe("Mrs Hale asked who had checked the figures, and nobody had.");
  expect(TEXT.slice(quote?.start, quote?.end)).toBe(quote?.quote);
});

test("a coding that names no words has no quote", () => {
  expect(quoteSentence([], analyse(TEXT))).toBeUndefined();
});
