/**
 * Consolidation alone, with gold mentions, against the ledgers of the same bodies.
 *
 * tsx scripts/consolidate/measure.ts GOLD.jsonl LEDGER_FOLDER [--rows]
 */
import { consolidate } from "../../pipeline/consolidate/index.js";
import { type Counted, evaluateLedgers } from "../../pipeline/evaluate-ledgers/index.js";
import { readGoldMentions, readLedgers } from "./development.js";

const [gold = "", folder = ""] = process.argv.slice(2);
const bodies = readGoldMentions(gold);
const ledgers = readLedgers(
  folder,
  bodies.map((body) => body.organisationCode),
);
const evaluation = evaluateLedgers(
  ledgers.map(({ organisationCode, entries }) => {
    const body = bodies.find((candidate) => candidate.organisationCode === organisationCode);
    if (!body) throw new Error(`No gold passages of ${organisationCode}.`);
    return { organisationCode, ledger: entries, innovations: consolidate(body), mentions: body.mentions };
  }),
);
const say = (text: string) => process.stdout.write(`${text}\n`);
const line = ({ inLedger, byMachine, found, precision, recall, f1 }: Counted) =>
  `ledger ${inLedger}, machine ${byMachine}, found ${found.length}, precision ${precision.value?.toFixed(2)} recall ${recall.value?.toFixed(2)} F1 ${f1.value?.toFixed(2)} (${f1.low?.toFixed(2)}-${f1.high?.toFixed(2)})`;
const { overall } = evaluation;
say(`in use: ${line(overall.inUse)}`);
say(`all:    ${line(overall.all)}`);
for (const name of ["domainRight", "parentDomainRight", "firstInUseRight"] as const) {
  say(`${name}: ${overall[name].count} of ${overall[name].of}`);
}
for (const name of ["split", "merged", "domainWrong", "firstInUseWrong"] as const) {
  say(`${name}: ${overall[name].length}`);
  for (const row of overall[name])
    say(`  ${row.ledgerId ?? row.innovationId} ${row.ledgerLabel ?? row.label} ${row.detail}`);
}
for (const name of ["missed", "invented"] as const) {
  for (const kind of ["inUse", "all"] as const) {
    say(`${kind} ${name}: ${overall[kind][name].length}`);
    for (const row of overall[kind][name]) {
      say(`  ${row.organisationCode} ${row.ledgerLabel ?? row.label} | ${row.detail}`);
    }
  }
}
for (const { ledgerId, ledgerLabel, label } of overall.all.found)
  say(`label ${ledgerId} ${ledgerLabel}  ->  ${label}`);
