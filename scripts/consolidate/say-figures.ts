import type { LedgerEvaluation, LedgerFigures } from "../../pipeline/evaluate-ledgers/index.js";
import { describeEstimate } from "../estimate.js";

/** Prints the figures of each body and of all, and the rows behind them where asked. */
export function sayFigures({ bodies, overall }: LedgerEvaluation, withRows: boolean): void {
  for (const { organisationCode, ...figures } of bodies) say(`${organisationCode}: ${lineOf(figures)}`);
  say(`all: ${lineOf(overall)}`);
  const { precision, recall, f1 } = overall.inUse;
  say(
    `in use: precision ${describeEstimate(precision)}, recall ${describeEstimate(recall)}, F1 ${describeEstimate(f1)}`,
  );
  if (!withRows) return;
  for (const row of [...overall.split, ...overall.merged]) {
    say(`  ${row.ledgerId ?? row.innovationId} ${row.ledgerLabel ?? row.label} | ${row.detail}`);
  }
  for (const row of overall.inUse.found) {
    say(`  = ${row.ledgerId} ${row.ledgerLabel} -> ${row.label} | ${row.detail}`);
  }
  for (const row of overall.inUse.missed) say(`  - ${row.ledgerId} ${row.ledgerLabel} | ${row.detail}`);
  for (const row of overall.inUse.invented) say(`  + ${row.organisationCode} ${row.label} | ${row.detail}`);
}

function lineOf({
  inUse,
  all,
  split,
  merged,
  firstInUseRight,
  domainRight,
  parentDomainRight,
}: LedgerFigures) {
  return [
    `in use ${inUse.inLedger}, machine ${inUse.byMachine}, found ${inUse.found.length}`,
    `all ${all.inLedger}, machine ${all.byMachine}, found ${all.found.length}`,
    `split ${split.length}, merged ${merged.length}`,
    `date ${firstInUseRight.count}, domain ${domainRight.count}, parent ${parentDomainRight.count} of ${domainRight.of}`,
  ].join("; ");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
