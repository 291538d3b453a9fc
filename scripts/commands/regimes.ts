import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Command } from "commander";
import { RegimeMapping } from "../../schemas/regime.js";
import { listRegimes, removeRegimes, storeRegimes } from "../../sql/load/regimes.js";
import { readRegisterEntries } from "../../sql/load/register.js";
import { runQuery } from "../../sql/run-query.js";
import { settleSuccessions } from "../../workers/organisations/find-successions.js";
import { withArchive } from "../archive.js";
import { UsageError } from "../errors.js";
import { type KnownBodies, placeSpells } from "../regimes/place-spells.js";
import { type LineProblem, readRegimeRows } from "../regimes/read-rows.js";
import { renderTable } from "../table.js";

const PROBLEMS_SHOWN = 20;
const FIELDS = "organisation, regime, from, to";

/** `boardsense regimes`: ratings and regimes of the bodies, to compare minutes before, during and after. */
export function regimesCommand(): Command {
  const command = new Command("regimes")
    .description(
      "Bring ratings or regimes of the bodies (special measures, say), to compare their minutes before, during and after.",
    )
    .addHelpText("after", "\nExample:\n\n    boardsense regimes import special-measures.csv\n");
  command.addCommand(importCommand());
  command.addCommand(listCommand());
  command.addCommand(removeCommand());
  return command;
}

interface ImportOptions {
  map?: string;
  headings: boolean;
  regime?: string;
  scheme: string;
  skipUnknown?: boolean;
  json?: boolean;
}

