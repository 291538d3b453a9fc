import { STRUCTURE_VERSION } from "../../pipeline/structure/index.js";
import type { Codebook } from "../../schemas/codebook.js";
import type { Coding } from "../../schemas/coding.js";
import type { ManifestRow, Meeting, Minutes, Passage } from "../../schemas/minutes.js";

/** Minutes as `structure` would give them, one paragraph a passage, every passage on the page given. */
export function makeMeeting(
  paragraphs: readonly string[],
  facts: Partial<Meeting> & { pages?: readonly number[] } = {},
): Meeting {
  const { pages, ...rest } = facts;
  let text = "";
  const passages: Passage[] = [];
  for (const [ordinal, paragraph] of paragraphs.entries()) {
    if (text !== "") text += "\n";
    const start = text.length;
    text += paragraph;
    const page = pages?.[ordinal] ?? 1;
    passages.push({
      ordinal,
      kind: "paragraph",
      part: "discussion",
      item: 0,
      start,
      end: text.length,
      text: paragraph,
      page,
      pageEnd: page,
      boxes: [{ page, box: { x0: 0, y0: 0, x1: 100, y1: 10 } }],
      textSource: "text layer",
      leadIn: null,
      speaker: null,
      actionOwner: null,
    });
  }
  return {
    organisationName: "Marlock Vale Hospital NHS Trust",
    organisationEvidence: [],
    meetingDate: "2010-05-11",
    dateEvidence: [{ value: "2010-05-11", quote: "11 May 2010", page: 1, from: "title block" }],
    title: "Trust Board",
    kind: "board",
    session: "public",
    isDraft: false,
    contradictions: [],
    pageStart: 1,
    pageEnd: 1,
    text,
    runs: [{ start: 0, end: text.length, page: 1, line: 0, box: { x0: 0, y0: 0, x1: 100, y1: 10 } }],
    items: [{ number: "10/034", title: "Quality report", start: 0, end: text.length, page: 1 }],
    passages,
    ...rest,
  };
}

/** The answer of `structure` with these meetings. */
export function makeMinutes(meetings: readonly Meeting[]): Minutes {
  return {
    structureVersion: STRUCTURE_VERSION,
    meetings: [...meetings],
    notMinutesBecause: meetings.length === 0 ? "agenda" : null,
  };
}

export function makeManifest(row: Partial<ManifestRow>): ManifestRow {
  return {
    organisationCode: null,
    organisationName: null,
    sector: null,
    meetingDate: null,
    password: null,
    ...row,
  };
}

const CODES: Record<string, { code: string; parent?: string; group?: string }[]> = {
  innovation: [
    { code: "mention" },
    ...["proposed", "approved", "pilot", "implemented", "evaluated", "abandoned"].map((stage) => ({
      code: `stage_${stage}`,
      group: "stage",
    })),
    { code: "parent_productivity" },
    { code: "parent_quality" },
    { code: "parent_safety" },
    { code: "domain_productivity", parent: "parent_productivity", group: "domain" },
    { code: "domain_quality", parent: "parent_quality", group: "domain" },
    { code: "domain_safety", parent: "parent_safety", group: "domain" },
  ],
  orientation: [
    { code: "problem_sensing" },
    { code: "p1", parent: "problem_sensing" },
    { code: "comfort_seeking" },
    { code: "c1", parent: "comfort_seeking" },
  ],
  attention: [{ code: "quality_safety" }, { code: "other" }],
};

/** A small coding frame; `version` as in the shipped ones. */
export function makeCodebook(frame: keyof typeof CODES & string, version = "2026-11-01"): Codebook {
  return {
    frame,
    version,
    title: frame,
    source: "made for a test",
    unit: "passage",
    validation: { is_validated: frame !== "attention", against: "nothing" },
    threshold: 1,
    groups:
      frame === "innovation"
        ? {
            stage: { when: "mention", otherwise: "stage_implemented" },
            domain: { when: "mention", otherwise: "domain_productivity" },
          }
        : {},
    actors: [],
    lists: {},
    codes: (CODES[frame] ?? []).map((code) => ({
      label: code.code,
      definition: code.code,
      include: [],
      exclude: [],
      examples: [],
      counter_examples: [],
      rules: [],
      ...code,
    })),
  };
}

/** A coding with the quote as its evidence; without a quote it says "none of these". */
export function makeCoding(
  passage: { id: string; text: string },
  answer: { frame: string; code: string | null; quote?: string } & Partial<Omit<Coding, "quote">>,
): Coding {
  const { quote, ...rest } = answer;
  const start = quote === undefined ? -1 : passage.text.indexOf(quote);
  return {
    passageId: passage.id,
    coder: "rules",
    coderVersion: "1",
    codebookVersion: "2026-11-01",
    probability: null,
    spans: quote === undefined ? [] : [{ start, end: start + quote.length, quote }],
    because: { rules: answer.code === null ? [] : [`${answer.code}.a`], features: [], note: null },
    ...rest,
  };
}
