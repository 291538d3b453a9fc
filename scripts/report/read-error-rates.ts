import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_MODEL, SHIPPED_MODELS } from "../../pipeline/code/model/load.js";
import { DOMAINS } from "../../schemas/innovation.js";
import type { ErrorRates, Score, ScoredSet } from "./error-rates.js";

/** The scores on the card of the model that ships; null where there is no card, or none with scores. */
export function readErrorRates(folder = join(SHIPPED_MODELS, DEFAULT_MODEL)): ErrorRates | null {
  const file = join(folder, "card.md");
  return existsSync(file) ? parseCard(readFileSync(file, "utf8")) : null;
}

/**
 * Reads the scores of a model card as `boardsense train` writes it: a heading "## real (676 passages of 7 bodies)",
 * then a table by code, then a line for each choice, then the confusion of the domains. What is written otherwise is
 * passed over. Null where no set with scores is found.
 */
export function parseCard(card: string): ErrorRates | null {
  const modelVersion = /^# Model card: (\S+)/m.exec(card)?.[1] ?? "unknown model";
  const sets = card
    .split(/^## /m)
    .map(parseSet)
    .filter((set) => set !== null);
  // Real minutes are what a count is to be judged by; parts of a set ("real, enriched") come after the whole.
  const placeOf = ({ name }: ScoredSet): number =>
    Number(!name.startsWith("real")) * 2 + Number(name.includes(","));
  sets.sort((a, b) => placeOf(a) - placeOf(b));
  return sets.length === 0 ? null : { modelVersion, sets };
}

function parseSet(section: string): ScoredSet | null {
  const [, name, passages, bodies] = /^(.+?) \((\d+) passages of (\d+) bodies\)/.exec(section) ?? [];
  if (name === undefined) return null;
  const set: ScoredSet = {
    name,
    passages: Number(passages),
    bodies: Number(bodies),
    byCode: {},
    choices: {},
  };
  const columns = /^\| code \|.*$/m.exec(section)?.[0];
  if (columns === undefined) return null;
  const place = (column: string): number => cellsOf(columns).indexOf(column);
  for (const line of section.split("\n")) {
    const cells = cellsOf(line);
    const code = cells[0] ?? "";
    if (!line.startsWith("|") || cells.length !== cellsOf(columns).length || !/^[a-z]\w*$/.test(code))
      continue;
    if (code === "code" || !/^\d+$/.test(cells[place("n")] ?? "")) continue;
    set.byCode[code === "innovation" ? "mention" : code] = {
      precision: parseScore(cells[place("precision")]),
      recall: parseScore(cells[place("recall")]),
      positives: Number(cells[place("n")]),
    };
  }
  for (const [, choice, right, units] of section.matchAll(/^- ([\w ]+): right ([\d.]+) of (\d+)/gm)) {
    set.choices[choice as string] = { right: Number(right), passages: Number(units) };
  }
  Object.assign(set.byCode, parseDomains(section));
  return Object.keys(set.byCode).length === 0 ? null : set;
}

/** Precision and recall of each domain from the table of gold against coder. */
function parseDomains(section: string): ScoredSet["byCode"] {
  const rows = section.split("\n").map(cellsOf);
  const start = rows.findIndex(([first]) => first?.startsWith("domain: gold") ?? false);
  if (start < 0) return {};
  const names = (rows[start] ?? []).slice(1);
  const counts = names.map((_, n) => (rows[start + 2 + n] ?? []).slice(1).map(Number));
  const byCode: ScoredSet["byCode"] = {};
  for (const domain of DOMAINS) {
    const n = names.indexOf(domain);
    if (n < 0) continue;
    const right = counts[n]?.[n] ?? 0;
    const positives = (counts[n] ?? []).reduce((sum, count) => sum + count, 0);
    const said = counts.reduce((sum, row) => sum + (row[n] ?? 0), 0);
    byCode[`domain_${domain.replaceAll(" ", "_")}`] = {
      precision: share(right, said),
      recall: share(right, positives),
      positives,
    };
  }
  return byCode;
}

function share(part: number, whole: number): Score {
  return { value: whole === 0 ? null : part / whole, low: null, high: null };
}

function cellsOf(line: string): string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** "0.83 [0.78, 0.87]", "0.83" or "-". */
function parseScore(text = ""): Score {
  const [, value, , low, high] = /^([\d.]+)( \[([\d.]+), ([\d.]+)\])?$/.exec(text) ?? [];
  const numberOf = (figure: string | undefined): number | null =>
    figure === undefined ? null : Number(figure);
  return { value: numberOf(value), low: numberOf(low), high: numberOf(high) };
}