function importCommand(): Command {
  return new Command("import")
    .description(
      "Bring ratings or regimes from a CSV file, in the place of what came under the same scheme before. A file with a wrong line is refused whole.",
    )
    .argument("<csv>", "the file: one line a body and spell")
    .option(
      "--map <mapping>",
      "which column holds what, by heading or number (default: organisation=organisation,regime=regime,from=from,to=to); without 'to' a spell lasts until the body's next one begins",
    )
    .option("--no-headings", "the file has no heading row")
    .option("--regime <name>", "the regime of every line, where the file has no column for it")
    .option(
      "--scheme <name>",
      "a name for what the file is; spells of one scheme and body may not overlap",
      "regimes",
    )
    .option("--skip-unknown", "leave out lines whose body the archive and its register do not know")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Examples:

    boardsense regimes import special-measures.csv
    boardsense regimes import ratings.csv --scheme ratings --map "organisation=Provider,regime=Rating,from=Published" --skip-unknown
`,
    )
    .action((file: string, options: ImportOptions, command: Command) => {
      const mapping = readMapping(options);
      const { rows, problems } = readRegimeRows(readText(file), mapping, options.regime ?? null);
      return withArchive(command, async ({ pool }) => {
        const bodies: KnownBodies = {
          archive: (
            await runQuery<{ organisation_code: string; organisation_name: string | null }>(
              pool,
              "list_organisations",
            )
          ).map((row) => ({ code: row.organisation_code, name: row.organisation_name })),
          register: await readRegisterEntries(pool),
        };
        const placed = placeSpells(rows, bodies);
        const wrong = [...problems, ...placed.problems, ...(options.skipUnknown ? [] : placed.unknown)];
        if (wrong.length > 0) throw refusal(file, wrong);
        await settleSuccessions(pool);
        await storeRegimes(pool, { scheme: options.scheme, source: basename(file), spells: placed.spells });
        const answer = {
          scheme: options.scheme,
          spells: placed.spells.length,
          bodies: new Set(placed.spells.map(({ organisationCode }) => organisationCode)).size,
          leftOut: placed.unknown.length,
        };
        process.stdout.write(
          options.json
            ? `${JSON.stringify(answer, null, 2)}\n`
            : `${answer.spells} spells of ${answer.bodies} bodies stored as '${answer.scheme}'` +
                `${answer.leftOut === 0 ? "" : `; ${answer.leftOut} lines of unknown bodies left out`}.\n` +
                "Compare: boardsense sql language_around_regimes\n",
        );
      });
    });
}

function listCommand(): Command {
  return new Command("list")
    .description(
      "List the ratings and regimes that were brought, with how many meetings are compared for each.",
    )
    .option("--json", "machine-readable answer on stdout")
    .addHelpText("after", "\nExample:\n\n    boardsense regimes list\n")
    .action((options: { json?: boolean }, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const rows = await listRegimes(pool);
        if (options.json) {
          process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
          return;
        }
        process.stdout.write(
          rows.length === 0
            ? "None. `boardsense regimes import FILE.csv` brings them.\n"
            : renderTable(
                ["scheme", "body", "name", "regime", "from", "to", "minutes of", "meetings"],
                rows.map((row) => [
                  row.scheme,
                  row.organisationCode,
                  row.organisationName,
                  row.regime,
                  row.fromDate,
                  row.toDate ?? "",
                  row.bodies,
                  row.meetings,
                ]),
              ),
        );
      }),
    );
}

function removeCommand(): Command {
  return new Command("remove")
    .description("Remove what was brought under a scheme, or one body's part of it.")
    .argument("<scheme>", "the scheme, as `boardsense regimes list` shows it")
    .option("--organisation <code>", "only the spells of this body")
    .addHelpText("after", "\nExample:\n\n    boardsense regimes remove ratings\n")
    .action((scheme: string, options: { organisation?: string }, command: Command) =>
      withArchive(command, async ({ pool }) => {
        const removed = await removeRegimes(pool, { scheme, organisationCode: options.organisation ?? null });
        if (removed === 0) {
          const known = [...new Set((await listRegimes(pool)).map((row) => row.scheme))];
          throw new UsageError(
            `Nothing stands under the scheme '${scheme}'${options.organisation === undefined ? "" : ` for '${options.organisation}'`}. ` +
              `${known.length === 0 ? "No regimes were brought" : `Schemes: ${known.join(", ")}`} (boardsense regimes list).`,
          );
        }
        process.stdout.write(`${removed} spells removed.\n`);
      }),
    );
}

/** The mapping that the options describe. Throws `UsageError` where they name a field that there is not. */
function readMapping(options: ImportOptions): RegimeMapping {
  const given = options.map ?? "organisation=organisation,regime=regime,from=from,to=to";
  const pairs = given.split(",").map((pair) => pair.split("=").map((part) => part.trim()));
  const places = Object.fromEntries(
    pairs.map(([field = "", place = ""]) => [field, /^\d+$/.test(place) ? Number(place) : place]),
  );
  const parsed = RegimeMapping.safeParse({ hasHeadings: options.headings, ...places });
  if (!parsed.success || pairs.some((pair) => pair.length !== 2)) {
    throw new UsageError(
      `--map ${given}: write field=column pairs; fields: ${FIELDS} (organisation and from are needed).`,
    );
  }
  if (parsed.data.regime === undefined && options.regime === undefined) {
    throw new UsageError(
      `--map ${given} names no column for the regime: add regime=COLUMN, or --regime NAME where the whole file is about one.`,
    );
  }
  return parsed.data;
}

function refusal(file: string, problems: readonly LineProblem[]): UsageError {
  const shown = [...problems].sort((a, b) => a.line - b.line).slice(0, PROBLEMS_SHOWN);
  const more = problems.length - shown.length;
  const lines = shown.map(({ line, problem }) => `  - Line ${line}: ${problem}`);
  return new UsageError(
    `${basename(file)} has ${problems.length} wrong ${problems.length === 1 ? "line" : "lines"}; nothing of it was taken:\n` +
      `${lines.join("\n")}${more > 0 ? `\n  - and ${more} more` : ""}`,
  );
}

/** Throws `UsageError` where the file is not there or is not UTF-8. */
function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8. Save it as "CSV UTF-8" and import that; nothing was taken.`);
  }
}
