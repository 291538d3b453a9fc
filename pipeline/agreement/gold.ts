import { z } from "zod";
import { PassageToCode } from "../../schemas/coding.js";
import { Domain, Stage } from "../../schemas/innovation.js";
import type { Example } from "../code/model/example.js";
import { TOPICS } from "../code/model/tasks.js";
import { endOf, startOf } from "../code/passages.js";

const words = (values: readonly string[]) => `one of ${values.join(", ")}`;

/** One line of a gold file: a passage and the codes its coders agreed on. Fields beyond these are ignored. */
const GoldLine = z.object({
  id: z.string().min(1),
  document: z.string().optional(),
  body: z.string().min(1, "the body whose minutes these are"),
  source: z.string().default("real"),
  sampling: z.string().default("whole document"),
  heading: z.string().default(""),
  text: z.string().min(1),
  before: z.string().optional(),
  after: z.string().optional(),
  orientation: z.enum(["none", "problem_sensing", "comfort_seeking", "both"]),
  themes: z
    .array(
      z
        .string()
        .regex(/^(?:[Pp][1-5]|[Cc][1-6])$/, "P1 to P5 or C1 to C6")
        .transform((theme) => theme.toLowerCase()),
    )
    .default([]),
  innovation: z.enum(["yes", "no"]),
  stage: Stage.nullable().default(null),
  domain: Domain.nullable().default(null),
  topic: z
    .string()
    .refine((topic) => TOPICS.some((known) => known === topic), words(TOPICS))
    .nullable()
    .default(null),
  /** Where a passage was coded in some frames only: it is then neither learnt from nor judged in the others. */
  frames: z.array(z.enum(["orientation", "innovation", "attention"])).optional(),
  /** Passages written or drawn together: training keeps what is peculiar to them apart from what they share. */
  set: z.string().min(1).optional(),
});

/** A line of a gold file that cannot be used, and why. */
export interface GoldProblem {
  line: number;
  message: string;
}

export interface Gold {
  examples: Example[];
  problems: GoldProblem[];
}

/**
 * Reads a gold file: one JSON object a line, in the form of the coding guide. Every line that cannot be used is
 * named. Passages of whole documents that carry no neighbours get those that stand beside them in the file, as the
 * pipeline would give them; other passages keep what they have.
 */
export function readGold(text: string): Gold {
  const gold: Gold = { examples: [], problems: [] };
  const ids = new Map<string, number>();
  const bare: { example: Example; hasBefore: boolean; hasAfter: boolean }[] = [];
  text.split(/\r?\n/).forEach((source, i) => {
    if (source.trim() === "") return;
    const line = i + 1;
    const read = readLine(source);
    if (typeof read === "string") {
      gold.problems.push({ line, message: read });
      return;
    }
    const earlier = ids.get(read.id);
    if (earlier !== undefined) {
      gold.problems.push({ line, message: `the id '${read.id}' stands on line ${earlier} already` });
      return;
    }
    ids.set(read.id, line);
    const example = toExample(read);
    gold.examples.push(example);
    bare.push({ example, hasBefore: read.before !== undefined, hasAfter: read.after !== undefined });
  });
  fillNeighbours(bare);
  return gold;
}

function readLine(source: string): z.infer<typeof GoldLine> | string {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return `not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  const parsed = GoldLine.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join(".") || "line"}: ${message}`).join("; ");
}

function toExample(line: z.infer<typeof GoldLine>): Example {
  return {
    passage: PassageToCode.parse({
      id: line.id,
      heading: line.heading,
      text: line.text,
      before: line.before ?? "",
      after: line.after ?? "",
    }),
    document: line.document ?? line.id.replace(/#.*$/, ""),
    body: line.body,
    source: line.source,
    sampling: line.sampling,
    orientation: line.orientation,
    themes: line.themes,
    innovation: line.innovation === "yes",
    stage: line.stage,
    domain: line.domain,
    topic: line.topic,
    ...(line.frames ? { frames: line.frames } : {}),
    ...(line.set ? { set: line.set } : {}),
  };
}

function fillNeighbours(read: readonly { example: Example; hasBefore: boolean; hasAfter: boolean }[]): void {
  read.forEach(({ example, hasBefore, hasAfter }, i) => {
    if (example.sampling !== "whole document") return;
    const beside = (step: number): string => {
      const other = read[i + step]?.example;
      return other && other.document === example.document && other.sampling === "whole document"
        ? other.passage.text
        : "";
    };
    if (!hasBefore) example.passage.before = endOf(beside(-1));
    if (!hasAfter) example.passage.after = startOf(beside(1));
  });
}
