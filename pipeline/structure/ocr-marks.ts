/** Figures after a letter that OCR takes for letters: "Al." for "A1.". */
const FIGURES: Record<string, string> = { l: "1", I: "1", "|": "1", d: "4", S: "5", B: "8", O: "0", Z: "2" };

/** A text whose number OCR read as a letter, with the figure in its place; other texts come back as they are. */
export function mendMark(text: string): string {
  return text.replace(
    /^([A-Z])([lI|dSBOZ])(?=[.)]\s+\p{Lu})/u,
    (_, letter: string, sign: string) => `${letter}${FIGURES[sign]}`,
  );
}
