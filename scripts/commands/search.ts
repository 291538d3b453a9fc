import { Command } from "commander";
import { WarehouseError } from "../../sql/errors.js";
import { bindQuestion, readQuestions } from "../../sql/questions.js";
import { type Archive, withArchive } from "../archive.js";
import { ExpectedError, UsageError } from "../errors.js";
import { wrap } from "../wrap.js";

interface Options {
  organisation?: string;
  from?: string;
  to?: string;
  limit: string;
  json?: boolean;
}

/** A passage that was found, as the question `search` answers it. */
export interface FoundPassage {
  organisation_code: string;
  organisation_name: string;
  meeting_date: string | null;
  item_number: string | null;
  item_title: string | null;
  page: number;
  /** The words around what was looked for, which stands «so». */
  snippet: string;
  source: string;
  passage_id: string;
  rank: number;
  /** How many passages hold the words, shown or not. */
  passages_found: string;
}

/** `boardsense search`: passages that hold given words, best first. */
export function searchCommand(): Command {
  return new Command("search")
    .description(
      'Find passages by their words, best first and bare headings last: "words in quotes" stand together, OR between words means either, -word leaves out. Word endings do not matter.',
    )
    .argument("<words...>", "words to look for, as in a search engine")
    .option("--organisation <code>", "one body only")
    .option("--from <date>", "first day, such as 2010-01-01")
    .option("--to <date>", "last day, such as 2011-06-30")
    .option("--limit <n>", "how many passages at most", "20")
    .option("--json", "machine-readable answer on stdout")
    .addHelpText(
      "after",
      `
Examples:

    boardsense search mystery shopper
    boardsense search '"mystery shopper" OR "secret shopper"' --from 2010-01-01 --to 2010-12-31
`,
    )
    .action((words: string[], options: Options, command: Command) => {
      const statement = bind(words.join(" "), options);
      return withArchive(command, async (archive) => {
        await refuseNothing(archive, words.join(" "), options.organisation);
        const { rows } = await archive.pool.query<FoundPassage>(statement.text, statement.values);
        process.stdout.write(
          options.json
            ? `${JSON.stringify(
                rows.map((row) => ({ ...row, passages_found: Number(row.passages_found) })),
                null,
                2,
              )}\n`
            : describeFound(rows, words.join(" ")),
        );
      });
    });
}

/** The question `search` with its values. Throws `UsageError` for a day that is none, and the like. */
function bind(words: string, { organisation, from, to, limit }: Options) {
  const question = readQuestions().find(({ name }) => name === "search");
  if (question === undefined) throw new Error("There is no question 'search'.");
  const given = Object.entries({ words, organisation, from, to, limit }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  try {
    return bindQuestion(question, new Map(given));
  } catch (error) {
    if (error instanceof WarehouseError) throw new UsageError(error.message);
    throw error;
  }
}

/** Throws where there is nothing to look for, or nobody to look at: an empty answer would say something else. */
async function refuseNothing({ pool }: Archive, words: string, organisation?: string): Promise<void> {
  const { rows } = await pool.query<{ nodes: number }>(
    "select numnode(websearch_to_tsquery('english', $1)) as nodes",
    [words],
  );
  if (rows[0]?.nodes === 0) {
    throw new UsageError(
      `There is no word to look for in '${words}': words such as 'the' and 'of' are in every passage.`,
    );
  }
  if (organisation === undefined) return;
  const { rowCount } = await pool.query("select 1 from marts.organisations where organisation_code = $1", [
    organisation,
  ]);
  if (rowCount === 0) {
    throw new ExpectedError(
      `No minutes of '${organisation}' in this archive. The codes it knows: boardsense organisations list.`,
    );
  }
}

/** What was found, for people: where each passage stands, then its words. */
export function describeFound(rows: readonly FoundPassage[], words: string): string {
  const [first] = rows;
  if (first === undefined) return `Nothing found for: ${words}\n`;
  const all = Number(first.passages_found);
  const passages = rows.map((row) => {
    const item = [row.item_number, row.item_title].filter(Boolean).join(" ");
    const place = [
      `${row.organisation_name} (${row.organisation_code})`,
      row.meeting_date ?? "no date found",
      ...(item === "" ? [] : [item]),
      `page ${row.page}`,
    ].join(" · ");
    return `${place}\n${wrap(row.snippet, "    ").join("\n")}\n    ${row.source} · ${row.passage_id}\n`;
  });
  const count =
    all === rows.length
      ? `${all} ${all === 1 ? "passage" : "passages"}`
      : `${rows.length} of ${all} passages; --limit ${all} shows all`;
  return `${passages.join("\n")}\n${count}. \`boardsense explain PASSAGE\` shows how one is coded.\n`;
}
