import { Rule } from "../../schemas/codebook.js";
import { sayRule } from "../codebook-words.js";
import { sayPlace } from "../place.js";
import { showProbability } from "../probability.js";
import { renderTable } from "../table.js";
import { shorten, wrap } from "../wrap.js";
import { sayRun } from "./describe-runs.js";
import type { Run } from "./read.js";
import type { CodingDiff, DiffRow, Side } from "./read-diff.js";
import { sayDifference } from "./why.js";

/** Differences of one codebook named on a terminal. */
const MOST_DIFFERENCES = 8;
/** A quote is cut at so many characters; `--json` has it whole. */
const LONGEST_QUOTE = 320;

/** What two runs' versions say differently, to be read on a terminal. */
export function describeDiff(runs: { before: Run; after: Run }, diff: CodingDiff): string {
  const lines = [`Before: ${sayRun(runs.before)}`, `After:  ${sayRun(runs.after)}`, ""];
  if (diff.versions.length === 0) {
    lines.push("Both runs coded by the same versions: every coding is the same.", "");
    return lines.join("\n");
  }
  lines.push("Versions that differ", ...indent(tabulateVersions(diff)));
  for (const { frame, differences } of diff.codebooks) lines.push(...describeCodebook(frame, differences));
  lines.push(...describeCoverage(diff), ...describeOutranked(diff));
  if (diff.passages.length > 0) {
    lines.push(
      "Codings by frame and code (passages of the meetings that count)",
      ...indent(tabulateTotals(diff)),
    );
  }
  lines.push(...describeRows(diff));
  return lines.join("\n");
}

function tabulateVersions({ versions }: CodingDiff): string {
  return renderTable(
    ["", "before", "after"],
    versions.map(({ what, before, after }) => [what, before ?? "none", after ?? "none"]),
  );
}

function tabulateTotals({ totals }: CodingDiff): string {
  return renderTable(
    ["frame", "code", "label", "gained", "lost", "same"],
    totals.map(({ frame, code, label, gained, lost, same }) => [
      frame,
      code,
      label === code ? "" : label,
      gained,
      lost,
      same,
    ]),
  );
}

function describeCodebook(
  frame: string,
  differences: CodingDiff["codebooks"][number]["differences"],
): string[] {
  const more = differences.length - MOST_DIFFERENCES;
  return [
    `What changed in the codebook ${frame}`,
    ...(differences.length === 0 ? ["  Words for people alone: no rule, list or code."] : []),
    ...differences
      .slice(0, MOST_DIFFERENCES)
      .flatMap((difference) => [
        `  ${sayDifference(difference)}`,
        ...(difference.before === null
          ? []
          : wrap(shorten(sayPart(difference.before), 200), "           ", "    before ")),
        ...(difference.after === null
          ? []
          : wrap(shorten(sayPart(difference.after), 200), "           ", "    after  ")),
      ]),
    ...(more > 0 ? [`  … ${more} more (--json has all)`] : []),
    "",
  ];
}

/** A part of a codebook as people write it: a rule as a pattern, all else as it is compared. */
function sayPart(text: string): string {
  if (!text.startsWith("{")) return text;
  const rule = Rule.safeParse(JSON.parse(text));
  return rule.success ? sayRule(rule.data) : text;
}

function describeCoverage({ passages, versions }: CodingDiff): string[] {
  const lines: string[] = [];
  for (const { frame, both, onlyBefore, onlyAfter } of passages) {
    if (onlyBefore + onlyAfter === 0) continue;
    const alone = [
      ...(onlyBefore > 0 ? [`${onlyBefore} were coded by the versions before alone`] : []),
      ...(onlyAfter > 0 ? [`${onlyAfter} by the versions after alone`] : []),
    ];
    lines.push(...wrap(`${frame}: ${both} passages compared; ${alone.join(", ")}, and are left out.`));
  }
  if (versions.some(({ what }) => what === "extract" || what === "structure")) {
    lines.push(
      ...wrap(
        "The archive was read again in between: only passages that both readings have, and of which codings are kept, can be compared.",
      ),
    );
  }
  return lines.length === 0 ? [] : [...lines, ""];
}

/** Who changes a rule looks for the change: where the model answers, its answer stands all the same. */
function describeOutranked({ coder, modelFrames, codebooks }: CodingDiff): string[] {
  const frames = codebooks.map(({ frame }) => frame).filter((frame) => modelFrames.includes(frame));
  if (coder !== null || frames.length === 0) return [];
  return [
    ...wrap(
      `In ${frames.join(" and ")} the model's answer stands before the rules', and rules reach it only as features. The rules' own codings: --coder rules`,
    ),
    "",
  ];
}

function describeRows({ changed, rows, passages }: CodingDiff): string[] {
  if (passages.length === 0)
    return ["No codings of both sides to compare: every frame is coded as before.", ""];
  if (changed === 0) return ["No coding changed.", ""];
  const some = rows.length < changed ? `, the first ${rows.length} (--limit N for more, --json for all)` : "";
  return [
    `${changed === 1 ? "1 coding changed" : `${changed} codings changed`}${some}`,
    "",
    ...rows.flatMap(describeRow),
  ];
}

function describeRow(row: DiffRow): string[] {
  const { change, frame, code, label, place, before, after, why } = row;
  const quote = (change === "gained" ? after.quote : before.quote) ?? place.text;
  return [
    `${change === "gained" ? "+" : "-"} ${label === code ? code : `${label} (${code})`}, ${frame}: ${change}`,
    ...wrap(sayPlace(place), "    "),
    ...wrap(shorten(quote, LONGEST_QUOTE), "    ", '    "').map((line, index, all) =>
      index === all.length - 1 ? `${line}"` : line,
    ),
    ...describeSide("before", before),
    ...describeSide("after", after),
    ...wrap(why.join("; "), "            ", "    why:    "),
    `    boardsense explain ${place.passageId} --all-versions`,
    "",
  ];
}

function describeSide(when: string, side: Side): string[] {
  const { coder, coderVersion, codebookVersion, probability, rules, features, codes } = side;
  const by = coder.startsWith("human:") ? coder : `${coder} ${coderVersion}`;
  const reasons = [
    ...(rules.length === 0 ? [] : [`rules ${rules.join(", ")}`]),
    ...(features.length === 0
      ? []
      : [features.map(({ words, weight }) => `${words} ${weight.toFixed(2)}`).join(", ")]),
  ];
  const instead = codes.length === 0 ? "none of the codes" : codes.join(", ");
  const answer = side.applies
    ? `applies${probability === null ? "" : `, probability ${showProbability(probability)}`}${reasons.length === 0 ? "" : `; ${reasons.join("; ")}`}`
    : `does not apply (the answer: ${instead})`;
  return wrap(
    `${answer} [${by}, codebook ${codebookVersion}]`,
    "            ",
    `    ${`${when}:`.padEnd(8)}`,
  );
}

function indent(table: string): string[] {
  return [
    ...table
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
    "",
  ];
}
