import type { RegisterEntry } from "../../../schemas/organisation.js";

/** An entry of the register for a name, and by what it was found. */
export type OrganisationMatch = {
  entry: RegisterEntry;
  by: "name" | "alias" | "predecessor" | "likeness";
  /** The name in the register that fitted. */
  fitted: string;
};

/** Likeness above which two names are one, and by how much it must beat the next best. */
const SAME_ABOVE = 0.9;
const CLEAR_BY = 0.04;

/**
 * The entry that a name means, or null. Names fit through spelling, aliases and mergers: the name of a body that is
 * gone leads to the one that came from it, unless it has an entry of its own that was open on `date`. Misread names
 * (OCR) fit by likeness where only one entry comes close.
 */
export function matchOrganisation(
  name: string,
  register: readonly RegisterEntry[],
  date: string | null = null,
): OrganisationMatch | null {
  const key = nameKey(name);
  if (key === "") return null;
  return (
    pick(
      fits(register, (entry) => [entry.name], key, "name"),
      date,
    ) ??
    pick(
      fits(register, (entry) => entry.aliases, key, "alias"),
      date,
    ) ??
    pick(throughMergers(register, key), date) ??
    mostAlike(register, key)
  );
}

/** A name without what spellings differ in: case, signs, `the`, `&`, and usual short forms. */
export function nameKey(name: string): string {
  return ` ${name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")} `
    .replace(/['’.]/g, "")
    .replace(/&/g, " and ")
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/\bft\b/g, "foundation trust")
    .replace(/\bfoundation nhs trust\b/g, "nhs foundation trust")
    .replace(/\buniv\b|\buni\b/g, "university")
    .replace(/\bhosps?\b/g, (short) => (short === "hosp" ? "hospital" : "hospitals"))
    .replace(/\bst\b/g, "saint")
    .replace(/\bccg\b/g, "clinical commissioning group")
    .replace(/\bicb\b/g, "integrated care board")
    .replace(/\bpct\b/g, "primary care trust")
    .replace(/\b(?:the|ltd|limited)\b/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function fits(
  register: readonly RegisterEntry[],
  names: (entry: RegisterEntry) => readonly string[],
  key: string,
  by: OrganisationMatch["by"],
): OrganisationMatch[] {
  return register.flatMap((entry) => {
    const fitted = names(entry).find((name) => nameKey(name) === key);
    return fitted === undefined ? [] : [{ entry, by, fitted }];
  });
}

/** Entries that came from a body of this name, over any number of mergers. */
function throughMergers(register: readonly RegisterEntry[], key: string): OrganisationMatch[] {
  const direct = register.flatMap((entry) => {
    const fitted = entry.predecessors.find((name) => nameKey(name) === key);
    return fitted === undefined ? [] : [{ entry, by: "predecessor" as const, fitted }];
  });
  return direct.map((match) => ({ ...match, entry: latestSuccessor(match.entry, register) }));
}

function latestSuccessor(entry: RegisterEntry, register: readonly RegisterEntry[]): RegisterEntry {
  let current = entry;
  const seen = new Set<string>();
  while (current.closed !== null && !seen.has(current.code)) {
    seen.add(current.code);
    const from = current;
    const next = register.find((other) =>
      other.predecessors.some((name) => name === from.code || nameKey(name) === nameKey(from.name)),
    );
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/** Of several bodies of one name the one that was open on the day; otherwise the one still open, or the first. */
function pick(matches: readonly OrganisationMatch[], date: string | null): OrganisationMatch | null {
  const isOpen = ({ entry }: OrganisationMatch) =>
    date === null
      ? entry.closed === null
      : (entry.opened === null || entry.opened <= date) && (entry.closed === null || entry.closed >= date);
  return matches.find(isOpen) ?? matches[0] ?? null;
}

function mostAlike(register: readonly RegisterEntry[], key: string): OrganisationMatch | null {
  const ranked = register
    .flatMap((entry) =>
      [entry.name, ...entry.aliases].map((fitted) => ({
        entry,
        by: "likeness" as const,
        fitted,
        score: likeness(key, nameKey(fitted)),
      })),
    )
    .sort((a, b) => b.score - a.score);
  const best = ranked[0];
  const rival = ranked.find((other) => other.entry !== best?.entry);
  if (best === undefined || best.score < SAME_ABOVE || best.score - (rival?.score ?? 0) < CLEAR_BY)
    return null;
  return { entry: best.entry, by: best.by, fitted: best.fitted };
}

/** Dice likeness of two names by their pairs of letters. */
function likeness(a: string, b: string): number {
  const pairs = new Map<string, number>();
  for (let i = 0; i < a.length - 1; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i < b.length - 1; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      shared++;
      pairs.set(pair, left - 1);
    }
  }
  return (2 * shared) / Math.max(1, a.length + b.length - 2);
}
