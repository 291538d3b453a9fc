import { WarehouseError } from "./errors.js";
import { readSqlFolder } from "./files.js";

/** A parameter of a question. Its value is a text that the statement casts. */
export interface QuestionParameter {
  name: string;
  /** What is asked when nothing is given: a value, null for "all", undefined where one must be given. */
  preset: string | null | undefined;
  meaning: string;
}

/** A named question: one statement over marts, in `sql/queries/questions/<name>.sql`. */
export interface Question {
  name: string;
  /** What it answers, in one sentence. */
  sentence: string;
  parameters: QuestionParameter[];
  text: string;
}

const PARAMETER_LINE = /^-- Param: (\w+)(?: = (\S+)| (\(optional\)))?: (.+)$/;
/** Texts, quoted names and comments, which are passed over; or `:name`, which is not the `::type` of a cast. */
const PLACEHOLDER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(?<![:\w]):([a-z_][a-z0-9_]*)/g;

/** Every named question, in order of name. */
export function readQuestions(): Question[] {
  return readSqlFolder("queries/questions").map(({ name, text }) => ({
    name,
    sentence: text.split("\n", 1)[0]?.replace(/^--\s*/, "") ?? name,
    parameters: text.split("\n").flatMap((line) => {
      const found = PARAMETER_LINE.exec(line);
      if (found === null) return [];
      const [, parameter = "", preset, optional, meaning = ""] = found;
      return [{ name: parameter, preset: optional === undefined ? preset : null, meaning }];
    }),
    text,
  }));
}

/**
 * The statement of a question with its values. Throws `WarehouseError` naming a parameter that is missing or unknown
 * and those that there are.
 */
export function bindQuestion(
  question: Question,
  given: ReadonlyMap<string, string>,
): { text: string; values: (string | null)[] } {
  const known = question.parameters.map((parameter) => parameter.name);
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new WarehouseError("UNKNOWN_PARAMETER", {
      question: question.name,
      parameter: unknown,
      known: known.length === 0 ? "It takes none" : `It takes: ${known.join(", ")}`,
    });
  }
  const values = new Map<string, string | null>();
  for (const { name, preset, meaning } of question.parameters) {
    const value = given.get(name) ?? preset;
    if (value === undefined) {
      throw new WarehouseError("MISSING_PARAMETER", { question: question.name, parameter: name, meaning });
    }
    values.set(name, value);
  }
  return bindNames(question.text, values);
}

/** Puts `$1`, `$2` ... in the place of `:name` for every name that has a value; other text stays as it is. */
export function bindNames(
  text: string,
  values: ReadonlyMap<string, string | null>,
): { text: string; values: (string | null)[] } {
  const used: string[] = [];
  const statement = text.replace(PLACEHOLDER, (found, name: string | undefined) => {
    if (name === undefined || !values.has(name)) return found;
    if (!used.includes(name)) used.push(name);
    return `$${used.indexOf(name) + 1}::text`;
  });
  return { text: statement.trim(), values: used.map((name) => values.get(name) ?? null) };
}
