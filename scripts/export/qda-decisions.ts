import { type QdaProject, readCodeName } from "../refi-qda/index.js";
import { type Memo, readMemo } from "./qda-memo.js";

/** A coding of a project as the warehouse knows it. */
export interface QdaDecision extends Memo {
  frame: string;
  code: string;
  meetingId: string;
  /** Where it lies in the meeting's reading text: UTF-16 units, the end excluded. */
  start: number;
  end: number;
}

/**
 * The codings of a project that boardsense wrote, with everything that was known of each. Codings that other people
 * added, without boardsense's memo or on codes of other frames, are left out and counted.
 */
export function decisionsOf(project: QdaProject): { decisions: QdaDecision[]; others: number } {
  const codes = new Map(project.codes.map((code) => [code.guid, readCodeName(code.name)]));
  let others = 0;
  const decisions = project.sources.flatMap((source) =>
    source.codings.flatMap((coding): QdaDecision[] => {
      const code = codes.get(coding.code);
      const memo = coding.memo === undefined ? null : readMemo(coding.memo);
      if (!code || memo === null) {
        others += 1;
        return [];
      }
      const meetingId = memo.passageId.replace(/-\d+$/, "");
      return [{ ...memo, ...code, meetingId, start: coding.start, end: coding.end }];
    }),
  );
  return { decisions, others };
}
