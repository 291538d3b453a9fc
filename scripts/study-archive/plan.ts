import type { Domain, Stage } from "../../schemas/innovation.js";
import type { Kind, Material, Sector, Telling } from "./material.js";
import type { Choices } from "./random.js";

/** What the study printed of its 144 innovations in use stands in the margins; what is inside was chosen here. */
export const IN_USE: Record<Domain, readonly [number, number, number]> = {
  productivity: [27, 29, 17],
  targets: [5, 5, 2],
  "organisational effectiveness": [6, 5, 3],
  quality: [8, 5, 1],
  "patient complaints": [3, 2, 1],
  "clinical effectiveness": [4, 6, 1],
  safety: [9, 4, 1],
};
export const HALF_YEARS = ["2010-H1", "2010-H2", "2011-H1"] as const;

/** 71 bodies with 793 meetings: 14 meet monthly (not in August), 43 every second month, 14 in between. */
const CALENDARS = [
  { bodies: 14, months: [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17] },
  { bodies: 22, months: [0, 2, 4, 6, 8, 10, 12, 14, 16] },
  { bodies: 21, months: [1, 3, 5, 7, 9, 11, 13, 15, 17] },
  { bodies: 14, months: [0, 1, 3, 4, 6, 8, 9, 10, 12, 13, 15, 16] },
] as const;
const SECTOR_SIZES: Record<Sector, number> = { A: 32, M: 17, P: 14, B: 8 };
/** How many bodies introduce one, two and three innovations: the study found 1-3 each. */
const INNOVATIONS_OF_BODIES = [20, 29, 22] as const;
/** Proposals that no meeting reports in use: a number chosen here. */
const NEVER_CARRIED_OUT = 60;

/** One telling of an innovation at a meeting (by its place in the body's calendar). */
export interface PlannedMention {
  meeting: number;
  telling: Telling;
  stage: Stage;
}

export interface PlannedInnovation {
  kind: Kind;
  /** Place of the first meeting that reports its use; null where none does. */
  firstInUse: number | null;
  mentions: PlannedMention[];
}

export interface PlannedBody {
  code: string;
  sector: Sector;
  /** Days of its meetings, in order. */
  dates: string[];
  innovations: PlannedInnovation[];
}

/** Who meets when, and what is introduced where: 71 bodies, 793 meetings, 144 innovations in use. */
export function planStudy(material: Material, choices: Choices): PlannedBody[] {
  const bodies = planBodies(choices);
  const capacity = choices.shuffle(INNOVATIONS_OF_BODIES.flatMap((count, i) => Array(count).fill(i + 1)));
  const left = new Map(bodies.map((body, i) => [body, capacity[i] as number]));
  const used = new Map<Kind, number>();
  const cells = choices.shuffle(
    Object.entries(IN_USE).flatMap(([domain, counts]) =>
      counts.flatMap((count, halfYear) => Array.from({ length: count }, () => ({ domain, halfYear }))),
    ),
  );
  // The rarest domains first: they have the fewest kinds to give to a body.
  const order = Object.keys(IN_USE).sort((a, b) => sum(IN_USE[a as Domain]) - sum(IN_USE[b as Domain]));
  cells.sort((a, b) => order.indexOf(a.domain) - order.indexOf(b.domain));
  for (const { domain, halfYear } of cells) {
    const open = choices
      .shuffle(bodies)
      .filter((body) => (left.get(body) as number) > 0 && kindsFor(material, body, domain).length > 0)
      // Whoever has most to come goes first, so that nobody is left with all of it at the end.
      .sort((a, b) => (left.get(b) as number) - (left.get(a) as number));
    const body = open[0];
    if (body === undefined) throw new Error(`No body is left for an innovation of ${domain}.`);
    left.set(body, (left.get(body) as number) - 1);
    body.innovations.push(
      carriedOut(takeKind(material, body, domain, used, choices), body, halfYear, choices),
    );
  }
  for (let i = 0; i < NEVER_CARRIED_OUT; i += 1) {
    const body = choices.pick(bodies);
    const domain = choices.pick(Object.keys(IN_USE));
    if (kindsFor(material, body, domain).length === 0) {
      i -= 1;
      continue;
    }
    body.innovations.push(neverCarriedOut(takeKind(material, body, domain, used, choices), body, choices));
  }
  return bodies;
}

