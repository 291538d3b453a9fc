import type pg from "pg";
import { describeFeature, ruleOfFeature } from "../../pipeline/code/model/feature-words.js";
import type { Codebook } from "../../schemas/codebook.js";
import type { Because, Span } from "../../schemas/coding.js";
import { readCodebooks } from "../../sql/load/archive.js";
import { runQuery } from "../../sql/run-query.js";
import { findCode, findRule, sayRule } from "../codebook-words.js";
import type { PassagePlace } from "../place.js";
import { sayWhyItStands } from "./standing.js";

/** A code that a coder gave, and why. */
export interface CodeSaid {
  code: string;
  label: string;
  /** The code that it is part of; null where there is none. */
  parent: string | null;
  probability: number | null;
  page: number;
  /** The sentence with the words that decided. */
  quote: string | null;
  spans: Span[];
  /** The rules that hit, of this frame or, among the features, of another. */
  rules: RuleNamed[];
  features: { feature: string; words: string; weight: number }[];
  note: string | null;
}

interface RuleNamed {
  frame: string;
  id: string;
  /** What it looks for; null where the stored codebook has no rule of that id. */
  pattern: string | null;
  note: string | null;
}

/** One coder's whole answer in one frame; no codes says "none of these". */
export interface Answer {
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  runId: string | null;
  /** Whether it is of the versions that the archive is pinned to. */
  isPinned: boolean;
  stands: boolean;
  /** Probability that none of the codes applies, where a coder that says so gives one. */
  probabilityOfNone: number | null;
  note: string | null;
  codes: CodeSaid[];
}

export interface FrameExplained {
  frame: string;
  title: string;
  validation: Codebook["validation"];
  answers: Answer[];
  whyItStands: string;
  /** Each code that somebody gave, as the codebook puts it. */
  definitions: {
    code: string;
    label: string;
    definition: string;
    include: string[];
    exclude: string[];
    codebookVersion: string;
  }[];
}

export interface Explanation {
  place: PassagePlace;
  frames: FrameExplained[];
  /** Answers of former versions that are not among `frames`. */
  olderAnswers: number;
}

interface StoredCoding {
  frame: string;
  code: string | null;
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  probability: number | null;
  quote: string | null;
  page: number;
  spans: Span[];
  because: Because;
  runId: string | null;
  isPinned: boolean;
  stands: boolean;
}

/** What is known of a passage: where it stands, every coder's answers with their reasons, and which of them stand. */
export async function readExplanation(
  pool: pg.Pool,
  passageId: string,
  options: { allVersions?: boolean } = {},
): Promise<Explanation> {
  const [place] = await runQuery<PassagePlace>(pool, "read_passage_places", [[passageId]]);
  if (place === undefined) throw new Error(`The passage ${passageId} was removed meanwhile.`);
  const all = await runQuery<StoredCoding>(pool, "read_passage_codings", [passageId]);
  const shown = all.filter((coding) => options.allVersions === true || coding.isPinned);
  const codebooks = await readCodebooksOf(pool, all);
  const answers = [...groupBy(shown, keyOfAnswer).values()].map((codings) => ({
    frame: codings[0]?.frame ?? "",
    answer: toAnswer(codings, codebooks),
  }));
  const frames = [...groupBy(answers, ({ frame }) => frame)].map(([frame, ofFrame]) =>
    explainFrame(
      frame,
      ofFrame.map(({ answer }) => answer),
      codebooks,
    ),
  );
  return { place, frames, olderAnswers: new Set(all.map(keyOfAnswer)).size - answers.length };
}

/** Codebooks by frame and version. The pinned one of a frame is also found by the frame alone. */
type Codebooks = Map<string, Codebook>;

async function readCodebooksOf(pool: pg.Pool, codings: readonly StoredCoding[]): Promise<Codebooks> {
  const codebooks: Codebooks = new Map();
  for (const { frame, codebookVersion, isPinned } of codings) {
    const key = `${frame} ${codebookVersion}`;
    if (!codebooks.has(key)) {
      const [codebook] = await readCodebooks(pool, { [frame]: codebookVersion });
      if (codebook !== undefined) codebooks.set(key, codebook);
    }
    const codebook = codebooks.get(key);
    if (isPinned && codebook !== undefined) codebooks.set(frame, codebook);
  }
  return codebooks;
}

function keyOfAnswer({ frame, coder, coderVersion, codebookVersion }: StoredCoding): string {
  return JSON.stringify([frame, coder, coderVersion, codebookVersion]);
}

function toAnswer(codings: readonly StoredCoding[], codebooks: Codebooks): Answer {
  const [first] = codings as [StoredCoding, ...StoredCoding[]];
  const none = codings.find(({ code }) => code === null);
  return {
    coder: first.coder,
    coderVersion: first.coderVersion,
    codebookVersion: first.codebookVersion,
    runId: first.runId,
    isPinned: first.isPinned,
    stands: first.stands,
    probabilityOfNone: none?.probability ?? null,
    note: none?.because.note ?? null,
    codes: codings.flatMap((coding) =>
      coding.code === null ? [] : [toCodeSaid(coding, coding.code, codebooks)],
    ),
  };
}

function toCodeSaid(coding: StoredCoding, code: string, codebooks: Codebooks): CodeSaid {
  const own = codebooks.get(`${coding.frame} ${coding.codebookVersion}`);
  const found = findCode(own, code);
  const parent = found?.parent;
  const inOwn = coding.because.rules.map((id) => nameRule(coding.frame, id, own));
  const inFeatures = coding.because.features.flatMap(({ feature }) => {
    const rule = ruleOfFeature(feature);
    if (rule === null) return [];
    return [nameRule(rule.frame, rule.ruleId, rule.frame === coding.frame ? own : codebooks.get(rule.frame))];
  });
  return {
    code,
    label: found?.label ?? code,
    parent: parent === undefined ? null : (findCode(own, parent)?.label ?? parent),
    probability: coding.probability,
    page: coding.page,
    quote: coding.quote,
    spans: coding.spans,
    rules: [...inOwn, ...inFeatures],
    features: coding.because.features.map(({ feature, weight }) => ({
      feature,
      words: describeFeature(feature),
      weight,
    })),
    note: coding.because.note,
  };
}

function nameRule(frame: string, id: string, codebook: Codebook | undefined): RuleNamed {
  const rule = findRule(codebook, id);
  return { frame, id, pattern: rule === undefined ? null : sayRule(rule), note: rule?.note ?? null };
}

function explainFrame(frame: string, answers: Answer[], codebooks: Codebooks): FrameExplained {
  const lead = answers.find(({ stands }) => stands) ?? answers[0];
  const codebook = codebooks.get(`${frame} ${lead?.codebookVersion}`);
  const definitions = new Map<string, FrameExplained["definitions"][number]>();
  for (const { codes, codebookVersion } of lead === undefined ? [] : [lead, ...answers]) {
    for (const { code } of codes) {
      const found = findCode(codebooks.get(`${frame} ${codebookVersion}`), code);
      if (found === undefined || definitions.has(code)) continue;
      const { label, definition, include, exclude } = found;
      definitions.set(code, { code, label, definition, include, exclude, codebookVersion });
    }
  }
  return {
    frame,
    title: codebook?.title ?? frame,
    validation: codebook?.validation ?? { is_validated: false, against: "" },
    answers,
    whyItStands: sayWhyItStands(answers),
    definitions: [...definitions.values()],
  };
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}
