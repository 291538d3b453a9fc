import type { Extraction } from "../../schemas/extraction.js";
import { judgeDocument } from "./kind-of-document.js";
import type { SourceLine } from "./source-lines.js";

/** The lines of one set of minutes, wherever they lie in their document. */
export type Section = { lines: SourceLine[]; pageStart: number; pageEnd: number };

/** The sets of minutes in a document, in order; where there are none, what the document seems to be. */
export function findSections(
  lines: readonly SourceLine[],
  _extraction: Extraction,
): { sections: Section[]; notMinutesBecause: string | null } {
  if (lines.length === 0) return { sections: [], notMinutesBecause: "a document without readable text" };
  const verdict = judgeDocument(lines);
  if (verdict !== null) return { sections: [], notMinutesBecause: verdict };
  const first = lines[0] as SourceLine;
  const last = lines.at(-1) as SourceLine;
  return {
    sections: [{ lines: [...lines], pageStart: first.page, pageEnd: last.page }],
    notMinutesBecause: null,
  };
}
