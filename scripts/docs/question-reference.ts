import { bindQuestion, type Question } from "../../sql/questions.js";
import { renderTable } from "../table.js";

/** An answer as the reference shows it: names of columns, and rows in their order. */
export interface ShownAnswer {
  columns: string[];
  rows: unknown[][];
}

/** Asks a bound statement of the sample archive. */
export type AskSamples = (statement: { text: string; values: (string | null)[] }) => Promise<ShownAnswer>;

const ROWS_SHOWN = 8;
const WIDEST_CELL = 36;

/**
 * The reference of the named questions: for each its sentence, its parameters and an answer over the sample archive.
 * `root` is left out where it begins a file's name: the reference says nothing of the disk that it was written on.
 */
export async function writeQuestionReference(
  questions: readonly Question[],
  askSamples: AskSamples,
  root: string,
): Promise<string> {
  const sections: string[] = [];
  for (const question of questions) {
    const answer = await askSamples(bindQuestion(question, question.example));
    sections.push(
      [
        `## ${question.name}`,
        "",
        question.sentence,
        "",
        ...describeParameters(question),
        "```sh",
        commandOf(question),
        "```",
        "",
        "```text",
        showAnswer(answer, root),
        "```",
        "",
      ].join("\n"),
    );
  }
  return `# The named questions

\`boardsense sql NAME --param parameter=value\` asks one; \`--format csv\`, \`json\` or \`parquet\` with \`--out FILE\` writes the
answer for other programs. Each is one statement in \`sql/queries/questions/\`, over the views that
[data-dictionary.md](data-dictionary.md) explains; a new file there is a new question.

Made from those files and the sample archive (constructed minutes, so the answers say nothing about real boards) by
\`npm run docs:questions\`; a test keeps them alike.

${questions.map(({ name, sentence }) => `- [${name}](#${name}): ${sentence}`).join("\n")}

${sections.join("\n")}`;
}

function describeParameters({ parameters }: Question): string[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map(({ name, type, preset, meaning }) => {
    const without = preset === undefined ? "must be given" : preset === null ? "all" : `\`${preset}\``;
    return `| \`${name}\` | ${type} | ${without} | ${escapeCell(meaning)} |`;
  });
  return ["| parameter | type | without it | meaning |", "| --- | --- | --- | --- |", ...rows, ""];
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/</g, "&lt;");
}

function commandOf({ name, example }: Question): string {
  const given = [...example].map(([parameter, value]) => {
    const pair = `${parameter}=${value}`;
    return ` --param ${/^[\w=.,-]+$/.test(pair) ? pair : `'${pair}'`}`;
  });
  return `boardsense sql ${name}${given.join("")}`;
}

function showAnswer({ columns, rows }: ShownAnswer, root: string): string {
  if (rows.length === 0) return "(no rows in the sample archive)";
  const shown = rows.slice(0, ROWS_SHOWN).map((row) => row.map((value) => showCell(value, root)));
  const left = rows.length - shown.length;
  return `${renderTable(columns, shown).trimEnd()}${left > 0 ? `\n… ${left} further rows` : ""}`;
}

function showCell(value: unknown, root: string): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isInteger(value) ? value : Number(value.toPrecision(3));
  const text = String(value).replace(`${root}/`, "").replace(/\s+/g, " ");
  return text.length > WIDEST_CELL ? `${text.slice(0, WIDEST_CELL - 1)}…` : text;
}
