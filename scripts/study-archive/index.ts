import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import type { LedgerEntry } from "../../pipeline/evaluate-ledgers/index.js";
import { type Body, makeBody, sectorName } from "./bodies.js";
import { type Material, readMaterial } from "./material.js";
import { writeMeeting } from "./minutes.js";
import { printMinutes } from "./pdf.js";
import { type PlannedBody, planStudy } from "./plan.js";
import { Choices } from "./random.js";

/** The archive is the same for the same seed. */
const SEED = 20_100_128;

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    bodies: { type: "string", default: "71" },
    help: { type: "boolean", default: false },
  },
});
if (values.help || values.out === undefined) {
  process.stdout.write(`Writes the study-scale archive: 793 constructed minutes of 71 invented bodies with 144 planted innovations in use
(ledgers beside them). A test of the plumbing and of speed, not of validity.

Example:

    npm run study:archive -- --out study            # all of it
    npm run study:archive -- --out small --bodies 3 # the first three bodies

Then: boardsense --data study-data ingest study/pdf --manifest study/manifest.csv
      npm run study:compare -- --data study-data --ledgers study/ledgers
`);
  process.exit(values.help ? 0 : 2);
}

const out = resolve(values.out);
for (const folder of ["pdf", "ledgers"]) mkdirSync(join(out, folder), { recursive: true });
const material = readMaterial();
const choices = new Choices(SEED);
const plan = planStudy(material, choices);
const towns = choices.shuffle(material.names.towns);
const manifest = [["path", "organisation_code", "organisation_name", "sector"]];
for (const [i, planned] of plan.entries()) {
  // Each body has choices of its own, so that the first of them are the same however many are written.
  const own = new Choices(SEED + i + 1);
  const round = Math.floor(i / towns.length);
  const body = makeBody(
    { ...planned, town: towns[i % towns.length] as string, nameOf: round },
    material,
    own,
  );
  if (i >= Number(values.bodies)) break;
  const entries = await writeBody(material, body, planned, own);
  writeFileSync(join(out, "ledgers", `ledger-${body.code}.json`), `${JSON.stringify(entries, null, 1)}\n`);
  for (const date of planned.dates)
    manifest.push([`pdf/${body.code}-${date}.pdf`, body.code, body.name, sectorName(body.sector)]);
}
writeFileSync(join(out, "manifest.csv"), stringify(manifest));
process.stdout.write(`${manifest.length - 1} minutes in ${out}\n`);

async function writeBody(
  material: Material,
  body: Body,
  planned: PlannedBody,
  choices: Choices,
): Promise<LedgerEntry[]> {
  const entries = planned.innovations.map((innovation, i) => ({
    innovation,
    place: choices.pick(material.names.places[body.sector]),
    entry: {
      id: `${body.code}-${i + 1}`,
      label: innovation.kind.names[0] as string,
      domain: innovation.kind.domain,
      implemented: innovation.firstInUse !== null,
      first_implemented_meeting:
        innovation.firstInUse === null ? null : (planned.dates[innovation.firstInUse] as string),
      mentions: [] as LedgerEntry["mentions"],
    },
  }));
  for (const [ordinal, date] of planned.dates.entries()) {
    const due = entries.flatMap((each) =>
      each.innovation.mentions
        .filter((mention) => mention.meeting === ordinal)
        .map((mention) => ({ ...each, mention })),
    );
    const { sections, told } = writeMeeting(
      material,
      body,
      {
        date,
        next: planned.dates[ordinal + 1] ?? null,
        tell: due.map(({ innovation, entry, place, mention }) => ({
          kind: innovation.kind,
          telling: mention.telling,
          before: entry.mentions.length,
          place,
        })),
      },
      choices,
    );
    for (const [i, { entry, mention }] of due.entries())
      entry.mentions.push({ meeting: date, stage: mention.stage, quote: told[i] as string });
    await printMinutes(join(out, "pdf", `${body.code}-${date}.pdf`), body, { date, ordinal, sections });
  }
  return entries.map(({ entry }) => entry);
}
