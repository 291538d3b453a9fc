import { WarehouseError } from "./errors.js";
import { readSqlFolder } from "./files.js";

/** What the value of a parameter may be. */
export const PARAMETER_TYPES = ["text", "date", "integer", "boolean"] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** A parameter of a question. Its value is a text that the statement casts. */
export interface QuestionParameter {
  name: string;
  type: ParameterType;
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
  /** Values with which the documentation shows an answer; others are left at what is preset. */
  example: ReadonlyMap<string, string>;
  text: string;
}

const PARAMETER_LINE = /^-- Param: (\w+) (text|date|integer|boolean)(?: = (\S+)| (\(optional\)))?: (.+)$/;
const EXAMPLE_LINE = /^-- Example: (\w+)=(.+)$/gm;
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
      const [, parameter = "", type, preset, optional, meaning = ""] = found;
      return [
        {
          name: parameter,
          type: type as ParameterType,
          preset: optional === undefined ? preset : null,
          meaning,
        },
      ];
    }),
    example: new Map(
      [...text.matchAll(EXAMPLE_LINE)].map(([, parameter = "", value = ""]) => [parameter, value] as const),
    ),
    text,
  }));
}

/**
 * The statement of a question with its values. Throws `WarehouseError` naming a parameter that is missing, unknown or
 * of another type, and what is allowed.
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
  for (const { name, type, preset, meaning } of question.parameters) {
    const value = given.get(name) ?? preset;
    if (value === undefined) {
      throw new WarehouseError("MISSING_PARAMETER", { question: question.name, parameter: name, meaning });
    }
    if (value !== null && !IS_OF_TYPE[type](value)) {
      throw new WarehouseError("WRONG_PARAMETER", {
        question: question.name,
        parameter: name,
        value,
        wanted: WORDS_OF_TYPE[type],
        meaning,
      });
    }
    values.set(name, value);
  }
  refuseBackwards(question, values);
  return bindNames(question.text, values);
}

const WORDS_OF_TYPE: Record<ParameterType, string> = {
  text: "a text that is not empty",
  date: "a day, such as 2010-01-31",
  integer: "a whole number, such as 12",
  boolean: "true or false",
};

const IS_OF_TYPE: Record<ParameterType, (value: string) => boolean> = {
  text: (value) => value.trim() !== "",
  date: isDay,
  integer: (value) => /^\d{1,9}$/.test(value),
  boolean: (value) => value === "true" || value === "false",
};

/** Whether a text is a day of the calendar: Date.parse takes 31 February for one in March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function refuseBackwards(question: Question, values: ReadonlyMap<string, string | null>): void {
  const [from, to] = [values.get("from"), values.get("to")];
  if (typeof from === "string" && typeof to === "string" && from > to) {
    throw new WarehouseError("BACKWARDS", { question: question.name, from, to });
  }
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
