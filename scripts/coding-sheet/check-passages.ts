import type { HumanAnswer, NamedPassage } from "../../sql/load/index.js";
import type { SheetAnswer } from "./answer.js";
import { isTextOf, looksMisread } from "./passage-text.js";
import { show } from "./problems.js";

/**
 * Holds answers against the passages they name: each must exist, be coded at all, be of the sample, and read as in the
 * archive. Returns what is wrong, and the answers as they may be stored.
 */
export function checkPassages(
  answers: readonly SheetAnswer[],
  passages: readonly NamedPassage[],
  sampleId: string | null,
): { problems: string[]; answers: HumanAnswer[] } {
  const byId = new Map(passages.map((passage) => [passage.passageId, passage]));
  const problems: string[] = [];
  for (const answer of answers) {
    const { place, passageId } = answer;
    const passage = byId.get(passageId);
    if (answer.sampleId !== null && answer.sampleId !== sampleId) {
      problems.push(
        `${place}, column 'sample_id': found '${show(answer.sampleId)}'; the rows above are of '${sampleId}', and a sheet is of one sample.`,
      );
    } else if (passage === undefined) {
      problems.push(`${place}: found the passage '${show(passageId)}', which this archive does not have.`);
    } else if (passage.part !== "discussion") {
      problems.push(
        `${place}: the passage '${passageId}' is ${passage.part}; only passages of the discussion are coded.`,
      );
    } else if (!passage.isInSample) {
      problems.push(`${place}: the passage '${passageId}' was not drawn by the sample '${sampleId}'.`);
    } else if (!isTextOf(passage.text, answer.text)) {
      problems.push(`${place}, column 'text': ${describeDifference(passage.text, answer.text)}`);
    }
  }
  return {
    problems,
    answers: answers.map(({ passageId, codes, note, spans, text }) => ({
      passageId,
      codes,
      note,
      // Where spaces differ, offsets of the file are not offsets of the passage.
      spans: byId.get(passageId)?.text === text ? spans : new Map(),
    })),
  };
}

function describeDifference(passage: string, found: string): string {
  if (found.trim() === "")
    return "found nothing; the text of the passage stands there, to prove which it is.";
  if (looksMisread(found))
    return `found '${show(found)}': the file's letters were misread by a program (UTF-8 opened as Windows-1252). Import it there as UTF-8, and save it so.`;
  const words = passage.split(/\s+/);
  const own = found.replace(/^'/, "").split(/\s+/);
  const at = words.findIndex((word, index) => word !== own[index]);
  const from = Math.max(0, (at < 0 ? words.length : at) - 2);
  return `found '… ${show(own.slice(from, from + 6).join(" "))}' where the passage has '… ${show(words.slice(from, from + 6).join(" "))}'; the text must be that of the archive.`;
}
