/** The half-year of a day, as the marts name it: "2010-H1" is January to June 2010. */
export function halfYearOf(date: string): string {
  return `${date.slice(0, 4)}-${Number(date.slice(5, 7)) <= 6 ? "H1" : "H2"}`;
}

/** "Jan–Jun 2010", or "no date found". */
export function nameHalfYear(halfYear: string): string {
  if (halfYear === UNDATED) return "no date found";
  const [year, half] = halfYear.split("-");
  return `${half === "H1" ? "Jan–Jun" : "Jul–Dec"} ${year}`;
}

/** Where meetings without a day are counted: in no half-year, but in the sums over all of them. */
export const UNDATED = "undated";

/** First and last day of a half-year. */
export function daysOf(halfYear: string): [first: string, last: string] {
  const [year, half] = halfYear.split("-");
  return half === "H1" ? [`${year}-01-01`, `${year}-06-30`] : [`${year}-07-01`, `${year}-12-31`];
}

/** The months by their English names, January first. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** "25 March 2010", or "no date found". */
export function nameDay(date: string | null): string {
  if (date === null) return "no date found";
  const [year, month, day] = date.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** "2010 H1": for the axis of a plot. */
export function shortHalfYear(halfYear: string): string {
  return halfYear.replace("-", " ");
}

/**
 * A sentence for a caption where half-years between the first and the last had no minutes and are not on the axis, so
 * that nobody takes neighbours on it for neighbours in time; "" where there are none.
 */
export function sayGaps(halfYears: readonly string[]): string {
  const places = halfYears.filter((halfYear) => halfYear !== UNDATED).map(placeInTime);
  if (places.length === 0) return "";
  const missing = Math.max(...places) - Math.min(...places) + 1 - new Set(places).size;
  if (missing === 0) return "";
  return ` The axis leaves out ${missing} ${missing === 1 ? "half-year" : "half-years"} without minutes.`;
}

/** Half-years counted one by one. */
function placeInTime(halfYear: string): number {
  return 2 * Number(halfYear.slice(0, 4)) + (halfYear.endsWith("H2") ? 1 : 0);
}
