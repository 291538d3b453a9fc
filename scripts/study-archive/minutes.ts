import type { Body } from "./bodies.js";
import type { Kind, Material, Telling } from "./material.js";
import type { Choices } from "./random.js";
import { slotFiller } from "./slots.js";

/** A section of minutes with its passages. */
export interface WrittenSection {
  title: string;
  passages: string[];
}

/** What is to be told of an innovation at this meeting. `telling` before its words are chosen. */
export interface ToTell {
  kind: Kind;
  telling: Telling;
  /** How often it was told before: later minutes call it by other names. */
  before: number;
  place: string;
}

export interface WrittenMeeting {
  sections: WrittenSection[];
  /** The passage that tells each innovation asked for, in the same order. */
  told: string[];
}

/** Share of meetings' passages that look for problems, and for comfort: of real minutes 1-6% carry either. */
const ORIENTED = { problem_sensing: 1.4, comfort_seeking: 0.9 };
const TAIL = 0.45;
/** Sections in which innovations are told: not among apologies and dates. */
const TELLING_SECTIONS = [3, 5, 6, 7, 8, 9, 10, 12];

/** Writes the minutes of one meeting: routine, what is to be told, and passages of either orientation. */
export function writeMeeting(
  material: Material,
  body: Body,
  meeting: { date: string; next: string | null; tell: readonly ToTell[] },
  choices: Choices,
): WrittenMeeting {
  const fill = slotFiller(material, body, meeting, choices);
  const sections = material.routine.map((section) => ({
    title: choices.pick(section.titles),
    passages: choices
      .shuffle(choices.sample(section.passages, choices.between(section.keep[0], section.keep[1])))
      .map((template) =>
        choices.isLikely(TAIL) && section.keep[1] > 1
          ? `${fill(template)} ${fill(choices.pick(material.tails))}`
          : fill(template),
      ),
  }));
  const insert = (passage: string) => {
    const { passages } = sections[choices.pick(TELLING_SECTIONS)] as WrittenSection;
    passages.splice(choices.between(0, passages.length), 0, passage);
  };
  const told = meeting.tell.map(({ kind, telling, before, place }) => {
    const passage = fill(choices.pick(material.stages[telling]), {
      name: kind.names[(before + choices.between(0, 1)) % kind.names.length] as string,
      does: choices.pick(kind.does),
      aim: choices.pick(kind.aim),
      result: choices.pick(kind.results),
      place,
      place2: choices.pick(material.names.places[body.sector].filter((other) => other !== place)),
    });
    insert(passage);
    return passage;
  });
  for (const [orientation, mean] of Object.entries(ORIENTED)) {
    const count = Math.floor(mean) + (choices.isLikely(mean % 1) ? 1 : 0);
    for (const template of choices.sample(material.orientation[orientation as keyof typeof ORIENTED], count))
      insert(fill(template));
  }
  return { sections, told };
}
