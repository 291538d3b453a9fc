import type { CoderOfFrame } from "../../sql/load/index.js";
import { describeEstimate } from "../estimate.js";
import { renderTable } from "../table.js";
import { isPerson, type PairAgreement } from "./agreement.js";

/** "human:AB", "model@default@1 (codebook 2026-11-22)". */
export function nameCoder(coder: CoderOfFrame): string {
  if (isPerson(coder)) return coder.coder;
  return `${coder.coder}@${coder.coderVersion} (codebook ${coder.codebookVersion})`;
}

/** Agreement as tables, one for each pair, frame and weighting. */
export function describeAgreement(pairs: readonly PairAgreement[]): string {
  const groups = new Map<string, PairAgreement[]>();
  for (const pair of pairs) {
    const weights =
      pair.weighting === "none"
        ? "not weighted: holds for these passages"
        : `weighted by the chances of sample ${pair.sampleId}: holds for the archive`;
    const title = `${pair.frame}: ${nameCoder(pair.one)} and ${nameCoder(pair.other)}, ${pair.passages} passages, ${weights}`;
    groups.set(title, [...(groups.get(title) ?? []), pair]);
  }
  const tables = [...groups].map(([title, rows]) => {
    // A code that neither gave anywhere says nothing.
    const said = rows.filter(({ table }) => table.both + table.onlyOne + table.onlyOther > 0);
    const silent = rows.filter((row) => !said.includes(row)).map(({ code }) => code);
    return `${title}\n${renderTable(
      ["code", "both", "one", "other", "percent", "kappa", "AC1", "alpha", "on yes"],
      said.map((row) => [
        row.code,
        row.table.both,
        row.table.onlyOne,
        row.table.onlyOther,
        describeEstimate(row.percent),
        describeEstimate(row.kappa),
        describeEstimate(row.ac1),
        describeEstimate(row.alpha),
        describeEstimate(row.positiveAgreement),
      ]),
    )}${silent.length > 0 ? `Said by neither: ${silent.join(", ")}\n` : ""}`;
  });
  return `${tables.join("\n")}
95% intervals: bootstrap over meetings (Wilson's for percent without weights). docs/human-coding.md explains the figures.
`;
}
