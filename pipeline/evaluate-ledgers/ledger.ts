import { z } from "zod";
import { Domain, Stage } from "../../schemas/innovation.js";
import { IsoDate } from "../../schemas/minutes.js";

/** One distinct innovation as a reader of the minutes entered it by hand, with verbatim quotes as its proof. */
export const LedgerEntry = z.strictObject({
  id: z.string().min(1),
  label: z.string().min(1),
  domain: Domain,
  /** In use (pilot, implemented or evaluated) at some meeting. */
  implemented: z.boolean(),
  first_implemented_meeting: IsoDate.nullable(),
  mentions: z.array(z.strictObject({ meeting: IsoDate, stage: Stage, quote: z.string().min(1) })).min(1),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export type Ledger = { organisationCode: string; entries: LedgerEntry[] };

/**
 * Reads a ledger file (`ledger-<organisation code>.json`, an array of entries). Never throws: every problem
 * comes back at once, each with its place, as a line for the person who keeps the ledger.
 */
export function parseLedger(jsonText: string, fileName: string): { ledger: Ledger } | { problems: string[] } {
  const base = fileName.split(/[\\/]/u).at(-1) ?? fileName;
  const organisationCode = base.match(/^ledger-(.+)\.json$/u)?.[1];
  if (organisationCode === undefined) {
    return {
      problems: [
        `${fileName}: the name does not say whose ledger it is. Call it ledger-<organisation code>.json.`,
      ],
    };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(jsonText);
  } catch (error) {
    return { problems: [`${fileName}: not JSON (${(error as Error).message}).`] };
  }
  const result = z.array(LedgerEntry).safeParse(parsed);
  if (!result.success) {
    return {
      problems: result.error.issues.map((issue) => {
        const place = issue.path.length === 0 ? "the file" : `entry ${placeOf(issue.path)}`;
        return `${fileName}, ${place}: ${issue.message}`;
      }),
    };
  }
  const problems = [...contradictionsIn(result.data)].map((problem) => `${fileName}, ${problem}`);
  return problems.length > 0 ? { problems } : { ledger: { organisationCode, entries: result.data } };
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? String(step + 1) : String(step))).join(" › ");
}

function* contradictionsIn(entries: readonly LedgerEntry[]): Generator<string> {
  const ids = new Set<string>();
  for (const { id, implemented, first_implemented_meeting } of entries) {
    if (ids.has(id)) yield `entry ${id}: the id is used twice.`;
    ids.add(id);
    if (implemented !== (first_implemented_meeting !== null)) {
      yield `entry ${id}: "implemented" is ${implemented}, so "first_implemented_meeting" must ${
        implemented ? "be a date" : "be null"
      }; it is ${first_implemented_meeting ?? "null"}.`;
    }
  }
}
