import { IN_USE_STAGES, STRICT_STAGES } from "../../schemas/innovation.js";
import { halfYearOf } from "./half-years.js";
import type {
  InnovationMentionRow,
  InnovationRow,
  MeetingRow,
  OrientationRow,
  ReportScope,
} from "./model.js";

/** The two ways of counting: in use (pilot, implemented, evaluated), and strict (implemented, evaluated). */
export type Measure = "in use" | "strict";

/** An innovation that is counted, with the half-year that it counts for. */
export interface CountedInnovation {
  innovation: InnovationRow;
  halfYear: string;
}

/** The day from which an innovation counts, or null where it does not. */
export function countsFrom(innovation: InnovationRow, measure: Measure): string | null {
  return measure === "in use" ? innovation.firstInUse : innovation.firstImplementedOrEvaluated;
}

/** Innovations that count in the period of the scope, oldest first. */
export function countInnovations(
  innovations: InnovationRow[],
  measure: Measure,
  scope: ReportScope,
): CountedInnovation[] {
  return innovations.flatMap((innovation) => {
    const date = countsFrom(innovation, measure);
    return date !== null && isInPeriod(date, scope) ? [{ innovation, halfYear: halfYearOf(date) }] : [];
  });
}

/** Innovations spoken of in the period that were not in use at its end: proposed, approved or abandoned before use. */
export function notInUse(innovations: InnovationRow[], scope: ReportScope): InnovationRow[] {
  return innovations.filter(
    ({ firstMentioned, firstInUse }) =>
      isInPeriod(firstMentioned, scope) &&
      (firstInUse === null || (scope.toDate !== null && firstInUse > scope.toDate)),
  );
}

/** The mention that makes the innovation count; where the marts name none, its first mention. */
export function decisiveMention(
  innovation: InnovationRow,
  measure: Measure,
): InnovationMentionRow | undefined {
  const stages = measure === "in use" ? IN_USE_STAGES : STRICT_STAGES;
  const date = countsFrom(innovation, measure);
  return (
    innovation.mentions.find(({ stage, meetingDate }) => meetingDate === date && stages.includes(stage)) ??
    innovation.mentions.find(({ stage }) => stages.includes(stage)) ??
    innovation.mentions[0]
  );
}

/** Half-years in which a counted meeting was read, in order. */
export function halfYearsRead(meetings: MeetingRow[]): string[] {
  const read = new Set<string>();
  for (const { meetingDate, isCounted } of meetings) {
    if (isCounted && meetingDate !== null) read.add(halfYearOf(meetingDate));
  }
  return [...read].sort();
}

export interface OrientationSum {
  meetings: number;
  passages: number;
  problemSensing: number;
  comfortSeeking: number;
}

/** Adds up meetings. */
export function sumOrientation(rows: OrientationRow[]): OrientationSum {
  const sum: OrientationSum = { meetings: rows.length, passages: 0, problemSensing: 0, comfortSeeking: 0 };
  for (const row of rows) {
    sum.passages += row.passages;
    sum.problemSensing += row.problemSensing;
    sum.comfortSeeking += row.comfortSeeking;
  }
  return sum;
}

/** Whether a day lies in the period of the scope, both ends included. */
export function isInPeriod(date: string, { fromDate, toDate }: ReportScope): boolean {
  return (fromDate === null || date >= fromDate) && (toDate === null || date <= toDate);
}

/** Groups by a key, keys in order of first appearance. */
export function groupBy<T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
