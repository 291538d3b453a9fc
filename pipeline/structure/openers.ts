/** What opens a paragraph: a bullet, a letter or number of a list, or the number of an agenda item. */
export type Opener = {
  kind: "bullet" | "letter" | "roman" | "number" | "item";
  /** As printed, without the space after it. */
  mark: string;
  /** UTF-16 units from the start of the text to the first letter after the mark. */
  length: number;
};

const BULLET = /^([•●○◦▪▫■□◆◇►▶➢➤✓✔✗✘‣⁃∙·*]|[-–—](?=\s)|o(?=\s+[\p{Lu}$£€"“]))\s*/u;
const LETTER = /^(\([a-z]{1,2}\)|[a-z][.)])\s+(?=\S)/;
const ROMAN = /^(\([ivxl]{1,5}\)|[ivxl]{1,5}[.)])\s+(?=\S)/;
const NUMBER = /^(\(\d{1,3}\)|\d{1,3}[.)])\s+(?=\S)/;
/** Numbers of agenda items in the styles of real bodies. */
const ITEM_NUMBERS: readonly RegExp[] = [
  /^((?=[A-Za-z&]*[A-Z][A-Za-z&]*[A-Z/.\d -])[A-Z][A-Za-z&]{0,5}(?:[ /.-]{0,2}[A-Z]{1,4})?[ /.-]{0,2}\d{1,4}[/.-]\d{1,4}(?:[/.-]\d{1,3})?[a-z]?)[.:)]?\s+(?=\S)/, // TB/10/58, TB.15.085, FGB 55/1920, BoD 24/12/06
  /^([A-Z]{1,5} ?\(\d{2,4}\) ?\d{1,3})[.:)]?\s+(?=\S)/, // PM(18)01
  /^(\d{1,4}\/\d{1,4}(?:\/\d{1,4})?(?:\.\d{1,3})?[a-z]?)[.:)]?\s+(?=\S)/, // 10/034, 2023/091, 78/10
  /^(\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?)[.:)]?\s+(?=\S)/, // 3.2.1
  /^([A-Z]\d{1,3}(?:\.\d{1,2})?)[.:)]?\s+(?=\S)/, // A1, B12.
  /^((?:PART|Part|SECTION|Section) (?:\d{1,2}|[A-Z]|[IVX]{1,4}))(?:[.:]|\s*[–—-])\s+(?=\S)/, // PART 3.
  /^((?:Item|Agenda item|Minute|Min)(?: No\.?)? ?\d{1,3}(?:\.\d{1,2})?[a-z]?)[.:)–-]?\s+(?=\S)/i,
  /^(\d{1,3})[.:)]?\s+(?=\p{Lu}|["'“‘(])/u, // 7. or 7
  /^([IVXL]{1,6})[.:)]\s+(?=\S)/, // IV.
  /^([A-Z])[.:)]\s+(?=\p{Lu})/u, // A.
];
/** A day, a time or an amount that opens a paragraph is no item number: "12 March 2010", "9.30 am", "5.1 million". */
const NO_NUMBER =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b|\d{1,2}(?:st|nd|rd|th)?\s+(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])|\d{1,2}[.:]\d{2}\s*(?:am|pm|a\.m|p\.m|hrs|hours|[-–]|to\s)|[\d.,]+\s*(?:million|billion|per cent|%|years?|days?|weeks?|months?|hours?|minutes|staff|patients?|people|members?|of the)\b)/;

/** Questions and answers written down word by word. */
const QUESTION = /^(?:Q\d{0,2}[.:)]|A:)\s/;

/** Whether a text opens with the mark of a question or an answer ("Q2.", "A:"): somebody else's turn. */
export const opensTurn = (text: string) => QUESTION.test(text);

/** No mark is longer, and all that open with a letter hold a figure or a sign; most lines open with words. */
const OPENS_WITH_WORDS = /^[A-Za-z][^\d.):–—-]{19}/;

/** The mark that opens a text, or null. An item's number wins over a list's where both could be meant. */
export function readOpener(text: string): Opener | null {
  const bullet = BULLET.exec(text);
  if (bullet) return { kind: "bullet", mark: bullet[1] as string, length: bullet[0].length };
  if (OPENS_WITH_WORDS.test(text)) return null;
  for (const [kind, pattern] of [
    ["roman", ROMAN],
    ["letter", LETTER],
    ["number", /^\(\d/.test(text) ? NUMBER : null],
  ] as const) {
    const found = pattern?.exec(text);
    if (found) return { kind, mark: found[1] as string, length: found[0].length };
  }
  if (NO_NUMBER.test(text) || QUESTION.test(text)) return null;
  for (const pattern of ITEM_NUMBERS) {
    const found = pattern.exec(text);
    if (found) return { kind: "item", mark: found[1] as string, length: found[0].length };
  }
  return null;
}