function planBodies(choices: Choices): PlannedBody[] {
  const sectors = choices.shuffle(
    Object.entries(SECTOR_SIZES).flatMap(([sector, size]) => Array(size).fill(sector as Sector)),
  );
  const calendars = choices.shuffle(CALENDARS.flatMap(({ bodies, months }) => Array(bodies).fill(months)));
  return sectors.map((sector, i) => {
    const weekday = choices.between(1, 5);
    const week = choices.between(2, 4);
    return {
      code: `ST${String(i + 1).padStart(2, "0")}`,
      sector,
      dates: (calendars[i] as number[]).map((month) => dayOf(month, week, weekday)),
      innovations: [],
    };
  });
}

/** The `week`-th given weekday of a month counted from January 2010. */
function dayOf(month: number, week: number, weekday: number): string {
  const first = new Date(Date.UTC(2010, month, 1));
  const offset = (weekday - first.getUTCDay() + 7) % 7;
  return new Date(Date.UTC(2010, month, 1 + offset + 7 * (week - 1))).toISOString().slice(0, 10);
}

export function halfYearOf(date: string): string {
  return `${date.slice(0, 4)}-H${Number(date.slice(5, 7)) <= 6 ? 1 : 2}`;
}

function kindsFor({ kinds }: Material, body: PlannedBody, domain: string): Kind[] {
  return kinds.filter(
    (kind) =>
      kind.domain === domain &&
      kind.for.includes(body.sector) &&
      !body.innovations.some((innovation) => innovation.kind === kind),
  );
}

function takeKind(
  material: Material,
  body: PlannedBody,
  domain: string,
  used: Map<Kind, number>,
  choices: Choices,
): Kind {
  const kinds = kindsFor(material, body, domain);
  const least = Math.min(...kinds.map((kind) => used.get(kind) ?? 0));
  const kind = choices.pick(kinds.filter((each) => (used.get(each) ?? 0) === least));
  used.set(kind, least + 1);
  return kind;
}

function carriedOut(kind: Kind, body: PlannedBody, halfYear: number, choices: Choices): PlannedInnovation {
  // Not at the first meeting: what is in use there may have begun before the archive.
  const possible = [...body.dates.keys()].filter(
    (i) => i > 0 && halfYearOf(body.dates[i] as string) === HALF_YEARS[halfYear],
  );
  const first = choices.pick(possible);
  const mentions: PlannedMention[] = [];
  const tell = (meeting: number, telling: Telling) => {
    const stage = telling === "extended" ? "implemented" : telling === "deferred" ? "proposed" : telling;
    mentions.push({ meeting, telling, stage });
  };
  if (first >= 2 && choices.isLikely(0.5)) tell(choices.between(0, first - 2), "proposed");
  if (choices.isLikely(0.5)) tell(first - 1, "approved");
  tell(first, choices.isLikely(0.25) ? "pilot" : "implemented");
  const later = [...body.dates.keys()].filter((i) => i > first);
  for (const meeting of choices.sample(later, Math.min(later.length, choices.between(0, 3))))
    tell(meeting, choices.isLikely(0.55) ? "evaluated" : "extended");
  return { kind, firstInUse: first, mentions };
}

function neverCarriedOut(kind: Kind, body: PlannedBody, choices: Choices): PlannedInnovation {
  const [first, ...later] = choices.sample([...body.dates.keys()], choices.between(1, 3)) as [
    number,
    ...number[],
  ];
  const mentions: PlannedMention[] = [
    choices.isLikely(0.8)
      ? { meeting: first, telling: "proposed", stage: "proposed" }
      : { meeting: first, telling: "approved", stage: "approved" },
  ];
  for (const [i, meeting] of later.entries()) {
    const isLast = i === later.length - 1;
    mentions.push(
      isLast && choices.isLikely(0.6)
        ? { meeting, telling: "abandoned", stage: "abandoned" }
        : { meeting, telling: "deferred", stage: "proposed" },
    );
  }
  return { kind, firstInUse: null, mentions };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
