import { findDates } from "../../pipeline/structure/dates.js";

/** The day that a cell holds and nothing but it: 2013-07-16, 16/7/2013, 16 July 2013, 20130716; null where it is none. */
export function readDay(cell: string): string | null {
  const text = cell
    .trim()
    .replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3")
    // Spreadsheets write a day as its midnight.
    .replace(/[T ]00:00(:00)?(\.0+)?Z?$/, "");
  const [found] = findDates(text);
  return found !== undefined && found.start === 0 && found.end === text.length ? found.date : null;
}
