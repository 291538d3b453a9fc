import { type Material, SECTORS, type Sector } from "./material.js";
import type { Choices } from "./random.js";

/** How a body's minutes look. */
export interface Style {
  font: "Times" | "Helvetica";
  size: number;
  numbering: "year" | "plain" | "paragraph" | "none";
  isBulleted: boolean;
  hasCapitals: boolean;
  hasRunningHead: boolean;
}

/** A body as its minutes show it. */
export interface Body {
  code: string;
  name: string;
  sector: Sector;
  town: string;
  style: Style;
  members: Member[];
}

/** Who sits on a board. `role` is null for non-executives. */
export interface Member {
  name: string;
  role: string;
  isExecutive: boolean;
}

const NAMES: Record<Sector, readonly string[]> = {
  A: [
    "{town} Hospitals NHS Trust",
    "{town} General Hospital NHS Foundation Trust",
    "{town} and District Hospitals NHS Trust",
  ],
  M: ["{town} Mental Health NHS Trust", "{town} Partnership NHS Foundation Trust"],
  P: ["{town} Primary Care Trust", "NHS {town} Primary Care Trust"],
  B: ["{town} Ambulance Service NHS Trust", "Greater {town} Ambulance NHS Trust"],
};
const EXECUTIVES = [
  "Chief Executive",
  "Medical Director",
  "Director of Finance",
  "Director of Nursing",
  "Director of Operations",
  "Director of Human Resources",
];
const TITLES = ["Mr", "Mrs", "Ms", "Dr", "Professor", "Mr", "Mrs"];

/** The body of a code, its name, board and house style. Towns are used up, so that no two bodies share a name. */
export function makeBody(
  place: { code: string; sector: Sector; town: string; nameOf: number },
  { names }: Material,
  choices: Choices,
): Body {
  const people = choices.sample(names.surnames, 13).map((surname) => `${choices.pick(TITLES)} ${surname}`);
  const members = [
    { name: people[0] as string, role: "Chair", isExecutive: false },
    ...people.slice(1, 7).map((name) => ({ name, role: "Non-Executive Director", isExecutive: false })),
    ...people.slice(7).map((name, i) => ({ name, role: EXECUTIVES[i] as string, isExecutive: true })),
  ];
  return {
    code: place.code,
    name: (NAMES[place.sector][place.nameOf % NAMES[place.sector].length] as string).replace(
      "{town}",
      place.town,
    ),
    sector: place.sector,
    town: place.town,
    members,
    style: {
      font: choices.pick(["Times", "Helvetica"]),
      size: choices.pick([10, 10.5, 11]),
      numbering: choices.pick(["year", "plain", "paragraph", "none"]),
      isBulleted: choices.isLikely(0.2),
      hasCapitals: choices.isLikely(0.4),
      hasRunningHead: choices.isLikely(0.5),
    },
  };
}

/** "acute" for "A". */
export function sectorName(sector: Sector): string {
  return SECTORS[sector];
}
