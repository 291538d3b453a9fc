/** The half-year of a day, as it sorts: "2010-1" for January to June 2010, "2010-2" for July to December. */
export function halfYearOf(date: string): string {
  return `${date.slice(0, 4)}-${Number(date.slice(5, 7)) <= 6 ? 1 : 2}`;
}

/** "Jan–Jun 2010". */
export function nameHalfYear(halfYear: string): string {
  const [year, half] = halfYear.split("-");
  return `${half === "1" ? "Jan–Jun" : "Jul–Dec"} ${year}`;
}

/** Half-years between two others (both included), in order; none where the first is later. */
export function listHalfYears(first: string, last: string): string[] {
  const all: string[] = [];
  for (let n = toNumber(first); n <= toNumber(last); n++) all.push(`${Math.floor(n / 2)}-${(n % 2) + 1}`);
  return all;
}

function toNumber(halfYear: string): number {
  const [year, half] = halfYear.split("-");
  return Number(year) * 2 + Number(half) - 1;
}

const MONTHS = [
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
  return halfYear.replace("-", " H");
}
