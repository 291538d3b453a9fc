import { readFileSync } from "node:fs";
import { Command } from "commander";
import { readRegister } from "../../pipeline/structure/organisation/read-register.js";
import { NHS_ODS_MAPPING, PLAIN_MAPPING, RegisterMapping } from "../../schemas/organisation.js";
import { finishRun, readPins } from "../../sql/load/index.js";
import {
  confirmOrganisation,
  listUnconfirmed,
  readRegisterEntries,
  storeRegister,
} from "../../sql/load/register.js";
import { runQuery } from "../../sql/run-query.js";
import { beginRun } from "../../workers/ingest/begin-run.js";
import { confirmByRegister } from "../../workers/organisations/find-organisations.js";
import { settleSuccessions } from "../../workers/organisations/find-successions.js";
import { type Archive, withArchive } from "../archive.js";
import { ExpectedError, UsageError } from "../errors.js";
import { tellFailedBodies } from "../run/failed-bodies.js";
import { processArchive } from "../run/process-archive.js";
import { renderTable } from "../table.js";

interface Organisation {
  organisation_code: string;
  organisation_name: string;
  sector: string | null;
  is_confirmed: boolean;
  meetings: number;
}

/** `boardsense organisations`: which bodies the archive knows, and who they are by a register. */
export function organisationsCommand(): Command {
  const command = new Command("organisations")
    .description("List the bodies of the archive, bring a register of organisations, confirm who a body is.")
    .addHelpText("after", "\nExample:\n\n    boardsense organisations import etr.csv --ods\n");
  command.addCommand(listCommand());
  command.addCommand(importCommand());
  command.addCommand(confirmCommand());
  return command;
}

function listCommand(): Command {
  return new Command("list")
    .description("List the bodies of the archive; those that nobody has confirmed were read from minutes.")
    .option("--unconfirmed", "only those that neither a manifest nor the register names")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense organisations list --unconfirmed\n")
    .action((options: { unconfirmed?: boolean; json?: boolean }, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const all = await runQuery<Organisation>(pool, "list_organisations");
        const shown = all.filter((row) => !options.unconfirmed || !row.is_confirmed);
        process.stdout.write(options.json ? `${JSON.stringify(shown, null, 2)}\n` : describe(shown));
      }),
    );
}

function importCommand(): Command {
  return new Command("import")
    .description(
      "Bring a register from a CSV file in the place of the former one, and give the archive's bodies their codes from it.",
    )
    .argument("<csv>", "the register")
    .option(
      "--ods",
      "the headerless NHS ODS trust file: column 1 code, 2 name, 11 opened, 12 closed (YYYYMMDD)",
    )
    .option(
      "--columns <mapping>",
      "which column holds what, by heading or number: code=1,name=2,aliases=5,sector=6,predecessors=7,opened=8,closed=9",
    )
    .option("--no-headings", "the file has no heading row")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      "\nExample:\n\n    boardsense organisations import bodies.csv --columns code=OrgCode,name=OrgName\n",
    )
    .action((file: string, options: ImportOptions, command: Command) => {
      const { entries, problems } = readRegister(readText(file), mappingOf(options));
      if (problems.length > 0) {
        const lines = problems.slice(0, 20).map(({ line, problem }) => `  - Line ${line}: ${problem}`);
        throw new UsageError(
          `The register ${file} has ${problems.length} wrong lines; nothing of it was taken:\n${lines.join("\n")}`,
        );
      }
      return withArchive(command, async (archive) => {
        await storeRegister(archive.pool, entries);
        await settleSuccessions(archive.pool);
        const confirmed = await confirmByRegister(archive.pool);
        await countAgain(archive, "organisations import");
        const left = await listUnconfirmed(archive.pool);
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ entries: entries.length, confirmed, unconfirmed: left }, null, 2)}\n`
            : `${entries.length} bodies in the register; ${confirmed.length} of the archive's found in it` +
                `${left.length === 0 ? "." : `, ${left.length} not: boardsense organisations list --unconfirmed`}\n`,
        );
      });
    });
}

function confirmCommand(): Command {
  return new Command("confirm")
    .description("Say who a body is whose name was only read from minutes; its meetings move to that code.")
    .argument("<code>", "its code now, as `boardsense organisations list --unconfirmed` shows it")
    .option("--as <code>", "the code it is to have (default: it keeps its own)")
    .option("--name <name>", "its name")
    .option("--sector <sector>", "its sector")
    .addHelpText(
      "after",
      '\nExample:\n\n    boardsense organisations confirm pellbrook-nhs-trust --as RX1 --name "Pellbrook NHS Trust"\n',
    )
    .action((code: string, options: { as?: string; name?: string; sector?: string }, command: Command) =>
      withArchive(command, async (archive) => {
        const to = options.as ?? code;
        const known = (await readRegisterEntries(archive.pool)).find((entry) => entry.code === to);
        const body = (await listUnconfirmed(archive.pool)).find((row) => row.code === code);
        const name = options.name ?? known?.name ?? body?.name ?? to;
        await confirmOrganisation(archive.pool, {
          from: code,
          to: { code: to, name, sector: options.sector ?? known?.sector ?? null },
        });
        await countAgain(archive, "organisations confirm");
        process.stdout.write(`${code} is ${name} (${to}).\n`);
      }),
    );
}

interface ImportOptions {
  ods?: boolean;
  columns?: string;
  headings: boolean;
  json?: boolean;
}

/** The mapping that the options describe. Throws `UsageError` where they name a field that there is not. */
function mappingOf(options: ImportOptions): RegisterMapping {
  if (options.ods) return NHS_ODS_MAPPING;
  if (options.columns === undefined) return { ...PLAIN_MAPPING, hasHeadings: options.headings };
  const places = Object.fromEntries(
    options.columns.split(",").map((pair) => {
      const [field = "", place = ""] = pair.split("=").map((part) => part.trim());
      return [field, /^\d+$/.test(place) ? Number(place) : place];
    }),
  );
  const parsed = RegisterMapping.safeParse({ hasHeadings: options.headings, ...places });
  if (parsed.success) return parsed.data;
  const fields = Object.keys(RegisterMapping.shape).filter((field) => field !== "hasHeadings");
  throw new UsageError(
    `--columns ${options.columns}: write field=column pairs; fields: ${fields.join(", ")} (code and name are needed).`,
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/** Innovations belong to bodies: where meetings moved, they are counted again. */
async function countAgain(archive: Archive, name: string): Promise<void> {
  if ((await readPins(archive.pool)) === null) return;
  const plan = await beginRun(archive.pool, {
    command: name,
    arguments: {},
    ocr: archive.config.BOARDSENSE_OCR,
  });
  const isFinished = await processArchive(archive, { ...plan, isQuiet: true });
  await finishRun(archive.pool, plan.runId, { status: isFinished ? "done" : "stopped" });
  if (!isFinished)
    throw new ExpectedError("Stopped. Run `boardsense ingest` again to count the innovations anew.");
  process.exitCode = await tellFailedBodies(archive.pool);
}

function describe(rows: readonly Organisation[]): string {
  if (rows.length === 0) return "None.\n";
  return renderTable(
    ["code", "name", "sector", "confirmed", "meetings"],
    rows.map((row) => [
      row.organisation_code,
      row.organisation_name,
      row.sector,
      row.is_confirmed ? "yes" : "no",
      row.meetings,
    ]),
  );
}
