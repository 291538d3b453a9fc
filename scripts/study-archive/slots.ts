import { MONTHS, nameDay } from "../report/half-years.js";
import type { Body } from "./bodies.js";
import type { Material } from "./material.js";
import type { Choices } from "./random.js";

const DIGITS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const ORDINALS = ["third", "fifth", "eighth", "eleventh", "fourteenth", "twentieth"];

/** "Thursday 27 May 2010" for "2010-05-27". */
export function longDate(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  const weekday = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][
    date.getUTCDay()
  ];
  return `${weekday} ${nameDay(iso)}`;
}

/** Fills the slots of templates for one meeting; each slot is chosen anew wherever it stands. */
export function slotFiller(
  material: Material,
  body: Body,
  meeting: { date: string; next: string | null },
  choices: Choices,
): (template: string, given?: Record<string, string>) => string {
  const executives = body.members.filter((member) => member.isExecutive);
  const date = new Date(`${meeting.date}T00:00:00Z`);
  const month = (back: number) => MONTHS[(date.getUTCMonth() + 12 - back) % 12] as string;
  const fill: Record<string, () => string> = {
    person: () => choices.pick(body.members).name,
    role: () =>
      choices.isLikely(0.5) ? `the ${choices.pick(executives).role}` : choices.pick(executives).name,
    month: () => month(choices.between(1, 2)),
    date: () => `${choices.between(1, 28)} ${month(choices.between(0, 1))}`,
    num: () => String(choices.between(11, 96)),
    digit: () => DIGITS[choices.between(1, 9)] as string,
    dec: () => `${choices.between(0, 5)}.${choices.between(1, 9)}`,
    pct: () => `${choices.between(41, 98)} per cent`,
    money: () =>
      choices.isLikely(0.6)
        ? `£${choices.between(12, 980)},000`
        : `£${choices.between(1, 9)}.${choices.between(1, 9)}m`,
    hsmr: () => String(choices.between(84, 118)),
    ordinal: () => choices.pick(ORDINALS),
    town: () => (choices.isLikely(0.4) ? body.town : choices.pick(material.names.towns)),
    topic: () => choices.pick(material.names.topics),
    place: () => choices.pick(material.names.places[body.sector]),
    place2: () => choices.pick(material.names.places[body.sector]),
    firm: () => choices.pick(material.names.firms),
    next: () => (meeting.next === null ? "a day to be fixed" : longDate(meeting.next)),
    time: () => choices.pick(["9.30 a.m.", "10.00 a.m.", "1.30 p.m.", "2.00 p.m."]),
  };
  return (template, given = {}) => {
    const filled = replaceSlots(replaceSlots(template, given, fill), given, fill);
    return filled.replace(/^[a-z]/, capital);
  };
}

function replaceSlots(
  template: string,
  given: Record<string, string>,
  fill: Record<string, () => string>,
): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const name = slot.charAt(0).toLowerCase() + slot.slice(1);
    const word = given[name] ?? fill[name]?.();
    if (word === undefined) throw new Error(`No such slot: {${slot}} in "${template}".`);
    return slot === name ? word : word.replace(/^[a-z]/, capital);
  });
}

const capital = (letter: string) => letter.toUpperCase();
