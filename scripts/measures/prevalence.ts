import {
  type CellCount,
  estimateByDesign,
  estimateRoganGladen,
  type Interval,
  type Judged,
  type MeasuredErrors,
  measureErrors,
} from "../../pipeline/correction/index.js";
import type { JudgedPassage, PopulationCount } from "../../sql/load/index.js";

/** What a share holds for. */
export interface Scope {
  scope: "archive" | "organisation" | "half_year";
  organisationCode: string | null;
  halfYear: string | null;
}

/** The share of one code in one scope, by the machine and corrected. */
export interface CorrectedShare extends Scope {
  code: string;
  /** Passages of the sample's population, and those to which the machine says the code applies. */
  passages: number;
  machineApplies: number;
  /** Passages that people have coded. */
  judged: number;
  corrected: Interval | null;
  roganGladen: Interval | null;
  /** Why `corrected` is empty. */
  whyEmpty: string | null;
}

/** Passages that people must have coded in a scope before its own figure is given: fewer say next to nothing. */
export const LEAST_JUDGED = 30;

/** Errors of the machine on each code, and its shares corrected for the archive, every half-year and every body. */
export function correctShares(
  codes: readonly string[],
  population: readonly PopulationCount[],
  judged: readonly JudgedPassage[],
): { errors: (MeasuredErrors & { code: string })[]; shares: CorrectedShare[] } {
  const scopes = listScopes(population);
  const errors: (MeasuredErrors & { code: string })[] = [];
  const shares: CorrectedShare[] = [];
  for (const code of codes) {
    const cells = cellsOf(population, code);
    const all = judged.map((passage) => toJudged(passage, code));
    errors.push({ code, ...measureErrors(cells, all) });
    for (const scope of scopes) {
      const counts = population.filter((count) => isWithin(scope, count));
      const own = judged
        .filter((passage) => isWithin(scope, passage))
        .map((passage) => toJudged(passage, code));
      const ownCells = cellsOf(counts, code);
      const passages = sumOf(ownCells);
      const machineApplies = sumOf(ownCells.filter(({ says }) => says));
      const isEnough = own.length >= LEAST_JUDGED;
      const corrected = isEnough ? estimateByDesign(ownCells, own) : null;
      const isMeasured = judged.length >= LEAST_JUDGED;
      shares.push({
        ...scope,
        code,
        passages,
        machineApplies,
        judged: own.length,
        corrected,
        roganGladen: isMeasured ? estimateRoganGladen(cells, all, { passages, says: machineApplies }) : null,
        whyEmpty:
          corrected !== null
            ? null
            : isEnough
              ? "people have coded none of the passages that the machine marks, or none that it does not"
              : `people have coded ${own.length} of its passages; ${LEAST_JUDGED} are needed`,
      });
    }
  }
  return { errors, shares };
}

function listScopes(population: readonly PopulationCount[]): Scope[] {
  const distinct = <T>(values: T[]): T[] => [...new Set(values)].sort();
  const halfYears = distinct(population.flatMap(({ halfYear }) => halfYear ?? []));
  const bodies = distinct(population.map(({ organisationCode }) => organisationCode));
  return [
    { scope: "archive", organisationCode: null, halfYear: null },
    ...halfYears.map((halfYear): Scope => ({ scope: "half_year", organisationCode: null, halfYear })),
    ...bodies.map((organisationCode): Scope => ({ scope: "organisation", organisationCode, halfYear: null })),
  ];
}

function isWithin(scope: Scope, place: { organisationCode: string; halfYear: string | null }): boolean {
  return (
    (scope.organisationCode === null || scope.organisationCode === place.organisationCode) &&
    (scope.halfYear === null || scope.halfYear === place.halfYear)
  );
}

/** The passages by band and by what the machine says of one code. */
function cellsOf(population: readonly PopulationCount[], code: string): CellCount[] {
  const bands = new Map<PopulationCount["band"], { all: number; says: number }>();
  for (const count of population) {
    const band = bands.get(count.band) ?? { all: 0, says: 0 };
    if (count.code === null) band.all += count.passages;
    else if (count.code === code) band.says += count.passages;
    bands.set(count.band, band);
  }
  return [...bands].flatMap(([band, { all, says }]) => [
    { band, says: true, passages: says },
    { band, says: false, passages: all - says },
  ]);
}

function sumOf(cells: readonly CellCount[]): number {
  return cells.reduce((sum, { passages }) => sum + passages, 0);
}

function toJudged(passage: JudgedPassage, code: string): Judged {
  return {
    band: passage.band,
    inclusion: passage.inclusion,
    says: passage.saidByMachine.includes(code),
    truth: passage.saidByPeople.includes(code),
  };
}
