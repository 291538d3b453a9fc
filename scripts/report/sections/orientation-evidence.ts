import { groupBy, sumOrientation } from "../counts.js";
import { type Evidence, type EvidenceSum, idOf } from "../document.js";
import { halfYearOf, nameHalfYear, UNDATED } from "../half-years.js";
import type { OrientationRow, ReportModel } from "../model.js";
import { nameOrganisation } from "../names.js";
import { listCodings, nameBodies, passageEvidence } from "./coded-evidence.js";

export const CODES = ["problem_sensing", "comfort_seeking"] as const;
export type OrientationCode = (typeof CODES)[number];
const WORDS: Record<OrientationCode, string> = {
  problem_sensing: "problem-sensing",
  comfort_seeking: "comfort-seeking",
};

/** Id of the quotes behind a count; null as body or half-year means the sum over them. */
export function cellId(
  code: OrientationCode,
  organisationCode: string | null,
  halfYear: string | null,
): string {
  const body = organisationCode === null ? ["all"] : ["body", organisationCode];
  return idOf("orientation", code.replace("_", "-"), ...body, halfYear ?? "all");
}

/** Quotes of every body and half-year, and the sums over bodies and over half-years. */
export function collectEvidence(
  model: ReportModel,
  byHalfYear: Map<string, OrientationRow[]>,
): (Evidence | EvidenceSum)[] {
  const cells: (Evidence | EvidenceSum)[] = [];
  const quotesOf = groupBy(model.orientationQuotes, ({ code, organisationCode, halfYear }) =>
    JSON.stringify([code, organisationCode, halfYear]),
  );
  const passagesOf = (code: OrientationCode, rows: OrientationRow[]): number =>
    code === "problem_sensing" ? sumOrientation(rows).problemSensing : sumOrientation(rows).comfortSeeking;
  const addSum = (
    code: OrientationCode,
    organisationCode: string | null,
    halfYear: string | null,
    parts: { text: string; to: string; value: number }[],
    back: string,
  ): void => {
    const counted = parts.filter(({ value }) => value > 0);
    const total = counted.reduce((sum, { value }) => sum + value, 0);
    if (total === 0) return;
    const period = halfYear === null ? "all half-years" : nameHalfYear(halfYear);
    cells.push({
      id: cellId(code, organisationCode, halfYear),
      title: `${nameBodies(model, organisationCode)}, ${period}: ${WORDS[code]}`,
      count: total,
      unit: "passages",
      parts: counted.map(({ text, to, value }) => ({ text: `${text}: ${value}`, to })),
      back,
    });
  };
  const halfYears = [...byHalfYear.keys()];
  for (const code of CODES) {
    addSum(
      code,
      null,
      null,
      halfYears.map((halfYear) => ({
        text: nameHalfYear(halfYear),
        to: cellId(code, null, halfYear),
        value: passagesOf(code, byHalfYear.get(halfYear) ?? []),
      })),
      "table-orientation",
    );
    for (const halfYear of halfYears) {
      const byBody = groupBy(byHalfYear.get(halfYear) ?? [], ({ organisationCode }) => organisationCode);
      addSum(
        code,
        null,
        halfYear,
        [...byBody].map(([organisationCode, rows]) => ({
          text: nameOrganisation(model, organisationCode),
          to: cellId(code, organisationCode, halfYear),
          value: passagesOf(code, rows),
        })),
        "table-orientation",
      );
    }
  }
  for (const { code: organisationCode } of model.organisations) {
    for (const code of CODES) {
      const own = model.orientation.filter((row) => row.organisationCode === organisationCode);
      const periods = groupBy(own, ({ meetingDate }) =>
        meetingDate === null ? UNDATED : halfYearOf(meetingDate),
      );
      const parts = [...periods]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([halfYear, rows]) => ({ halfYear, rows }));
      addSum(
        code,
        organisationCode,
        null,
        parts.map(({ halfYear, rows }) => ({
          text: nameHalfYear(halfYear),
          to: cellId(code, organisationCode, halfYear),
          value: passagesOf(code, rows),
        })),
        "table-balance",
      );
      for (const { halfYear, rows } of parts) {
        const value = passagesOf(code, rows);
        if (value === 0) continue;
        cells.push(
          passageEvidence(model, {
            id: cellId(code, organisationCode, halfYear),
            title: `${nameOrganisation(model, organisationCode)}, ${nameHalfYear(halfYear)}: ${WORDS[code]}`,
            count: value,
            quotes: quotesOf.get(JSON.stringify([code, organisationCode, halfYear])) ?? [],
            sql: listCodings(model, "orientation", code, { organisationCode, halfYear }),
            back: "table-within",
          }),
        );
      }
    }
  }
  return cells;
}
