import type { OrientationSum } from "../counts.js";
import { type Cell, count, linked, signed } from "../document.js";
import { balanceOf } from "../intervals.js";
import type { OrientationCode } from "./orientation-evidence.js";

/** Headings of the cells that `sumCells` makes. */
export const COLUMNS = [
  "Meetings",
  "Coded passages",
  "Problem-sensing (per 100)",
  "Comfort-seeking (per 100)",
  "Balance",
  "95% interval",
];

/** Meetings, passages, both kinds with their rates, and the balance with its interval, linked to their quotes. */
export function sumCells(
  sum: OrientationSum,
  meetingsTo: string,
  idFor: (code: OrientationCode) => string,
): Cell[] {
  const balance = balanceOf(sum.problemSensing, sum.comfortSeeking);
  const passages = (value: number, code: OrientationCode): Cell => ({
    content: [
      linked(value, idFor(code)),
      sum.passages === 0 ? "" : ` (${((100 * value) / sum.passages).toFixed(1)})`,
    ],
  });
  const behind = sum.problemSensing > 0 ? idFor("problem_sensing") : idFor("comfort_seeking");
  return [
    count(sum.meetings, meetingsTo),
    count(sum.passages, null),
    passages(sum.problemSensing, "problem_sensing"),
    passages(sum.comfortSeeking, "comfort_seeking"),
    { content: [balance === null ? "–" : { text: signed(balance.value), to: behind }] },
    { content: [balance === null ? "–" : `${signed(balance.low)} to ${signed(balance.high)}`] },
  ];
}
