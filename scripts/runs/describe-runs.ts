import { renderTable } from "../table.js";
import { wrap } from "../wrap.js";
import type { Run } from "./read.js";
import { compareVersions, listVersions } from "./versions.js";

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** A run on one line. */
export function sayRun(run: Run): string {
  const { runId, startedAt, status } = run;
  return `run ${runId} (${sayCommand(run)}), ${MOMENT.format(startedAt)}, ${status}`;
}

/** Runs as a table; those that coded by the same versions share a letter, explained below it. */
export function describeRuns(runs: readonly Run[]): string {
  if (runs.length === 0) return "No runs yet. Begin with: boardsense ingest FOLDER\n";
  const letters = letterVersions(runs);
  const table = renderTable(
    ["run", "command", "started", "took", "status", "versions", "what it did"],
    runs.map((run) => [
      run.runId,
      sayCommand(run),
      MOMENT.format(run.startedAt),
      sayDuration(run),
      run.status,
      letters.get(run.runId) ?? "",
      sayCounts(run),
    ]),
  );
  return `${[table, ...describeLetters(runs, letters)].join("\n")}\n`;
}

/** One run with everything that is known of it. */
export function describeRun(run: Run): string {
  const versions = run.pins === null ? [] : [...listVersions(run.pins)];
  const given = Object.entries(run.arguments);
  return [
    sayRun(run),
    `  started   ${run.startedAt.toISOString()}`,
    `  finished  ${run.finishedAt?.toISOString() ?? "not yet, or it was killed"}`,
    `  took      ${sayDuration(run) || "unknown"}`,
    `  did       ${sayCounts(run) || "no counts"}`,
    ...(run.detail === null ? [] : wrap(run.detail, "            ", "  detail    ")),
    ...given.flatMap(([name, value]) => wrap(`${name}: ${sayValue(value)}`, "            ", "  given     ")),
    ...(versions.length === 0
      ? ["  This command codes nothing."]
      : ["  coded by", ...versions.map(([what, version]) => `    ${what} ${version}`)]),
    "",
  ].join("\n");
}

function letterVersions(runs: readonly Run[]): Map<string, string> {
  const letters = new Map<string, string>();
  const byVersions = new Map<string, string>();
  for (const { runId, pins } of [...runs].reverse()) {
    if (pins === null) continue;
    const key = JSON.stringify([...listVersions(pins)]);
    const letter = byVersions.get(key) ?? nameOf(byVersions.size);
    byVersions.set(key, letter);
    letters.set(runId, letter);
  }
  return letters;
}

/** A, B, … Z, A2, B2, … */
function nameOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? "" : round + 1}`;
}

function describeLetters(runs: readonly Run[], letters: ReadonlyMap<string, string>): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  let former: Run["pins"] = null;
  for (const { runId, pins } of [...runs].reverse()) {
    const letter = letters.get(runId);
    if (pins === null || letter === undefined || seen.has(letter)) continue;
    const words =
      former === null
        ? [...listVersions(pins)].map(([what, version]) => `${what} ${version}`)
        : [
            `as ${[...seen].at(-1)}, but`,
            ...compareVersions(former, pins).map(({ what, after }) => `${what} ${after ?? "none"}`),
          ];
    lines.push(...wrap(words.join(", ").replace("but, ", "but "), "     ", `  ${letter}  `));
    seen.add(letter);
    former = pins;
  }
  if (lines.length === 0) return [];
  const [newest, older] = [
    runs.find(({ pins }) => pins !== null),
    runs.findLast(({ pins }) => pins !== null),
  ];
  const hint =
    seen.size > 1
      ? ["", `What changed between versions: boardsense runs diff ${older?.runId} ${newest?.runId}`]
      : [];
  return ["Versions", ...lines, ...hint];
}

function sayCommand({ command, arguments: given }: Run): string {
  return typeof given.schedule === "string" ? `${command} ${given.schedule}` : command;
}

function sayCounts({ counts, arguments: given }: Run): string {
  const counted = Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([what, count]) => `${count} ${what}`);
  const changes = Array.isArray(given.changes) ? given.changes.map(String) : [];
  return [...counted, ...changes].join(", ");
}

function sayDuration({ startedAt, finishedAt }: Run): string {
  if (finishedAt === null) return "";
  const seconds = Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function sayValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(sayValue).join("; ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
