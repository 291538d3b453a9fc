import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consolidate, innovationIdOf } from "../pipeline/consolidate/index.js";
import { Innovation, type Mention, type OrganisationMentions } from "../schemas/innovation.js";

function mention(fields: Partial<Mention> & Pick<Mention, "passageId" | "text">): Mention {
  return {
    meetingId: `m-${fields.meetingDate ?? "2010-01-28"}`,
    meetingDate: "2010-01-28",
    heading: "",
    stage: "proposed",
    domain: "productivity",
    probability: 0.9,
    quote: fields.text,
    page: 1,
    ...fields,
  };
}

const BODY: OrganisationMentions = {
  organisationCode: "B1",
  meetingDates: ["2010-01-28", "2010-03-25", "2010-05-27"],
  mentions: [
    mention({
      passageId: "p1",
      heading: "Discharge medicines",
      itemNumber: "10/012",
      text: "The pharmacist outlined a dispensing robot that would pick and label discharge medicines.",
      domain: "safety",
      probability: 0.4,
    }),
    mention({
      passageId: "p2",
      meetingDate: "2010-03-25",
      heading: "Pharmacy",
      text: "The dispensing robot was approved (10/012), the pharmacist to report.",
      stage: "approved",
    }),
    mention({
      passageId: "p3",
      meetingDate: "2010-05-27",
      heading: "Dispensing robot",
      text: "The robot went into service on 3rd May and picks nine tenths of discharge medicines.",
      stage: "implemented",
    }),
    mention({
      passageId: "p4",
      meetingDate: "2010-03-25",
      heading: "Mealtimes",
      text: "Volunteers had begun to help patients on Ward 9 to eat at lunch and supper.",
      stage: "pilot",
      domain: "quality",
    }),
  ],
};

const shuffled = fc.shuffledSubarray(BODY.mentions, {
  minLength: BODY.mentions.length,
  maxLength: BODY.mentions.length,
});

describe("consolidate", () => {
  test("mentions in other words at later meetings are one innovation with its history", () => {
    const [robot, volunteers, ...rest] = consolidate(BODY);
    expect(rest).toEqual([]);
    expect(robot).toMatchObject({
      innovationId: innovationIdOf("B1", "p1"),
      domain: "productivity",
      parentDomain: "productivity",
      stage: "implemented",
      firstMentioned: "2010-01-28",
      firstInUse: "2010-05-27",
      firstImplementedOrEvaluated: "2010-05-27",
      inUseAtFirstMeeting: false,
      mentions: [
        { passageId: "p1", stage: "proposed" },
        { passageId: "p2", stage: "approved" },
        { passageId: "p3", stage: "implemented" },
      ],
    });
    expect(volunteers).toMatchObject({ firstInUse: "2010-03-25", firstImplementedOrEvaluated: null });
  });

  test("every answer has the agreed form", () => {
    for (const innovation of consolidate(BODY)) expect(() => Innovation.parse(innovation)).not.toThrow();
  });

  test("neither the order of the mentions nor that of the meetings matters", () => {
    const expected = JSON.stringify(consolidate(BODY));
    fc.assert(
      fc.property(shuffled, (mentions) => {
        const input = { ...BODY, meetingDates: [...BODY.meetingDates].reverse(), mentions };
        expect(JSON.stringify(consolidate(input))).toBe(expected);
      }),
    );
  });

  test("every mention that is likely right belongs to exactly one innovation", () => {
    const words = fc.constantFrom(
      "robot",
      "volunteers",
      "text reminders",
      "the pilot",
      "Ask Matron",
      "10/012",
      "",
    );
    const any = fc.uniqueArray(
      fc.record({
        passageId: fc.uuid(),
        meetingDate: fc.constantFrom("2010-01-28", "2010-03-25", "2011-01-27"),
        heading: words,
        text: fc.array(words, { minLength: 1 }).map((parts) => `${parts.join(" ")}.`),
        stage: fc.constantFrom("proposed" as const, "pilot" as const, "evaluated" as const),
      }),
      { selector: ({ passageId }) => passageId, maxLength: 12 },
    );
    fc.assert(
      fc.property(any, (rows) => {
        const mentions = rows.map((row) => mention(row));
        const found = consolidate({ organisationCode: "B1", meetingDates: [], mentions });
        const ids = found.flatMap((innovation) => innovation.mentions.map(({ passageId }) => passageId));
        expect(ids.sort()).toEqual(rows.map(({ passageId }) => passageId).sort());
        for (const innovation of found) expect(innovation.label).not.toBe("");
      }),
    );
  });

  test("a proposal never carried out is not in use", () => {
    const [found] = consolidate({ ...BODY, mentions: BODY.mentions.slice(0, 2) });
    expect(found).toMatchObject({ firstInUse: null, firstImplementedOrEvaluated: null });
  });

  test("what the first meeting in the archive reports in use is marked, even when that meeting comes without other mentions", () => {
    const mentions = BODY.mentions.slice(3);
    expect(consolidate({ ...BODY, mentions })[0]?.inUseAtFirstMeeting).toBe(false);
    expect(consolidate({ ...BODY, meetingDates: ["2010-03-25"], mentions })[0]?.inUseAtFirstMeeting).toBe(
      true,
    );
  });

  test("a former id finds its innovation when an earlier meeting arrives", () => {
    const later = { ...BODY, mentions: BODY.mentions.slice(1) };
    const former = consolidate(later).find(({ label }) => /robot/i.test(label))?.innovationId;
    const now = consolidate(BODY).find((innovation) =>
      innovation.mentions.some(({ passageId }) => innovationIdOf("B1", passageId) === former),
    );
    expect(now?.innovationId).toBe(innovationIdOf("B1", "p1"));
  });

  test("one doubtful mention is not counted, three doubtful ones of the same thing are", () => {
    const doubtful = BODY.mentions.slice(0, 3).map((one) => ({ ...one, probability: 0.45 }));
    expect(consolidate({ ...BODY, mentions: doubtful.slice(0, 1) })).toEqual([]);
    expect(consolidate({ ...BODY, mentions: doubtful })).toHaveLength(1);
  });

  test("a mention without a probability, such as a person's, counts", () => {
    const certain = BODY.mentions.slice(0, 1).map((one) => ({ ...one, probability: null }));
    expect(consolidate({ ...BODY, mentions: certain })).toHaveLength(1);
  });

  test("no mentions, no innovations", () => {
    expect(consolidate({ organisationCode: "B1", meetingDates: ["2010-01-28"], mentions: [] })).toEqual([]);
  });
});
