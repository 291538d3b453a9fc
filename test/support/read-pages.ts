import { structure } from "../../pipeline/structure/index.js";
import type { Meeting } from "../../schemas/minutes.js";
import { extractPages, type Printed, printPage } from "./pages.js";

/** The one meeting of minutes whose pages bear these lines. Throws where there are none or several. */
export function readMeeting(...pages: Printed[][]): Meeting {
  const { meetings } = structure(extractPages(pages.map((lines, i) => printPage(i + 1, lines))), {
    manifest: null,
    fileName: null,
  });
  const [meeting] = meetings;
  if (meeting === undefined || meetings.length > 1) throw new Error(`${meetings.length} meetings, not one.`);
  return meeting;
}

/** "3 Parking" for every item; "null" stands for the number of those that have none. */
export const titlesOf = (meeting: Meeting) => meeting.items.map(({ number, title }) => `${number} ${title}`);

/** The passage that begins with these words. Throws where there is none. */
export function passageOf(meeting: Meeting, start: string) {
  const found = meeting.passages.find(({ text }) => text.startsWith(start));
  if (found === undefined) throw new Error(`No passage begins with "${start}".`);
  return found;
}

/** The part of the passage that begins with these words. */
export const partOf = (meeting: Meeting, start: string) => passageOf(meeting, start).part;

/** The title of the item under which the passage stands that begins with these words. */
export function itemOf(meeting: Meeting, start: string): string | null {
  const { item } = passageOf(meeting, start);
  return item === null ? null : (meeting.items[item]?.title ?? null);
}
