import { analyse } from "../text/index.js";

/** How a passage opens: its place in a numbered or lettered list, and a title run into the text. */
export type Opening = {
  /** "5.2" where the passage is numbered 5.2.1; "a" where it is item (a) of a list. */
  marker: string | null;
  /** "Text reminders" in "(a) Text reminders. All five specialties were now sending messages." */
  title: string | null;
};

const MARKER = /^[\s\-•–*]*(?:\(([a-h])\)|([a-h])[.)](?=\s)|(\d{1,3}\.\d{1,3})\.\d{1,3}\b\.?)?\s*/u;
const TITLE = /^\*{0,2}(\p{Lu}[^.:;?!–*]{2,60}?)(?:\*{0,2}[.:]\*{0,2}|\*{1,2}|\s\([^)]{1,20}\)[.:]|\s+–)\s/u;
const MOST_WORDS = 7;
/** In minutes kept as notes every line begins with a few words without a verb, and none of them is a title. */
const LEAST_TEXT = 25;

/** Reads the opening of a passage. A title is a short run without a verb that ends in a full stop, colon or dash. */
export function readOpening(text: string): Opening {
  const found = text.match(MARKER);
  const marker = found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
  const rest = text.slice(found?.[0].length ?? 0);
  const candidate = rest.match(TITLE)?.[1]?.trim() ?? null;
  const isNote = marker === null && text.trim().split(/\s+/u).length < LEAST_TEXT;
  if (candidate === null || isNote || candidate.split(/\s+/u).length > MOST_WORDS)
    return { marker, title: null };
  const tokens = analyse(candidate).sentences.flatMap((sentence) => sentence.tokens);
  const hasVerb = tokens.some(
    ({ pos, lemma }) => pos === "AUX" || (pos === "VERB" && !/ing$|ed$/u.test(lemma)),
  );
  return { marker, title: hasVerb ? null : candidate };
}
