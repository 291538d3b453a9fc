import type { PageLook } from "./look-at-page.js";
import type { TextQuality } from "./text-quality.js";

// A page of prose holds 1,500 letters and more. Below these, look for pictures of text.
const SCARCE_LETTERS = 50;
const FEW_LETTERS = 400;
const MOST_OF_THE_PAGE = 0.6;
const SOME_OF_THE_PAGE = 0.1;
// Fewer are frames, rules and logos; letters turned into outlines are hundreds.
const MANY_SHAPES = 300;
const NO_COMMON_WORDS = 0.05;

/** Whether a page holds so little text, or such odd text, that it may be a picture of its text. */
export function isOddText(quality: TextQuality): boolean {
  return quality.letters < FEW_LETTERS || quality.isGarbled || quality.commonShare < NO_COMMON_WORDS;
}

/** Whether a page shows text that its text layer does not hold. */
export function needsOcr(quality: TextQuality, look: PageLook): boolean {
  if (quality.isGarbled) return true;
  if (quality.letters === 0) return look.hasImages || look.shapes > MANY_SHAPES || look.textDrawings > 0;
  if (quality.letters < SCARCE_LETTERS)
    return look.imageShare > SOME_OF_THE_PAGE || look.shapes > MANY_SHAPES;
  if (look.imageShare < MOST_OF_THE_PAGE) return false;
  return quality.letters < FEW_LETTERS || quality.commonShare < NO_COMMON_WORDS;
}

/** Whether a page shows anything but its text layer. */
export function showsAnything(look: PageLook): boolean {
  return look.hasImages || look.shapes > 0 || look.textDrawings > 0;
}
