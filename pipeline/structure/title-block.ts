import type { Evidence, ManifestRow, MeetingKind, Session } from "../../schemas/minutes.js";
import { findDates, readFigureOrder } from "./dates.js";
import type { FileFacts } from "./index.js";
import type { PlacedBlock } from "./reading-text.js";

/** What the title block says of the meeting, each fact with its evidence. */
export type MeetingFacts = {
  organisationName: string | null;
  organisationEvidence: Evidence[];
  meetingDate: string | null;
  dateEvidence: Evidence[];
  title: string | null;
  kind: MeetingKind;
  session: Session;
  isDraft: boolean;
  contradictions: string[];
};

const ORGANISATION =
  /\b(?:trust|council|board|authority|committee|hospitals?|association|school|academy|university|college|society|foundation|partnership|service|group|commission|federation|ccg|icb|charity|company|limited|ltd|llp|institute|department|agency|libraries|parish|town|city|county|district)\b/i;
const NOT_THE_DAY =
  /\b(?:next|previous|last|prior|following|approved|confirmed|amended|revised|printed|issued|published|version|v\d|updated|deadline|minutes of (?:the )?(?:last|previous))\b/i;

/** Reads the meeting's facts from the blocks before the first item; what the manifest says wins. */
export function readMeetingFacts(
  blocks: readonly PlacedBlock[],
  wholeText: string,
  facts: FileFacts,
): MeetingFacts {
  const order = readFigureOrder(wholeText);
  const head = blocks.slice(0, 25);
  const dateEvidence: Evidence[] = [];
  for (const block of head) {
    for (const found of findDates(block.text, order)) {
      const before = block.text.slice(Math.max(0, found.start - 60), found.start);
      if (NOT_THE_DAY.test(before)) continue;
      dateEvidence.push({
        value: found.date,
        quote: found.quote,
        page: block.lines[0]?.page ?? null,
        from: "title block",
      });
    }
  }
  const manifest: ManifestRow | null = facts.manifest;
  const stated = manifest?.meetingDate ?? null;
  const contradictions: string[] = [];
  const read = dateEvidence[0]?.value ?? null;
  if (stated !== null && read !== null && stated !== read) {
    contradictions.push(`The manifest says ${stated}, the document ${read} ("${dateEvidence[0]?.quote}").`);
  }
  if (stated !== null) dateEvidence.unshift({ value: stated, quote: stated, page: null, from: "manifest" });
  const named = head.slice(0, 6).find((block) => ORGANISATION.test(block.text) && block.text.length < 120);
  const organisation = manifest?.organisationName ?? named?.text ?? null;
  const headText = head.map((block) => block.text).join("\n");
  return {
    organisationName: organisation,
    organisationEvidence:
      organisation === null
        ? []
        : [
            {
              value: organisation,
              quote: named?.text ?? organisation,
              page: named?.lines[0]?.page ?? null,
              from: manifest?.organisationName ? "manifest" : "title block",
            },
          ],
    meetingDate: stated ?? read,
    dateEvidence,
    title: head.find((block) => /minutes|meeting/i.test(block.text))?.text.slice(0, 200) ?? null,
    kind:
      /committee/i.test(headText.slice(0, 400)) && !/\bboard\b/i.test(headText.slice(0, 400))
        ? "committee"
        : /governors/i.test(headText.slice(0, 300))
          ? "governors"
          : /board/i.test(headText)
            ? "board"
            : "other",
    session: /extraordinary|emergency|special meeting/i.test(headText)
      ? "extraordinary"
      : /private|part (?:2|two|ii|b)\b|confidential/i.test(headText)
        ? "private"
        : /public|part (?:1|one|i|a)\b/i.test(headText)
          ? "public"
          : "unknown",
    isDraft: /\b(?:draft|unconfirmed|unapproved)\b/i.test(headText),
    contradictions,
  };
}
