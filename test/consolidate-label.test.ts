import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headingParts } from "../pipeline/consolidate/heading-parts.js";
import { consolidate } from "../pipeline/consolidate/index.js";
import { writeLabel } from "../pipeline/consolidate/label-case.js";
import { readOpening } from "../pipeline/consolidate/opening.js";
import { nounPhrases } from "../pipeline/consolidate/phrases.js";
import type { Mention } from "../schemas/innovation.js";

function mention(heading: string, text: string): Mention {
  return {
    passageId: `${heading}${text}`,
    meetingId: "m",
    meetingDate: "2010-01-28",
    heading,
    text,
    stage: "pilot",
    domain: "quality",
    probability: null,
    quote: text,
    page: 1,
  };
}

function labelOf(heading: string, text: string): string {
  const found = consolidate({
    organisationCode: "B1",
    meetingDates: [],
    mentions: [mention(heading, text)],
  });
  return found[0]?.label ?? "";
}

describe("labels", () => {
  test.each([
    [
      "12/10 FINANCE",
      "Mrs Hale introduced the full case for a linen tracking system in the laundry.",
      /tracking system/,
    ],
    [
      "4. Quality and safety",
      "Since May a bedside handover board had been on trial on two wards.",
      /handover board/,
    ],
    [
      "13/077 Sepsis trolleys on the acute wards: business case",
      "The purchase was approved.",
      /^Sepsis trolleys/,
    ],
    [
      "REVIEW OF SLEEPWELL",
      "The Board heard that Sleepwell, the noise at night scheme, was liked.",
      /Sleepwell|noise/,
    ],
  ])("under %s names the thing and not the agenda item", (heading, text, label) => {
    expect(labelOf(heading, text)).toMatch(label);
  });

  test("have at most six words and stand in the mention", () => {
    const words = fc.constantFrom(
      "robot",
      "text",
      "Ward",
      "of",
      "the",
      "nurses",
      "began",
      "a",
      "MRI",
      "line,",
      "10/012",
    );
    const texts = fc.array(words, { minLength: 1, maxLength: 25 }).map((list) => `${list.join(" ")}.`);
    fc.assert(
      fc.property(texts, texts, (heading, text) => {
        const label = labelOf(heading, text);
        expect(label.split(" ").length).toBeLessThanOrEqual(6);
        const plain = (one: string) => one.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
        expect(plain(`${heading} ${text}`)).toContain(plain(label).trim());
      }),
    );
  });
});

test.each([
  ["10/027 SURGICAL LOUNGE – OUTLINE BUSINESS CASE", ["SURGICAL LOUNGE"]],
  ["13/147 Door alarms: three months on", ["Door alarms"]],
  ["105/10 EVALUATION OF SCRIPTPOINT", ["SCRIPTPOINT"]],
  ["C4. Voice recognition for letters (NW)", ["Voice recognition for letters"]],
  ["10/064 PERFORMANCE REPORT – JUNE 2010", ["PERFORMANCE REPORT"]],
])("the heading %s could name %j", (heading, parts) => {
  expect(headingParts(heading)).toEqual(parts);
});

test("names in a heading of capitals are written as in the text", () => {
  const text = "The Board was told that ScriptPoint prompts were liked and that the MRI list was long.";
  expect(writeLabel("SCRIPTPOINT PROMPTS", [mention("", text)])).toBe("ScriptPoint prompts");
  expect(writeLabel("MRI LIST", [mention("", text)])).toBe("MRI list");
});

test("persons are no part of a phrase", () => {
  const phrases = nounPhrases("Mr Cruddace reported that Dr V. Jones had opened the swabbing station.");
  expect(phrases.map(({ text }) => text)).toEqual(["swabbing station"]);
});

test.each([
  ["5.2.1 There followed a presentation of a proposal.", { marker: "5.2", title: null }],
  ["(a) Door alarms. The alarms went live on 8th July.", { marker: "a", title: "Door alarms" }],
  ["The robot went into service. It was late.", { marker: null, title: null }],
])("the opening of %j", (text, opening) => {
  expect(readOpening(text)).toEqual(opening);
});
