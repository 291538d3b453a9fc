import { matchOrganisation, nameKey } from "../../pipeline/structure/organisation/match-organisation.js";
import type { RegisterEntry } from "../../schemas/organisation.js";
import type { RegimeSpell } from "../../schemas/regime.js";
import type { LineProblem, RegimeRow } from "./read-rows.js";

const NO_END = "9999-12-31";

/** The bodies that a file may name: those of the archive and those of its register. */
export interface KnownBodies {
  archive: readonly { code: string; name: string | null }[];
  register: readonly RegisterEntry[];
}

/** Lines whose body nobody knows, apart from what else is wrong. */
export interface PlacedSpells {
  spells: RegimeSpell[];
  unknown: LineProblem[];
  problems: LineProblem[];
}

/**
 * Says which body each line means, ends spells without a column for their end on the day before the next, and finds
 * spells of one body that overlap, each named with its line and the other's.
 */
export function placeSpells(rows: readonly RegimeRow[], bodies: KnownBodies): PlacedSpells {
  const unknown: LineProblem[] = [];
  const placed: (RegimeRow & { code: string })[] = [];
  for (const row of rows) {
    const code = findBody(row.organisation, row.fromDate, bodies);
    if (code === null) unknown.push({ line: row.line, problem: sayUnknown(row, bodies) });
    else placed.push({ ...row, code });
  }
  placed.sort((a, b) => compare(a.code, b.code) || compare(a.fromDate, b.fromDate) || a.line - b.line);
  const spells: RegimeSpell[] = [];
  const problems: LineProblem[] = [];
  for (const [index, row] of placed.entries()) {
    const next = placed[index + 1]?.code === row.code ? placed[index + 1] : undefined;
    const toDate =
      row.toDate === undefined ? (next === undefined ? null : dayBefore(next.fromDate)) : row.toDate;
    const spell = {
      organisationCode: row.code,
      regime: row.regime,
      fromDate: row.fromDate,
      toDate,
      given: row.organisation,
      line: row.line,
    };
    const earlier = spells.find((other) => other.organisationCode === row.code && overlap(other, spell));
    const sameDay = row.toDate === undefined && next?.fromDate === row.fromDate;
    if (earlier !== undefined) {
      problems.push({
        line: row.line,
        problem: `${row.code} ${sayDays(spell)} (${row.regime}) overlaps line ${earlier.line}: ${sayDays(earlier)} (${earlier.regime}).`,
      });
    } else if (sameDay) {
      problems.push({
        line: next.line,
        problem: `${row.code} begins on ${row.fromDate} (${next.regime}), as on line ${row.line} (${row.regime}).`,
      });
    } else spells.push(spell);
  }
  return { spells, unknown, problems: problems.sort((a, b) => a.line - b.line) };
}

/** By code, by the name of a body of the archive, then by the register with its aliases and mergers; never by likeness. */
function findBody(organisation: string, date: string, { archive, register }: KnownBodies): string | null {
  const asCode = organisation.toLowerCase();
  const key = nameKey(organisation);
  const match = matchOrganisation(organisation, register, date);
  return (
    archive.find(({ code }) => code.toLowerCase() === asCode)?.code ??
    register.find(({ code }) => code.toLowerCase() === asCode)?.code ??
    archive.find(({ name }) => name !== null && nameKey(name) === key)?.code ??
    (match === null || match.by === "likeness" ? null : match.entry.code)
  );
}

function sayUnknown({ organisation }: RegimeRow, { archive, register }: KnownBodies): string {
  const entries = archive.map(
    ({ code, name }): RegisterEntry => ({
      code,
      name: name ?? code,
      aliases: [],
      sector: null,
      predecessors: [],
      opened: null,
      closed: null,
    }),
  );
  const near = matchOrganisation(organisation, [...entries, ...register])?.entry;
  const advice = near === undefined ? "" : ` Did you mean ${near.name} (${near.code})?`;
  return `"${organisation}" is no body of the archive or its register.${advice}`;
}

function overlap(a: RegimeSpell, b: RegimeSpell): boolean {
  return a.fromDate <= (b.toDate ?? NO_END) && b.fromDate <= (a.toDate ?? NO_END);
}

function sayDays({ fromDate, toDate }: RegimeSpell): string {
  return `${fromDate} to ${toDate ?? "now"}`;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
