import { resolve } from "node:path";
import { Command, Option } from "commander";
import { ask } from "../../sql/ask.js";
import { WarehouseError } from "../../sql/errors.js";
import { bindNames, bindQuestion, type Question, readQuestions } from "../../sql/questions.js";
import type { Warehouse } from "../../sql/warehouse.js";
import { ExpectedError, UsageError } from "../errors.js";
import { FORMATS, type Format, writeAnswer } from "../sql/write-answer.js";
import { renderTable } from "../table.js";

interface Options {
  param: string[];
  format: Format;
  out?: string;
  json?: boolean;
}

/** SQLSTATE classes of mistakes in the statement, and of what the login may not do. */
const MISTAKES = /^(42|22|21|25|2F|0A|54)/;

/**
 * `boardsense sql`: asks a named question or a statement of one's own, over a login that may read marts and nothing
 * else. `open` opens the archive.
 */
export function sqlCommand(open: (command: Command) => Promise<Warehouse>): Command {
  return new Command("sql")
    .description(
      "Ask the warehouse: a named question, or one statement over the views of the schema marts. Without an argument, list the questions.",
    )
    .argument(
      "[question]",
      'the name of a question, or a statement such as "select * from marts.innovations"',
    )
    .option(
      "--param <name=value>",
      "a parameter of the question (:name in a statement of your own); may be given several times",
      (value: string, previous: string[]) => [...previous, value],
      [],
    )
    .addOption(new Option("--format <format>", "how to write the answer").choices(FORMATS).default("table"))
    .option("--out <file>", "write the answer to a file")
    .option("--json", "the same as --format json")
    .addHelpText(
      "after",
      `
Examples:

    boardsense sql
    boardsense sql innovations_in_use_in_period --param from=2010-01-01 --param to=2011-06-30
    boardsense sql "select domain, count(*) from marts.innovations group by domain" --format csv --out domains.csv
`,
    )
    .action(async (question: string | undefined, options: Options, command: Command) => {
      const format = options.json ? "json" : options.format;
      const questions = readQuestions();
      if (question === undefined) {
        process.stdout.write(format === "json" ? listAsJson(questions) : list(questions));
        return;
      }
      const statement = bind(questions, question, readParameters(options.param));
      const warehouse = await open(command);
      try {
        if (warehouse.readerUrl === null) throw new WarehouseError("NO_READER_ADDRESS", {});
        const file = options.out === undefined || options.out === "-" ? null : resolve(options.out);
        const rows = await ask(warehouse.readerUrl, statement, (answer) =>
          writeAnswer(answer, { format, file, stdout: process.stdout }),
        );
        if (file !== null) process.stderr.write(`${rows} rows in ${file}\n`);
        else if (rows === 0) process.stderr.write("No rows: nothing in this archive answers to that.\n");
      } catch (error) {
        throw explain(error);
      } finally {
        await warehouse.close();
      }
    });
}

function readParameters(given: readonly string[]): Map<string, string> {
  return new Map(
    given.map((text) => {
      const at = text.indexOf("=");
      if (at < 1)
        throw new UsageError(`--param '${text}' is not NAME=VALUE, such as --param from=2010-01-01.`);
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}

function bind(questions: Question[], asked: string, parameters: ReadonlyMap<string, string>) {
  const question = questions.find(({ name }) => name === asked.trim());
  try {
    if (question !== undefined) return bindQuestion(question, parameters);
    if (/^[\w-]+$/.test(asked.trim())) throw new WarehouseError("UNKNOWN_QUESTION", { name: asked.trim() });
  } catch (error) {
    if (error instanceof WarehouseError) throw new UsageError(error.message);
    throw error;
  }
  return bindNames(asked, parameters);
}

/** The database's own words, on one line, for what is wrong with the statement. */
function explain(error: unknown): unknown {
  const { code, message, hint } = error as { code?: string; message?: string; hint?: string };
  if (code === "57014")
    return new ExpectedError("The answer took too long and was given up. Narrow the question.");
  if (code === undefined || !MISTAKES.test(code)) return error;
  if (/multiple commands/.test(message ?? ""))
    return new UsageError("One statement at a time: ask each by itself.");
  const advice =
    code === "42501" || code === "25006"
      ? " This login may only read the views of the schema marts."
      : code === "42P01" || code === "42703"
        ? " docs/data-dictionary.md names every view and column."
        : "";
  return new UsageError(`The database refuses: ${message}.${hint === undefined ? "" : ` ${hint}`}${advice}`);
}

function list(questions: Question[]): string {
  const rows = questions.map(({ name, sentence, parameters }) => [
    name,
    parameters
      .map(({ name: parameter, preset }) => (preset === undefined ? `${parameter}!` : parameter))
      .join(", "),
    sentence,
  ]);
  return `${renderTable(["question", "parameters", "what it answers"], rows)}
A parameter with ! must be given. docs/questions.md shows each question with its parameters and an example answer.
Ask one: boardsense sql NAME --param name=value
`;
}

function listAsJson(questions: Question[]): string {
  return `${JSON.stringify(
    questions.map(({ name, sentence, parameters }) => ({
      name,
      sentence,
      parameters: parameters.map(({ preset, ...parameter }) => ({
        ...parameter,
        is_required: preset === undefined,
        default: preset ?? null,
      })),
    })),
    null,
    2,
  )}\n`;
}
