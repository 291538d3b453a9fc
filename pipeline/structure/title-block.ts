import type { Evidence, MeetingKind, Session } from "../../schemas/minutes.js";
import { readMeetingDate } from "./meeting-date.js";
import { readOrganisationName } from "./organisation/read-name.js";
import type { PlacedBlock } from "./reading-text.js";

/** What is known of a file beside its pages. */
export type KnownFacts = {
  organisationName: string | null;
  meetingDate: string | null;
  fileName: string | null;
};

/** The words around one set of minutes from which its facts are read. */
export type TitleWords = {
  /** Blocks before the attendance and the first item. */
  title: readonly PlacedBlock[];
  /** All blocks before the first item. */
  head: readonly PlacedBlock[];
  /** Running heads, footers and watermarks of its pages, each once, with the first page. */
  margins: readonly { text: string; page: number }[];
  text: string;
};

/** The facts of a meeting, each with its evidence. */
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

const GOVERNORS =
  /\bcouncil of governors\b|\bboard of governors\b|\bgoverning bod(?:y|ies)\b|\bgovernors'? meeting\b/i;
/** The governing body of a clinical commissioning group is its board; so are the members of a health authority. */
const COMMISSIONERS = /\bclinical commissioning group\b|\bccgs?\b/i;
const AUTHORITY = /\bhealth authority$/i;
const COMMITTEE =
  /\b(?:committee(?! (?:rooms?|suite)\b)|sub-?committee|working (?:group|party)|task (?:group|force)|steering group|panel|forum|sub-?group|user group)\b/i;
const BOARD = /\b(?:board|bwrdd|bòrd|directors|trustees)\b/i;
const PUBLIC =
  /\b(?:in|held in|meeting in|open to the) public\b|\bpublic (?:session|meeting|board|part)\b|\(public\)|\bpart\s*(?:1|one|i|a)\b|\bopen session\b|\(public|public\)/i;
const PRIVATE =
  /\b(?:in|held in|meeting in) private\b|\bprivate (?:session|meeting|board|part)\b|\(private\)|\bpart\s*(?:2|two|ii|b)\b|\bclosed (?:session|part|meeting)\b|\bin (?:camera|committee(?! (?:rooms?|suite)\b))\b|\bconfidential (?:session|minutes|part)\b/i;
const EXTRAORDINARY =
  /\b(?:extraordinary|extra-ordinary|emergency|special|exceptional)\s+(?:(?:public|private|general|trust|full)\s+)*(?:board|meeting|session|council|committee)\b|\bspecial bod\b|\bspecial meeting\b/i;
const DRAFT =
  /\b(?:draft|unconfirmed|unapproved|unadopted|subject to (?:approval|confirmation|ratification)|to be (?:approved|confirmed|ratified) at)\b/i;
const CONFIRMED =
  /(?<!un)\b(?:confirmed|approved|ratified|adopted|final)\b(?=\s*(?:minutes|version|$))|\bstatus:\s*approved\b/i;
const SESSION_IN_BODY =
  /\b(?:members of the public|questions from (?:the |members of the )?public|public questions|public participation|press and public|exclusion of the (?:press|public)|excluded from the remainder)\b/i;

/** Reads the meeting's facts; what the user said of the file wins, and every disagreement is put into words. */
export function readMeetingFacts(words: TitleWords, known: KnownFacts): MeetingFacts {
  const date = readMeetingDate(words, known);
  const organisation = readOrganisationName(words);
  const contradictions = [...date.contradictions];
  const stated = known.organisationName;
  if (stated !== null) {
    if (organisation.name !== null && !isSameName(stated, organisation.name)) {
      contradictions.push(`The manifest names "${stated}", the document "${organisation.name}".`);
    }
    organisation.evidence.unshift({ value: stated, quote: stated, page: null, from: "manifest" });
  }
  const titleText = words.title.map((block) => block.text).join("\n");
  const marginText = words.margins.map((margin) => margin.text).join("\n");
  return {
    organisationName: stated ?? organisation.name,
    organisationEvidence: organisation.evidence,
    meetingDate: date.meetingDate,
    dateEvidence: date.evidence,
    title: readTitle(words.title),
    kind: readKind(words.title, organisation.name),
    session: readSession(titleText, marginText, words.text),
    isDraft: isDraft(titleText, marginText),
    contradictions,
  };
}

function isSameName(a: string, b: string): boolean {
  const key = (name: string) =>
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, "")
      .replace(/^the/, "");
  return key(a) === key(b);
}

/** The line that names the body which met; failing that, the one that says "minutes". */
function readTitle(title: readonly PlacedBlock[]): string | null {
  const body = title.find(
    (block) =>
      block.text.length < 200 &&
      /\b(?:board|committee|council|governors|meeting|panel|group)\b/i.test(block.text) &&
      !/\b(?:nhs|trust)\b.*\b(?:nhs )?trust$/i.test(block.text),
  );
  const chosen = body ?? title.find((block) => /\bminutes\b/i.test(block.text));
  return chosen === undefined ? null : chosen.text.slice(0, 200);
}

/** The kind of body that met, from the first title line that names one apart from the organisation's own name. */
function readKind(title: readonly PlacedBlock[], organisation: string | null): MeetingKind {
  for (const block of title.slice(0, 10)) {
    const text = withoutName(block.text, organisation);
    if (GOVERNORS.test(text)) {
      const isCommittee = COMMITTEE.test(text.replace(GOVERNORS, "")) || laterCommittee(title, organisation);
      if (isCommittee) return "committee";
      return /governing bod/i.test(text) && title.some((each) => COMMISSIONERS.test(each.text))
        ? "board"
        : "governors";
    }
    const committee = COMMITTEE.exec(text);
    const board = BOARD.exec(text);
    if (committee && (!board || committee.index < board.index || /committee of the board/i.test(text)))
      return "committee";
    if (board) return laterCommittee(title, organisation) ? "committee" : "board";
  }
  if (organisation !== null && (BOARD.test(organisation) || AUTHORITY.test(organisation))) return "board";
  if (organisation !== null && COMMITTEE.test(organisation)) return "committee";
  return "other";
}

/** "Board of Governors" as letterhead, then "Business Management Committee". */
function laterCommittee(title: readonly PlacedBlock[], organisation: string | null): boolean {
  return title
    .slice(0, 8)
    .some((block) =>
      /^(?:[\p{Lu}][\p{L}&,'’-]*\s+|and\s+|&\s+|of\s+){1,6}(?:sub-?)?committee\b[^.]{0,40}$/iu.test(
        withoutName(block.text, organisation),
      ),
    );
}

function withoutName(text: string, organisation: string | null): string {
  if (organisation === null) return text;
  const at = text.toLowerCase().indexOf(organisation.toLowerCase());
  return at < 0 ? text : text.slice(0, at) + text.slice(at + organisation.length);
}

function readSession(title: string, margins: string, body: string): Session {
  for (const text of [title, margins]) {
    if (EXTRAORDINARY.test(text)) return "extraordinary";
    const [open, closed] = [PUBLIC.exec(text), PRIVATE.exec(text)];
    if (open && closed) return open.index < closed.index ? "public" : "private";
    if (open) return "public";
    if (closed) return "private";
  }
  return SESSION_IN_BODY.test(body) ? "public" : "unknown";
}

function isDraft(title: string, margins: string): boolean {
  // A title block that says "confirmed" outweighs a running head left over from the draft.
  if (CONFIRMED.test(title) && !DRAFT.test(title)) return false;
  return DRAFT.test(title) || (DRAFT.test(margins) && !CONFIRMED.test(title));
}
