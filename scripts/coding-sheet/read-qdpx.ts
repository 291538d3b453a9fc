import type { Codebook } from "../../schemas/codebook.js";
import type { Span } from "../../schemas/coding.js";
import { type QdaSource, type ReadProject, readCodeName } from "../refi-qda/index.js";
import { completeAnswer, quoteAll } from "./answer.js";
import { NONE } from "./columns.js";
import { show } from "./problems.js";
import type { ReadCodings } from "./read-csv.js";

/** The frames of which a project has codes, in order. */
export function framesIn(project: ReadProject): string[] {
  const used = new Set(project.sources.flatMap(({ codings }) => codings.map(({ code }) => code)));
  const frames = project.codes.flatMap(({ guid, name }) =>
    used.has(guid) ? (readCodeName(name)?.frame ?? []) : [],
  );
  return [...new Set(frames)].sort();
}

/**
 * Reads the answers of a project whose sources are passages. A source without a code of the frame is not coded yet.
 * Where several users coded, `user` (a name) says whose answers are meant. What cannot be used is named.
 */
export function readProjectAnswers(
  project: ReadProject,
  codebook: Codebook,
  user: string | null,
): ReadCodings {
  const read: ReadCodings = { answers: [], unanswered: 0, problems: [] };
  const nameOfUser = new Map(project.users.map(({ guid, name }) => [guid, name]));
  const coders = [
    ...new Set(
      project.sources.flatMap(({ codings }) =>
        codings.map((coding) => nameOfUser.get(coding.user ?? "") ?? "(no name)"),
      ),
    ),
  ].sort();
  if (user !== null && !coders.includes(user)) {
    read.problems.push(`Nobody named '${show(user)}' coded in it. Who did: ${quoteAll(coders)}.`);
    return read;
  }
  if (user === null && coders.length > 1) {
    read.problems.push(
      `Several users coded in it: ${quoteAll(coders)}. Say whose answers these are: --user NAME.`,
    );
    return read;
  }
  const known = new Set(codebook.codes.map(({ code }) => code));
  const codeOf = new Map<string, string>();
  for (const { guid, name } of project.codes) {
    const parts = readCodeName(name);
    if (parts?.frame === codebook.frame) codeOf.set(guid, parts.code);
  }
  const seen = new Map<string, string>();
  for (const source of project.sources) {
    const place = `Source '${show(source.name)}'`;
    const codings = source.codings.filter(
      (coding) => user === null || nameOfUser.get(coding.user ?? "") === user,
    );
    for (const { code } of codings) {
      if (codeOf.has(code)) continue;
      const name = project.codes.find(({ guid }) => guid === code)?.name ?? code;
      if (readCodeName(name) === null)
        read.problems.push(
          `${place}: found the code '${show(name)}', which is no code of '${codebook.frame}' (${codebook.version}). Codes are named as in '${codebook.frame}: ${codebook.codes[0]?.code}'.`,
        );
    }
    const given = codings.flatMap((coding) => {
      const code = codeOf.get(coding.code);
      return code === undefined ? [] : [{ ...coding, code }];
    });
    const unknown = [...new Set(given.map(({ code }) => code))].filter(
      (code) => code !== NONE && !known.has(code),
    );
    if (unknown.length > 0) {
      read.problems.push(
        `${place}: found ${quoteAll(unknown)}, no code of '${codebook.frame}' (${codebook.version}). Its codes: ${[...known].join(", ")}.`,
      );
      continue;
    }
    if (given.length === 0) {
      read.unanswered += 1;
      continue;
    }
    const passageId = passageOf(source);
    const earlier = seen.get(passageId);
    if (earlier !== undefined) {
      read.problems.push(`${place}: the passage '${passageId}' is ${earlier.toLowerCase()} already.`);
      continue;
    }
    seen.set(passageId, place);
    const said = new Set(given.map(({ code }) => code));
    const isNone = said.delete(NONE);
    const answer = completeAnswer(codebook, { yes: said, no: new Set(), isNone });
    if ("problems" in answer) {
      read.problems.push(...answer.problems.map((problem) => `${place}: ${problem}.`));
      continue;
    }
    read.answers.push({
      place,
      passageId,
      sampleId: null,
      text: source.text,
      codes: answer.codes,
      note: given.map(({ memo }) => memo).find((memo) => memo !== undefined && memo !== "") ?? null,
      spans: spansOf(source, given),
    });
  }
  return read;
}

/** The id at the end of the source's name, as `sheetProject` writes it; the program may have added an ending. */
function passageOf({ name }: QdaSource): string {
  const words = name
    .trim()
    .replace(/\.txt$/i, "")
    .split(/\s+/);
  return words.at(-1) ?? name;
}

/** The words that were marked; a source marked whole says nothing of words. */
function spansOf(source: QdaSource, given: readonly { code: string; start: number; end: number }[]) {
  const spans = new Map<string, Span[]>();
  for (const { code, start, end } of given) {
    if (start >= end || (start === 0 && end >= source.text.trimEnd().length)) continue;
    const list = spans.get(code) ?? [];
    list.push({ start, end, quote: source.text.slice(start, end) });
    spans.set(code, list);
  }
  return spans;
}
