/** A day named in a text. `quote` equals `text.slice(start, end)`, in UTF-16 units. */
export type FoundDate = { date: string; quote: string; start: number; end: number; isNumeric: boolean };

/** How a document writes dates in figures: 3/4/2010 is 3 April day first, 4 March month first. */
export type FigureOrder = "day first" | "month first";

const MONTHS: readonly string[][] = [
  ["january", "jan", "ionawr", "am faoilleach", "faoilleach", "fhaoilleach", "janvier"],
  ["february", "feb", "febuary", "chwefror", "an gearran", "gearran", "ghearran", "février", "fevrier"],
  ["march", "mar", "mawrth", "fawrth", "am màrt", "màrt", "mhàrt", "mars"],
  ["april", "apr", "ebrill", "an giblean", "giblean", "ghiblean", "avril"],
  ["may", "mai", "fai", "an cèitean", "cèitean", "chèitean"],
  ["june", "jun", "mehefin", "fehefin", "an t-ògmhios", "ògmhios", "juin"],
  ["july", "jul", "gorffennaf", "orffennaf", "an t-iuchar", "iuchar", "juillet"],
  ["august", "aug", "awst", "an lùnastal", "lùnastal", "août", "aout"],
  ["september", "sept", "sep", "medi", "fedi", "an t-sultain", "sultain", "septembre"],
  ["october", "oct", "hydref", "an dàmhair", "dàmhair", "dhàmhair", "octobre"],
  ["november", "nov", "tachwedd", "dachwedd", "an t-samhain", "samhain", "novembre"],
  ["december", "dec", "rhagfyr", "ragfyr", "an dùbhlachd", "dùbhlachd", "dhùbhlachd", "décembre", "decembre"],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const MONTH = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join("|");
const WEEKDAY =
  "(?:mon|tues|tue|wednes|wed|thurs|thur|thu|fri|satur|sat|sun)(?:day)?|dydd (?:llun|mawrth|mercher|iau|gwener|sadwrn|sul)|di(?:luain|màirt|ciadain|ardaoin|haoine|sathairne|dòmhnaich)";
// OCR reads a raised "th" as a quotation mark, a star, a degree, trade mark or per cent sign.
const ORDINAL = "(?:\\s?(?:st|nd|rd|th|af|il|ydd|fed|ed|eg|ain|er|mh|na|[\"'”“’*°%™®]{1,2}))?";
const DAY = `(\\d{1,2})${ORDINAL}`;
const YEAR = "(?:'|’)?(\\d{4}|\\d{2})(?!\\d)";

const PATTERNS: readonly { pattern: RegExp; order: "dmy" | "mdy" | "ymd" | "figures" }[] = [
  {
    // Thursday, the 28th day of January, 2010 · 29ain o Dachwedd 2018 · 15-Apr-16 · 9th and 10th March 2011
    pattern: new RegExp(
      `(?:(?:${WEEKDAY})\\.?,?\\s+)?(?:the\\s+)?(?<![\\d:.£])${DAY}(?:\\s*(?:&|and|[-–])\\s*\\d{1,2}${ORDINAL})?[\\s.,-]*(?:(?:day\\s+)?of\\s+|o\\s+|den\\s+|dhen\\s+)?(${MONTH})\\b\\.?[\\s,-]*${YEAR}`,
      "gi",
    ),
    order: "dmy",
  },
  {
    pattern: new RegExp(
      `(?:(?:${WEEKDAY})\\.?,?\\s+)?\\b(${MONTH})\\b\\.?\\s*${DAY}(?:\\s*[-–&]\\s*\\d{1,2}${ORDINAL})?\\s*[,.]?\\s*(?:(?:'|’)?(\\d{4}))(?!\\d)`,
      "gi",
    ),
    order: "mdy",
  },
  { pattern: /(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])/g, order: "ymd" },
  {
    pattern: /(?<![\d/.£$-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/]|[.-]\d)/g,
    order: "figures",
  },
];

