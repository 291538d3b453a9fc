import { z } from "zod";
import type { PassageToCode } from "../../schemas/coding.js";

const Line = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  heading: z.string().nullish(),
  text: z.string().min(1, "the passage's text"),
  before: z.string().nullish(),
  after: z.string().nullish(),
});

/** A line that holds a passage, or what is wrong with it and the id where it could be read. */
export type ReadLine = { passage: PassageToCode } | { id: string | null; error: string };

/** Reads one line of JSON as a passage to code; unknown fields are ignored. Throws nothing. */
export function readPassageLine(line: string): ReadLine {
  if (line.trim() === "")
    return { id: null, error: "The line is empty. Expected a JSON object with id and text." };
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { id: null, error: `Not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = Line.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".") || "line"}: ${message}`,
    );
    return { id: idOf(json), error: `Not a passage: ${problems.join("; ")}` };
  }
  const { id, heading, text, before, after } = parsed.data;
  return { passage: { id, heading: heading ?? "", text, before: before ?? "", after: after ?? "" } };
}

function idOf(json: unknown): string | null {
  const id = json !== null && typeof json === "object" && "id" in json ? json.id : null;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}
