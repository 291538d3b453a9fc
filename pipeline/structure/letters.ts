/**
 * Letters of the Latin script for the character classes of long patterns, without `\p{…}`: a pattern that names every
 * script of the world several times over takes as long to compile as a whole document to read.
 */
export const CAPITAL = `A-ZÀ-ÖØ-Þ${capitalsBetween(0x100, 0x17f)}ȘȚ`;
export const LETTER = "A-Za-zÀ-ÖØ-öø-ɏ";

/** The capitals among the characters of a block in which small letters alternate with them. */
function capitalsBetween(first: number, last: number): string {
  let capitals = "";
  for (let code = first; code <= last; code++) {
    const letter = String.fromCharCode(code);
    if (letter !== letter.toLowerCase()) capitals += letter;
  }
  return capitals;
}
