import { basename } from "node:path";

/** Where a passage stands, as `sql/queries/read_passage_places.sql` answers. */
export interface PassagePlace {
  passageId: string;
  organisationCode: string;
  organisationName: string;
  meetingDate: string | null;
  meetingKind: string;
  /** Why the meeting does not count; null where it does. */
  notCountedBecause: string | null;
  itemNumber: string | null;
  itemTitle: string | null;
  part: string;
  kind: string;
  page: number;
  pageEnd: number;
  source: string;
  leadIn: string | null;
  text: string;
}

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A day of the calendar in words: "28 January 2010". */
export function sayDay(day: string | null): string {
  return day === null ? "an unknown day" : DAY.format(new Date(`${day}T00:00:00Z`));
}

const KINDS: Record<string, string> = {
  board: "Board meeting",
  committee: "Committee meeting",
  governors: "Governors' meeting",
};

/** The kind of a meeting in words. */
export function sayKind(kind: string): string {
  return KINDS[kind] ?? "Meeting";
}

/** The agenda item of a passage as printed; null before the first. */
export function sayItem({ itemNumber, itemTitle }: PassagePlace): string | null {
  return [itemNumber, itemTitle].filter((part) => part !== null && part !== "").join(" ") || null;
}

/** Where a passage stands, on one line. */
export function sayPlace(place: PassagePlace): string {
  const item = sayItem(place);
  return [
    `${place.organisationName} (${place.organisationCode})`,
    sayDay(place.meetingDate),
    ...(item === null ? [] : [item]),
    `${basename(place.source)}, page ${place.page}`,
  ].join(" · ");
}
