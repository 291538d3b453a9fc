import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toPassagesToCode } from "../../pipeline/code/index.js";
import { type Ledger, parseLedger } from "../../pipeline/evaluate-ledgers/index.js";
import { normaliseText } from "../../pipeline/evaluate-ledgers/overlap.js";
import { extract } from "../../pipeline/extract/index.js";
import { structure } from "../../pipeline/structure/index.js";
import type { PassageToCode } from "../../schemas/coding.js";
import type { Mention, OrganisationMentions } from "../../schemas/innovation.js";

/** The constructed bodies that may be learnt from; the others are kept for the final figure. */
export const DEVELOPMENT_BODIES = ["ZZ01", "ZZ02", "ZZ03", "ZZ11", "ZZ21", "ZZ22", "ZZ23", "ZZ31", "ZZ32"];

type GoldPassage = {
  id: string;
  document: string;
  body: string;
  source: string;
  text: string;
  innovation: "yes" | "no";
  stage: Mention["stage"] | null;
  domain: Mention["domain"] | null;
  label: string | null;
  probability: number | null;
};

export type LabelledMention = { mention: Mention; label: string };

/** A body's mentions as `consolidate` takes them, and the gold label of each passage. */
export type GoldBody = OrganisationMentions & { labels: Map<string, string> };

/** A passage as the pipeline reads it from the PDF, in its meeting. */
export type ReadPassage = PassageToCode & { meetingDate: string; page: number; ordinal: number };

/** The passages that the pipeline codes, by the name of their PDF without its ending. Scans are left out. */
export async function readArchive(
  folder: string,
  bodies: readonly string[],
): Promise<Map<string, ReadPassage[]>> {
  const read = new Map<string, ReadPassage[]>();
  for (const name of readdirSync(folder).sort()) {
    const document = name.match(/^(.+-\d{4}-\d{2}-\d{2})\.pdf$/)?.[1];
    if (document === undefined || !bodies.some((body) => name.startsWith(`${body}-`))) continue;
    const extraction = await extract(readFileSync(join(folder, name)), { ocr: "never", ocrEngine: null });
    const { meetings } = structure(extraction, { manifest: null, fileName: name });
    read.set(
      document,
      meetings.flatMap((meeting) =>
        toPassagesToCode(meeting, ({ ordinal }) => String(ordinal)).map((passage) => {
          const ordinal = Number(passage.id);
          return {
            ...passage,
            id: `${document}#${ordinal}`,
            ordinal,
            meetingDate: meeting.meetingDate ?? "",
            page: meeting.passages.find((one) => one.ordinal === ordinal)?.page ?? 1,
          };
        }),
      ),
    );
  }
  return read;
}

/**
 * The mentions that gold passages report, by body, each as the passage of the PDF that holds most of it: with
 * the heading, place and id that the pipeline would give it. Tells what was not found in the PDF.
 */
export function readGoldMentions(
  file: string,
  archive: ReadonlyMap<string, readonly ReadPassage[]>,
): { bodies: GoldBody[]; notFound: string[] } {
  return toMentions(readGold(file), archive);
}

/** The same for mentions as a machine sees them: what it answered in the place of the gold codes. */
export function readMachineMentions(
  file: string,
  archive: ReadonlyMap<string, readonly ReadPassage[]>,
  answers: HeldOutAnswers,
): { bodies: GoldBody[]; notFound: string[] } {
  const rows = readGold(file).map((row): GoldPassage => {
    const answer = answers[row.id];
    const best = (group: string) =>
      Object.entries(answer ?? {})
        .filter(([code]) => code.startsWith(group))
        .sort(([, [one]], [, [other]]) => other - one)[0]?.[0]
        .slice(group.length)
        .replaceAll("_", " ") ?? null;
    const [probability, applies] = answer?.mention ?? [0, false];
    return {
      ...row,
      innovation: applies ? "yes" : "no",
      stage: best("stage_") as GoldPassage["stage"],
      domain: best("domain_") as GoldPassage["domain"],
      probability,
    };
  });
  return toMentions(rows, archive);
}

/** For each gold passage and code of the innovation frame what a model that never saw its body said: probability, applies. */
export type HeldOutAnswers = Record<string, Record<string, [number, boolean]>>;

function readGold(file: string): GoldPassage[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ probability: null, ...JSON.parse(line) }) as GoldPassage);
}

function toMentions(
  rows: readonly GoldPassage[],
  archive: ReadonlyMap<string, readonly ReadPassage[]>,
): { bodies: GoldBody[]; notFound: string[] } {
  const bodies = new Map<string, GoldBody>();
  const notFound: string[] = [];
  for (const row of rows) {
    const passages = archive.get(row.document);
    if (!passages) continue;
    const body = bodies.get(row.body) ?? {
      organisationCode: row.body,
      meetingDates: [],
      mentions: [],
      labels: new Map<string, string>(),
    };
    bodies.set(row.body, body);
    const meetingDate = passages[0]?.meetingDate ?? "";
    if (!body.meetingDates.includes(meetingDate)) body.meetingDates.push(meetingDate);
    if (row.innovation === "no" || row.stage === null || row.domain === null) continue;
    const passage = findPassage(passages, row.text);
    if (!passage) {
      notFound.push(`${row.id}: ${row.text.slice(0, 60)}`);
      continue;
    }
    if (body.labels.has(passage.id)) continue;
    body.labels.set(passage.id, (row.label ?? "").toLowerCase());
    body.mentions.push({
      passageId: passage.id,
      meetingId: row.document,
      meetingDate,
      heading: passage.heading,
      text: passage.text,
      stage: row.stage,
      domain: row.domain,
      probability: row.probability,
      quote: passage.text,
      page: passage.page,
      ordinal: passage.ordinal,
    });
  }
  return { bodies: [...bodies.values()], notFound };
}

/** The passage that shares most words in a row with a gold text: where either holds a long run of the other. */
function findPassage(passages: readonly ReadPassage[], text: string): ReadPassage | undefined {
  const words = normaliseText(text)
    .replace(/^[-•–]\s*/, "")
    .split(" ");
  for (const length of [Math.min(12, words.length), Math.min(5, words.length)]) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const run = words.slice(from, from + length).join(" ");
      const holding = passages.filter((passage) => normaliseText(passage.text).includes(run));
      if (holding.length === 1) return holding[0];
    }
  }
  return undefined;
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
