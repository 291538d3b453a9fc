import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { evaluateLedgers, type LedgerEntry, parseLedger } from "../../pipeline/evaluate-ledgers/index.js";
import { DOMAINS } from "../../schemas/innovation.js";
import { openWarehouse } from "../../sql/warehouse.js";
import { explainInvention, explainMiss, REASONS, type Reason } from "./explain.js";
import { HALF_YEARS, halfYearOf } from "./plan.js";
import { type FoundBody, readFound } from "./read-found.js";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    "database-url": { type: "string" },
    ledgers: { type: "string" },
    out: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help || values.ledgers === undefined || (values.data ?? values["database-url"]) === undefined) {
  process.stdout.write(`Holds what was planted in the study-scale archive against what boardsense found in it.

Example:

    npm run study:compare -- --data study-data --ledgers study/ledgers --out compared.md
`);
  process.exit(values.help ? 0 : 2);
}

const folder = resolve(values.ledgers);
const warehouse = await openWarehouse({
  dataFolder: resolve(values.data ?? "."),
  databaseUrl: values["database-url"],
});
const bodies: FoundBody[] = [];
try {
  for (const file of readdirSync(folder).sort()) {
    const read = parseLedger(readFileSync(join(folder, file), "utf8"), file);
    if ("problems" in read) throw new Error(read.problems.join("\n"));
    const { organisationCode, entries } = read.ledger;
    bodies.push(await readFound(warehouse.pool, organisationCode, entries));
  }
} finally {
  await warehouse.close();
}
const text = describe(bodies);
process.stdout.write(text);
if (values.out !== undefined) writeFileSync(values.out, text);

function describe(bodies: readonly FoundBody[]): string {
  const planted = countCells(
    bodies.flatMap(({ ledger }) =>
      ledger.map(({ domain, first_implemented_meeting }) => ({ domain, day: first_implemented_meeting })),
    ),
  );
  const found = countCells(
    bodies.flatMap(({ innovations }) =>
      innovations.map(({ domain, firstInUse }) => ({ domain, day: firstInUse })),
    ),
  );
  const header = ["domain", ...HALF_YEARS, "all"];
  const cell = (domain: string, halfYear: string) =>
    `${planted.get(`${domain} ${halfYear}`) ?? 0} / ${found.get(`${domain} ${halfYear}`) ?? 0}`;
  const rows = [...DOMAINS, "all"].map((domain) => [
    domain,
    ...[...HALF_YEARS, "all"].map((h) => cell(domain, h)),
  ]);
  const { inUse, domainRight, firstInUseRight } = evaluateLedgers(bodies).overall;
  const missed = bodies.flatMap((body) =>
    inUse.missed
      .filter((row) => row.organisationCode === body.organisationCode)
      .map((row): [string, LedgerEntry, Reason] => {
        const entry = body.ledger.find(({ id }) => id === row.ledgerId) as LedgerEntry;
        return [body.organisationCode, entry, explainMiss(body, entry)];
      }),
  );
  const invented = inUse.invented.map((row) =>
    explainInvention(
      bodies.find((body) => body.organisationCode === row.organisationCode) as FoundBody,
      row.innovationId as string,
    ),
  );
  const share = ({ count, of }: { count: number; of: number }) => `${count} of ${of}`;
  return `Innovations in use, planted / found, by half-year of the first meeting that reports use:

${markdownTable(header, rows)}

Of ${inUse.inLedger} planted in use ${inUse.found.length} were found and ${inUse.missed.length} were missed; ${inUse.invented.length} of the ${inUse.byMachine} counted were not
planted so (precision ${percent(inUse.precision.value)}, recall ${percent(inUse.recall.value)}). Of those found the domain was right for ${share(domainRight)}, the first meeting in
use for ${share(firstInUseRight)}.

Why planted innovations were missed:

${markdownTable(["lost because", "innovations", "such as"], countReasons(missed))}

What the others that were counted were made from:

${markdownTable(["made from", "innovations"], countWords(invented))}
`;
}

function countCells(things: readonly { domain: string; day: string | null }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { domain, day } of things) {
    if (day === null) continue;
    for (const key of [domain, "all"].flatMap((d) => [`${d} ${halfYearOf(day)}`, `${d} all`]))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function countReasons(missed: readonly [string, LedgerEntry, Reason][]): string[][] {
  return (Object.keys(REASONS) as Reason[]).flatMap((reason) => {
    const of = missed.filter(([, , each]) => each === reason);
    const [first] = of;
    if (first === undefined) return [];
    return [[REASONS[reason], String(of.length), `${first[1].label} (${first[0]})`]];
  });
}

function countWords(words: readonly string[]): string[][] {
  return [...new Set(words)]
    .sort()
    .map((word) => [word, String(words.filter((each) => each === word).length)]);
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function percent(value: number | null): string {
  return value === null ? "none" : `${Math.round(value * 100)}%`;
}
