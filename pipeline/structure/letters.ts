/**
 * Letters of the Latin script for the character classes of long patterns, without `\p{…}`: a pattern that names every
 * script of the world several times over takes as long to compile as a whole document to read.
 */
export const CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐŁŃŐŘŚŠŞŰŴŶŹŻŽ";
export const LETTER = "A-Za-zÀ-ÖØ-öø-ɏ";
