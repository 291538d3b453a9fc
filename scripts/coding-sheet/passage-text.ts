/** A cell of a spreadsheet holds so many characters; what is longer would be cut without a word. */
const LONGEST_CELL = 32_000;

/** The text of a passage as a sheet shows it. */
export function shownText(text: string): string {
  return text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL)} […]`;
}

/** Whether a sheet's text is the passage's: spaces and line breaks may differ, since programs change them on saving. */
export function isTextOf(passage: string, inSheet: string): boolean {
  return comparable(shownText(passage)) === comparable(inSheet);
}

function comparable(text: string): string {
  // An apostrophe before a sign that would begin a formula was put there by the sheet, or by a spreadsheet.
  return text
    .replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Whether the letters of a text look as if UTF-8 had been opened as Windows-1252 and saved so: "â€™" for "’". */
export function looksMisread(text: string): boolean {
  return /â€|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]/.test(text);
}