/** Every day that a text names in full, in order. Impossible days are left out; two-digit years are those of 1970-2069. */
export function findDates(text: string, order: FigureOrder = "day first"): FoundDate[] {
  const found: FoundDate[] = [];
  if (!/\d/.test(text)) return found;
  const hasFullYear = /\d{4}/.test(text);
  for (const { pattern, order: shape } of PATTERNS) {
    if (!hasFullYear && (shape === "mdy" || shape === "ymd")) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const date = readMatch(match, shape, order);
      const [start, end] = [match.index, match.index + match[0].length];
      // What is no day may still hold one: "11:30, 14 February".
      if (date === null) pattern.lastIndex = start + 1;
      else if (!found.some((other) => start < other.end && end > other.start)) {
        found.push({ date, quote: match[0], start, end, isNumeric: shape === "figures" });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** A document's way with dates shows within so many units of its text. */
const ORDER_WITHIN = 20_000;

/** The months' English names in full, in small letters, as alternatives of a pattern. */
export const ENGLISH_MONTHS = MONTHS.map((names) => names[0] as string).join("|");
const DAY_FIRST = new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${ENGLISH_MONTHS})\\b`, "gi");
const MONTH_FIRST = new RegExp(`\\b(?:${ENGLISH_MONTHS})\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}`, "gi");

/** Whether a document writes months first: it shows a day above 12 in second place, or spells months first throughout. */
export function readFigureOrder(wholeText: string): FigureOrder {
  const text = wholeText.slice(0, ORDER_WITHIN);
  let dayFirst = 0;
  let monthFirst = 0;
  for (const match of text.matchAll(/(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)/g)) {
    if (Number(match[1]) > 12 && Number(match[2]) <= 12) dayFirst += 3;
    if (Number(match[2]) > 12 && Number(match[1]) <= 12) monthFirst += 3;
  }
  dayFirst += text.match(DAY_FIRST)?.length ?? 0;
  monthFirst += text.match(MONTH_FIRST)?.length ?? 0;
  return monthFirst > dayFirst ? "month first" : "day first";
}

function readMatch(
  match: RegExpMatchArray,
  shape: "dmy" | "mdy" | "ymd" | "figures",
  order: FigureOrder,
): string | null {
  if (shape === "dmy") return toDate(match[3], MONTH_OF.get((match[2] as string).toLowerCase()), match[1]);
  if (shape === "mdy") return toDate(match[3], MONTH_OF.get((match[1] as string).toLowerCase()), match[2]);
  if (shape === "ymd") return toDate(match[1], Number(match[3]), match[4]);
  const [first, second] = [Number(match[1]), Number(match[3])];
  const isMonthFirst = second > 12 || (order === "month first" && first <= 12);
  return isMonthFirst ? toDate(match[4], first, match[3]) : toDate(match[4], second, match[1]);
}

function toDate(
  yearText: string | undefined,
  month: number | undefined,
  dayText: string | undefined,
): string | null {
  const day = Number(dayText);
  const short = Number(yearText);
  const year = (yearText ?? "").length === 2 ? (short < 70 ? 2000 + short : 1900 + short) : short;
  if (month === undefined || year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

const WEEKDAYS: readonly RegExp[] = [
  /\bsun(?:day)?\b|\bdydd sul\b|\bdidòmhnaich\b/i,
  /\bmon(?:day)?\b|\bdydd llun\b|\bdiluain\b/i,
  /\btue(?:s|sday)?\b|\bdydd mawrth\b|\bdimàirt\b/i,
  /\bwed(?:nesday)?\b|\bdydd mercher\b|\bdiciadain\b/i,
  /\bthu(?:r|rs|rsday)?\b|\bdydd iau\b|\bdiardaoin\b/i,
  /\bfri(?:day)?\b|\bdydd gwener\b|\bdihaoine\b/i,
  /\bsat(?:urday)?\b|\bdydd sadwrn\b|\bdisathairne\b/i,
];

/** The weekday that a date's words name, 0 for Sunday; null where they name none. */
export function weekdayOf(quote: string): number | null {
  const day = WEEKDAYS.findIndex((pattern) => pattern.test(quote));
  return day < 0 ? null : day;
}
