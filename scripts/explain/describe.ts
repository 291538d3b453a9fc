import { sayDay, sayItem, sayKind } from "../place.js";
import { showProbability } from "../probability.js";
import { shorten, wrap } from "../wrap.js";
import { markRuns } from "./mark.js";
import type { Answer, CodeSaid, Explanation, FrameExplained } from "./read.js";
import { sayCoder } from "./standing.js";

/** A rule's pattern is cut at so many characters; `--json` has it whole. */
const LONGEST_PATTERN = 240;
/** Where the further lines of a reason begin. */
const HANGING = "             ";

/** An explanation to be read on a terminal. */
export function describeExplanation(explanation: Explanation): string {
  const { frames, olderAnswers } = explanation;
  const lines = describePlace(explanation);
  if (frames.length === 0)
    lines.push("No coder has answered: only passages of the discussion are coded.", "");
  // Where something was found comes first.
  const found = frames.filter((frame) => frame.answers.some(({ codes }) => codes.length > 0));
  for (const frame of found) lines.push(...describeFrame(frame), "");
  const empty = frames.filter((frame) => !found.includes(frame));
  if (empty.length > 0) {
    lines.push(
      ...wrap(`No code applies, by any coder, in: ${empty.map(({ title }) => title).join("; ")}.`),
      "",
    );
  }
  if (olderAnswers > 0) {
    const answers = olderAnswers === 1 ? "1 answer" : `${olderAnswers} answers`;
    lines.push(`${answers} of former versions: add --all-versions.`, "");
  }
  return lines.join("\n");
}

function describePlace({ place, frames }: Explanation): string[] {
  const pages = place.pageEnd > place.page ? `pages ${place.page} to ${place.pageEnd}` : `page ${place.page}`;
  const standing = frames.flatMap(({ answers }) => answers.filter(({ stands }) => stands));
  const runs = standing.flatMap(({ codes }) => codes.flatMap(({ spans }) => spans));
  const { notCountedBecause } = place;
  return [
    `${place.organisationName} (${place.organisationCode})`,
    `${sayKind(place.meetingKind)} of ${sayDay(place.meetingDate)}`,
    ...wrap(`item: ${sayItem(place) ?? "none, before the first"}`, "  ", ""),
    `${pages} of ${place.source}`,
    `passage ${place.passageId} (${place.kind}, ${place.part})`,
    ...(notCountedBecause === null ? [] : [`This meeting does not count: ${notCountedBecause}.`]),
    "",
    ...(place.leadIn === null ? [] : [...wrap(place.leadIn, "    ", "  … "), ""]),
    ...wrap(markRuns(place.text, runs), "  "),
    "",
    ...(runs.length === 0 ? [] : ["« » hold the words that decided the answers that stand.", ""]),
  ];
}

function describeFrame(frame: FrameExplained): string[] {
  const { title, validation } = frame;
  return [
    title.toUpperCase(),
    ...wrap(frame.whyItStands, "  "),
    ...(validation.is_validated ? [] : ["  This frame has not been held against a gold standard."]),
    "",
    ...describeAnswers(frame),
    "  What the codebook says",
    ...frame.definitions.flatMap(describeDefinition),
  ];
}

function describeAnswers({ answers, frame }: FrameExplained): string[] {
  // A rule is written out where it is first named.
  const known = new Set<string>();
  return answers.flatMap((answer) => describeAnswer(answer, frame, known));
}

function describeAnswer(answer: Answer, frame: string, known: Set<string>): string[] {
  const { coder, coderVersion, codebookVersion, runId, codes } = answer;
  const state = answer.stands ? "stands" : answer.isPinned ? "outranked" : "of a former version";
  const by = coder.startsWith("human:") ? "" : ` ${coderVersion},`;
  const run = runId === null ? "" : `, run ${runId}`;
  const none = sayProbability(answer.probabilityOfNone);
  return [
    `  ${sayCoder(coder)} (${state}; ${coder.split(":")[0]}${by} codebook ${codebookVersion}${run})`,
    ...(codes.length === 0 ? [`    none of the codes applies${none}`] : []),
    ...(answer.note === null ? [] : wrap(answer.note, "    ", "    remark: ")),
    ...codes.flatMap((said) => describeCode(said, frame, known)),
    "",
  ];
}

function describeCode(said: CodeSaid, frame: string, known: Set<string>): string[] {
  const name = said.label === said.code ? said.code : `${said.label} (${said.code})`;
  const words = said.spans.map(({ quote }) => `"${quote}"`).join(", ");
  const spoke = said.features.map((feature) => `${feature.words} ${feature.weight.toFixed(2)}`).join(", ");
  const first = said.rules.filter((rule) => !known.has(keyOfRule(rule)));
  const again = said.rules.filter((rule) => known.has(keyOfRule(rule))).map(({ id }) => id);
  for (const rule of first) known.add(keyOfRule(rule));
  return [
    `    ${name}${sayProbability(said.probability)}${said.parent === null ? "" : `, part of ${said.parent}`}`,
    ...wrap(words, HANGING, "      words: "),
    ...wrap(spoke, HANGING, "      spoke for it: "),
    ...first.flatMap((rule) => describeRule(rule, frame)),
    ...wrap(again.join(", "), HANGING, "      rules named above: "),
    ...(said.note === null ? [] : wrap(said.note, HANGING, "      remark: ")),
  ];
}

function describeRule({ frame, id, pattern, note }: CodeSaid["rules"][number], ownFrame: string): string[] {
  const from = frame === ownFrame ? "" : ` (${frame})`;
  const words = pattern ?? "no longer in the codebook";
  return [
    ...wrap(shorten(words, LONGEST_PATTERN), HANGING, `      rule ${id}${from}: `),
    ...(note === null ? [] : wrap(note, HANGING, "             note: ")),
  ];
}

function keyOfRule({ frame, id }: CodeSaid["rules"][number]): string {
  return `${frame}.${id}`;
}

function describeDefinition({
  code,
  label,
  definition,
  include,
  exclude,
}: FrameExplained["definitions"][number]) {
  return [
    ...wrap(definition, "      ", `    ${label === code ? code : `${label} (${code})`}: `),
    ...wrap(joinSentences(include), "        ", "      takes in: "),
    ...wrap(joinSentences(exclude), "        ", "      leaves out: "),
  ];
}

function joinSentences(sentences: readonly string[]): string {
  return sentences.map((sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)).join(" ");
}

function sayProbability(probability: number | null): string {
  return probability === null ? "" : `, probability ${showProbability(probability)}`;
}
