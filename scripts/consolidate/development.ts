import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Ledger, parseLedger } from "../../pipeline/evaluate-ledgers/index.js";
import type { Mention, OrganisationMentions } from "../../schemas/innovation.js";

type GoldPassage = {
  id: string;
  document: string;
  body: string;
  source: string;
  heading: string;
  text: string;
  innovation: "yes" | "no";
  stage: Mention["stage"] | null;
  domain: Mention["domain"] | null;
  label: string | null;
};

export type LabelledMention = { mention: Mention; label: string };

/** A body's mentions as `consolidate` takes them, and the gold label of each passage. */
export type GoldBody = OrganisationMentions & { labels: Map<string, string> };

/** The mentions that gold passages report, by body. */
export function readGoldMentions(file: string): GoldBody[] {
  const passages = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as GoldPassage);
  const bodies = new Map<string, GoldPassage[]>();
  for (const passage of passages) {
    const rows = bodies.get(passage.body) ?? [];
    rows.push(passage);
    bodies.set(passage.body, rows);
  }
  return [...bodies].map(([organisationCode, rows]) => ({
    organisationCode,
    labels: new Map(rows.map((row) => [row.id, (row.label ?? "").toLowerCase()])),
    meetingDates: [...new Set(rows.map((row) => dateOf(row)))].sort(),
    mentions: rows.flatMap((row) => {
      if (row.innovation === "no" || row.stage === null || row.domain === null) return [];
      return [
        {
          passageId: row.id,
          meetingId: row.document,
          meetingDate: dateOf(row),
          heading: row.heading,
          text: row.text,
          stage: row.stage,
          domain: row.domain,
          probability: null,
          quote: row.text,
          page: 1,
          ordinal: Number(row.id.match(/#(\d+)$/)?.[1] ?? 0),
        },
      ];
    }),
  }));
}

function dateOf(row: GoldPassage): string {
  return row.document.match(/\d{4}-\d{2}-\d{2}/)?.[0] ?? "2000-01-01";
}

/** The ledgers of a folder, those of the bodies named. Throws with every problem found. */
export function readLedgers(folder: string, bodies: readonly string[]): Ledger[] {
  const problems: string[] = [];
  const ledgers: Ledger[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!bodies.some((body) => name === `ledger-${body}.json`)) continue;
    const result = parseLedger(readFileSync(join(folder, name), "utf8"), name);
    if ("ledger" in result) ledgers.push(result.ledger);
    else problems.push(...result.problems);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return ledgers;
}
