import { describe, expect, test } from "vitest";
import { structure } from "../pipeline/structure/index.js";
import type { Meeting } from "../schemas/minutes.js";
import { bold, HEAD, PRESENT } from "./support/marlock.js";
import { extractPages, type Printed, printPage, setParagraphs } from "./support/pages.js";
import { itemOf, partOf, passageOf, readMeeting, titlesOf } from "./support/read-pages.js";

const say = (text: string) => ({ text });
/** Paragraphs of two lines each, as most minutes have. */
const NUMBERED = [
  ...HEAD,
  PRESENT,
  bold("1 Minutes"),
  say("The minutes of the meeting held in November were confirmed by all and signed by the Chairman there."),
  bold("2 Tree cutting"),
  say("Mrs Colquitt asked who had determined that the old trees were worth less than the new ones are now."),
  bold("3 Parking"),
  say("It was agreed that the barrier be mended before the clocks go forward in the spring of this year."),
];

/** Items without a number. */
const WELCOME = [
  bold("Welcome"),
  say("The Chairman welcomed two members of the public and one of the press to the meeting."),
];
const STAFFING = [
  bold("Staffing"),
  say("Two posts were filled in the week before the meeting, and three more are to be advertised."),
];

/** Words that stand level at these places. */
const row = (y: number, ...cells: [x: number, text: string, bold?: boolean][]): Printed[] =>
  cells.map(([x, text, isBold = false]) => ({ text, x, y, bold: isBold }));
const endOf = (lines: readonly Printed[]) => (lines.at(-1)?.y ?? 0) + 23;

describe("minutes set as a table", () => {
  test("are items and discussion though there are few of them", () => {
    const head = setParagraphs([...HEAD, PRESENT]);
    const y = endOf(head);
    const meeting = readMeeting([
      ...head,
      ...row(y, [60, "1. Welcome"], [180, "The Chairman welcomed two members of the public to the meeting."]),
      ...row(
        y + 25,
        [60, "2. Waiting"],
        [180, "Mrs Ford stated that her son had waited five hours for a bed."],
      ),
      ...row(
        y + 50,
        [60, "3. Parking"],
        [180, "Mr Brathwell reported that the barrier was mended last week."],
      ),
      ...row(
        y + 75,
        [60, "4. Kitchens"],
        [180, "The Sister was asked to speak to the kitchen about the soup."],
      ),
      ...row(y + 100, [60, "5. Close"], [180, "The meeting closed at noon after thanks to all who came."]),
    ]);
    expect(titlesOf(meeting)).toEqual(["1 Welcome", "2 Waiting", "3 Parking", "4 Kitchens", "5 Close"]);
    expect(partOf(meeting, "Mrs Ford stated")).toBe("discussion");
    expect(itemOf(meeting, "Mrs Ford stated")).toBe("Waiting");
  });

  test("are discussion without numbers too, with their short rows", () => {
    const head = setParagraphs([...HEAD, PRESENT]);
    const y = endOf(head);
    const meeting = readMeeting([
      ...head,
      ...row(y, [60, "Topic"], [180, "Discussion"]),
      ...row(y + 25, [60, "Waiting"], [180, "Mrs Ford stated that her son had waited five hours for a bed."]),
      ...row(
        y + 50,
        [60, "Parking"],
        [180, "Mr Brathwell reported that the barrier had been mended last week."],
      ),
      ...row(y + 75, [60, "Food"], [180, "Cold soup again."]),
    ]);
    expect(partOf(meeting, "Waiting | Mrs Ford")).toBe("discussion");
    expect(partOf(meeting, "Food | Cold soup")).toBe("discussion");
  });

  test("keep cells whole that wrap side by side", () => {
    const head = setParagraphs([...NUMBERED, bold("4 Questions")]);
    const y = endOf(head);
    const meeting = readMeeting([
      ...head,
      ...row(
        y,
        [60, "Why did nobody answer the letters that Mrs"],
        [290, "They were put in the wrong tray. The Chief"],
      ),
      ...row(
        y + 13,
        [60, "ford sent, and who reads what people say of"],
        [290, "Executive is sorry for it and has written to"],
      ),
      ...row(y + 26, [60, "the food?"], [290, "her since."]),
      ...row(y + 52, [60, "Who mends the gate?"], [290, "Nobody so far."]),
    ]);
    expect(partOf(meeting, "Why did nobody")).toBe("discussion");
    expect(passageOf(meeting, "Why did nobody").text).toBe(
      "Why did nobody answer the letters that Mrs ford sent, and who reads what people say of the food? | " +
        "They were put in the wrong tray. The Chief Executive is sorry for it and has written to her since.",
    );
    expect(passageOf(meeting, "Who mends").text).toBe("Who mends the gate? | Nobody so far.");
  });
});

describe("what follows the close", () => {
  test("is discussion where somebody speaks", () => {
    const meeting = readMeeting(
      setParagraphs(
        [
          ...NUMBERED,
          say("There was no other business and the Chairman closed the meeting at 11.40am."),
          bold("Questions from the public"),
          say("Mrs Ford asked why the gate had been left open on three nights of the week before."),
          say("Mr Brathwell said that the lock was broken and that a new one had been ordered."),
        ],
        { gap: 16 },
      ),
    );
    expect(partOf(meeting, "Mrs Ford asked")).toBe("discussion");
    expect(partOf(meeting, "Mr Brathwell said")).toBe("discussion");
  });

  test("is the second part where the first was signed before it", () => {
    const meeting = readMeeting(
      setParagraphs([
        ...NUMBERED,
        say("The public part of the meeting closed at 11.15am."),
        say("Signed ............................ Chair"),
        bold("PART 2 – CONFIDENTIAL"),
        bold("4 Suspension"),
        say("The Board was told of one suspension on Ward 14 and of what the inquiry had found so far."),
        bold("5 Land"),
        say("The sale of the field had fallen through, and another buyer was being looked for this year."),
        say("The meeting ended at 12.30pm."),
      ]),
    );
    expect(titlesOf(meeting).slice(-2)).toEqual(["4 Suspension", "5 Land"]);
    expect(partOf(meeting, "The Board was told")).toBe("discussion");
  });

  test("is no discussion below the name of who wrote the minutes, whatever it says", () => {
    const meeting = readMeeting(
      setParagraphs([
        ...NUMBERED,
        say("There being no further business, the meeting was adjourned at 9:15 p.m."),
        say("Respectfully submitted, Jane Doe, Secretary"),
        say("These minutes were approved by the Board at its meeting of March 3, 2010."),
        bold("PUBLIC COMMENTS RECEIVED"),
        say("Ms Hart said that she had been awaiting an answer on the trees since the autumn of last year."),
      ]),
    );
    expect(titlesOf(meeting)).toHaveLength(3);
    expect(partOf(meeting, "Respectfully submitted")).toBe("signature");
    expect(partOf(meeting, "These minutes were approved")).toBe("front matter");
    expect(partOf(meeting, "Ms Hart said")).toBe("front matter");
  });

  test("a room that had been closed closes no meeting", () => {
    const meeting = readMeeting(
      setParagraphs(
        [
          ...NUMBERED,
          bold("4 Theatre"),
          say("Mr Neale said that the meeting room on the top floor had been closed since the June floods."),
          say("The ceiling was to be looked at by an engineer and a price to be had before the next winter."),
          say("Signed ............................ Chairman"),
        ],
        { gap: 16 },
      ),
    );
    expect(partOf(meeting, "The ceiling was")).toBe("discussion");
  });
});

describe("items", () => {
  test("keep their titles where the paper's reference stands beside them", () => {
    const head = setParagraphs([...HEAD, PRESENT]);
    const at = (y: number, title: string, paper: string) => row(y, [60, title, true], [460, paper]);
    const said = (y: number, text: string) => row(y, [60, text]);
    const meeting = readMeeting([
      ...head,
      ...at(170, "1. Minutes", "Enc A"),
      ...said(190, "The minutes of the meeting held in November were confirmed and signed by the Chairman."),
      ...at(220, "2. Ward closure", "TB10/02"),
      ...said(
        240,
        "Mrs Colquitt asked who had determined that the ward be closed before the winter was over.",
      ),
      ...at(270, "3. Parking", "Verbal"),
      ...said(290, "It was agreed that the barrier be mended before the clocks go forward in the spring."),
    ]);
    expect(titlesOf(meeting)).toEqual(["1 Minutes", "2 Ward closure", "3 Parking"]);
    expect(itemOf(meeting, "Mrs Colquitt asked")).toBe("Ward closure");
    expect(passageOf(meeting, "Mrs Colquitt asked").actionOwner).toBeNull();
    expect(meeting.text).toContain("TB10/02");
  });

  test("are not opened by references to applications, questions, former minutes and financial years", () => {
    const meeting = readMeeting(
      setParagraphs([
        ...HEAD,
        PRESENT,
        bold("10/051 Minutes"),
        say("The minutes of the meeting held in November were confirmed and signed by the Chairman."),
        bold("10/052 Matters arising"),
        bold("10/034 Car parking"),
        say("The barrier had been mended in the week before and the price of it was less than feared."),
        bold("10/041 Ward closure"),
        say("The ward was closed as planned, and its nurses had been found work on the wards beside it."),
        bold("10/053 Money"),
        bold("2010/11 Budget"),
        say("The budget was short by a tenth, for the rent of the new wing had been forgotten in it."),
        say("P/23/0456 – Rose Cottage, Mill Lane – a porch at the front. No objection was raised to it."),
        say("P/23/0512 – The Mill, Mill Lane – a roof of slate. No objection was raised to it either."),
        say("P/23/0301 – The Forge, High Street – two windows. It was left to the officers to decide."),
        bold("10/054 Questions"),
        say("Q1. Mrs Ford: why was the lift left broken for a whole month when the part was in the store?"),
        say("A1. The Chairman: nobody had known that it was there until the stock was taken in January."),
        say("Q2. Mr Dunn: who has the key of the store, and why is there but one for the whole house?"),
        say("A2. The Chairman: there are two now, and the second one hangs with the porters at the gate."),
      ]),
    );
    expect(titlesOf(meeting)).toEqual([
      "10/051 Minutes",
      "10/052 Matters arising",
      "10/053 Money",
      "10/054 Questions",
    ]);
    expect(itemOf(meeting, "The barrier had been")).toBe("Matters arising");
    expect(itemOf(meeting, "The budget was short")).toBe("Money");
    expect(itemOf(meeting, "Q2.")).toBe("Questions");
  });

  test("without numbers begin right below those present, and one may be called Attendance", () => {
    const meeting = readMeeting(
      setParagraphs([
        ...HEAD,
        PRESENT,
        bold("Conflicts of interest"),
        say("Mr Brathwell declared that his wife sits on the council which had sold the field to the Trust."),
        bold("Minutes of the last meeting"),
        say("The minutes of 4 September were approved. One word was changed on the second of their pages."),
        bold("Attendance"),
        say("Persistent absence had risen to a fifth of the lower years, more than in the year before it."),
        ...STAFFING,
      ]),
    );
    expect(titlesOf(meeting)).toEqual([
      "null Conflicts of interest",
      "null Minutes of the last meeting",
      "null Attendance",
      "null Staffing",
    ]);
    expect(itemOf(meeting, "Mr Brathwell declared")).toBe("Conflicts of interest");
    expect(partOf(meeting, "Persistent absence")).toBe("discussion");
  });

  test("without numbers are not opened by actions and decisions in bold", () => {
    const meeting = readMeeting(
      setParagraphs([
        ...HEAD,
        PRESENT,
        ...WELCOME,
        bold("Exclusions"),
        say("There had been four, all for the same fight, and the Board asked what had led up to it."),
        bold("Action: JB to find out and tell the Board in March"),
        bold("RESOLVED: that the report be received"),
        ...STAFFING,
      ]),
    );
    expect(titlesOf(meeting)).toEqual(["null Welcome", "null Exclusions", "null Staffing"]);
    expect(passageOf(meeting, "Action: JB").actionOwner).toBe("JB");
    expect(partOf(meeting, "RESOLVED")).toBe("discussion");
  });
});

test("paragraphs of one line are not joined where few others wrap", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      bold("1 Opening"),
      say("The Chairman opened the meeting."),
      bold("2 Roll call"),
      say("All members were present and a quorum was declared by the clerk of the Board."),
      say("Mr Brathwell moved that the barrier be mended before the spring."),
      say("Mrs Colquitt seconded the motion."),
      say("The motion carried."),
      bold("3 Trees"),
      say(
        "The oak at the gate was to be felled for want of light in the rooms behind it, and three others that stand in its way.",
      ),
      say(
        "The nurses had asked for a bench in the shade of it, which was to be made from its wood after it had been felled.",
      ),
      say(
        "Mr Brathwell moved that a bench be made of it by the end of the summer and be set up where the tree had stood before.",
      ),
      bold("4 Close"),
      say("The meeting closed at noon."),
    ]),
  );
  expect(passageOf(meeting, "Mr Brathwell moved that the barrier").speaker).toBe("Mr Brathwell");
  expect(passageOf(meeting, "All members").text).toMatch(/of the Board\.$/);
});

test.each([
  "Minutes of the Board Meeting, Thursday 3 June 2010, 2pm",
  "Minutes of the Special Meeting, June 3, 2010",
  "Minutes of the Regular Meeting of June 3, 2010",
  "Minutes of the Regular Board Meeting: June 3, 2010",
  "Minutes of Meeting dated 3 June 2010",
  "Minutes of the Annual General Meeting (3 June 2010)",
  "Minutes of the meeting held on 3 June 2010",
])("the title %j names the day of its own meeting", (title) => {
  const meeting = readMeeting(setParagraphs([HEAD[0] ?? bold(""), bold(title), ...NUMBERED.slice(2)]));
  expect(meeting.meetingDate).toBe("2010-06-03");
});

test("the minutes of a meeting before, named in the title, are not its own", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      bold("1 Minutes of the previous meeting, 5 November 2009"),
      say("They were confirmed by all and signed by the Chairman there and then, with one word changed."),
      ...NUMBERED.slice(5),
    ]),
  );
  expect(meeting.meetingDate).toBe("2010-01-28");
});

test("what is titled only as a meeting is minutes where it names those present and reports", () => {
  const meeting = readMeeting(
    setParagraphs([
      bold("MARLOCK RANCH ASSOCIATION, INC."),
      bold("SPECIAL BOARD OF DIRECTORS MEETING"),
      say(
        "A special meeting of the Marlock Ranch Association, Inc. Board of Directors occurred on June 29, 2017 at the home of Tom Roe. Present were the President, Tom Roe, and the Secretary, Ann Lee.",
      ),
      say("The purpose was to discuss a proposal on the purchase of an easement for the water supply."),
      say("Ann Lee reported that five routes had been looked at and that one was best suited to the work."),
      say("The meeting was adjourned at 8:40 p.m."),
      say("This document constitutes a true and correct copy of the minutes of the Board of Directors."),
    ]),
  );
  expect(meeting.meetingDate).toBe("2017-06-29");
  expect(partOf(meeting, "Ann Lee reported")).toBe("discussion");
});

test("an agenda titled as a meeting is none, though it names those who are to attend", () => {
  const page = printPage(
    1,
    setParagraphs([
      bold("MARLOCK RANCH ASSOCIATION, INC."),
      bold("SPECIAL BOARD OF DIRECTORS MEETING"),
      say("June 29, 2017 at 7 p.m."),
      say("Attendees: Tom Roe, Ann Lee, Jim Webb"),
      say("1. To receive the report of the water committee"),
      say("2. To consider the purchase of an easement"),
      say("3. To agree the day of the next meeting"),
    ]),
  );
  expect(structure(extractPages([page]), { manifest: null, fileName: null }).meetings).toEqual([]);
});

test("a word for what was decided that hangs left of it makes no table", () => {
  const head = setParagraphs(NUMBERED);
  const y = endOf(head);
  const meeting = readMeeting([
    ...head,
    ...row(y, [60, "Agreed:"], [130, "The Board thanked the family for what they had told it."]),
    ...row(y + 25, [60, "ACTION:"], [130, "Mr Brathwell to write to the neighbours."]),
    ...row(y + 50, [60, "Action:"], [130, "NE to write to the family."], [500, "NE"]),
  ]);
  expect(partOf(meeting, "Agreed:")).toBe("discussion");
  expect(passageOf(meeting, "ACTION:")).toMatchObject({ part: "discussion", actionOwner: "Mr Brathwell" });
  expect(passageOf(meeting, "Action:")).toMatchObject({ part: "discussion", actionOwner: "NE" });
});

test("a numbered action in bold opens no item", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      bold("Action 10/01/01: JB to bring a report on trees to the March meeting."),
      say("Mrs Colquitt said that the lamps in the yard had been mended by the porters of their own accord."),
    ]),
  );
  expect(titlesOf(meeting)).toHaveLength(3);
  expect(passageOf(meeting, "Action 10/01/01")).toMatchObject({ kind: "action row", actionOwner: "JB" });
  expect(itemOf(meeting, "Mrs Colquitt said")).toBe("Parking");
});

test("the first items of unnumbered minutes are found though they welcome people and name other minutes", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      bold("Chairman's welcome"),
      say(
        "The Chairman welcomed three new governors and thanked them for the time that they would give to it.",
      ),
      bold("Minutes of the meeting held on 26 November 2009"),
      say("They were confirmed by all and signed by the Chairman there and then, with one word changed."),
      ...STAFFING,
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "null Chairman's welcome",
    "null Minutes of the meeting held on 26 November 2009",
    "null Staffing",
  ]);
  expect(partOf(meeting, "The Chairman welcomed")).toBe("discussion");
  expect(meeting.meetingDate).toBe("2010-01-28");
});

test.each(["Action", "Lead", "Lead / date", "By whom", "Action by"])(
  "initials below '%s' own the paragraphs beside them",
  (heading) => {
    const head = setParagraphs([...HEAD, PRESENT]);
    const y = endOf(head);
    const meeting = readMeeting([
      ...head,
      ...row(y, [60, "Item", true], [110, "Discussion and outcome", true], [480, heading, true]),
      ...row(y + 25, [60, "1.", true], [110, "Minutes", true]),
      ...row(y + 45, [
        110,
        "The minutes of the meeting in November were confirmed and signed by the Chairman.",
      ]),
      ...row(y + 70, [60, "2.", true], [110, "Trees", true]),
      ...row(y + 90, [
        110,
        "Mrs Colquitt asked who had determined that the old trees be felled for new ones.",
      ]),
      ...row(y + 90, [480 + 60, "SC"]),
      ...row(y + 115, [60, "3.", true], [110, "Parking", true]),
      ...row(y + 135, [
        110,
        "Mr Brathwell presented a plan of the yard on which the barrier stands further out.",
      ]),
      ...row(y + 135, [480 + 60, "JB"]),
    ]);
    expect(passageOf(meeting, "Mrs Colquitt asked")).toMatchObject({ part: "discussion", actionOwner: "SC" });
    expect(passageOf(meeting, "Mr Brathwell presented")).toMatchObject({ actionOwner: "JB" });
  },
);

test("who asks and who answers is read behind the mark of their turn", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      bold("4 Questions"),
      say(
        "Q: Mrs Ford asked why the lift had been left broken for a whole month when the part was in store.",
      ),
      say("A: TW apologised, for nobody had known that it was there until the stock was taken in January."),
    ]),
  );
  expect(passageOf(meeting, "Q: Mrs Ford").speaker).toBe("Mrs Ford");
  expect(passageOf(meeting, "A: TW").speaker).toBe("TW");
});

test("a glossary behind the actions, and the name below the signature, are coded no more than the signature", () => {
  const log = setParagraphs([...NUMBERED, bold("ACTION LOG")]);
  const y = endOf(log);
  const meeting = readMeeting([
    ...log,
    ...row(y, [60, "Action"], [360, "Owner"], [460, "When"]),
    ...row(y + 20, [60, "Ask the printer for a larger print"], [360, "JS"], [460, "May"]),
    ...row(y + 60, [60, "Signed: ............................"]),
    ...row(y + 85, [60, "Sir R. Tewksley"]),
    ...row(y + 110, [60, "Glossary", true]),
    ...row(y + 135, [60, "BAF"], [160, "Board assurance framework"]),
  ]);
  expect(partOf(meeting, "Ask the printer")).toBe("action log");
  expect(partOf(meeting, "BAF | Board")).not.toBe("action log");
  const signed = readMeeting(
    setParagraphs([...NUMBERED, say("Signed: ................"), say("Sir R. Tewksley")]),
  );
  expect(partOf(signed, "Sir R. Tewksley")).toBe("signature");
});

test("who is to act, alone at the right below a paragraph, heads nothing", () => {
  const head = setParagraphs(NUMBERED);
  const y = endOf(head);
  const meeting = readMeeting([
    ...head,
    ...row(y + 10, [440, "Head of Governance", true]),
    ...row(y + 40, [60, "Mrs Colquitt said that the lamps in the yard had been mended by the porters."]),
  ]);
  expect(passageOf(meeting, "Mrs Colquitt said").leadIn).toBeNull();
});

test.each<[title: string, facts: Partial<Meeting>]>([
  [
    "Minutes of the Trust Board meeting held in Committee Room 1, Town Hall on 28 January 2010",
    { kind: "board", session: "unknown" },
  ],
  [
    "Minutes of the Governing Body of NHS Marlock Clinical Commissioning Group held on 28 January 2010",
    { kind: "board" },
  ],
  ["Minutes of the Governing Body of Marlock Primary School held on 28 January 2010", { kind: "governors" }],
])("%j is of the kind that it says", (title, facts) => {
  const meeting = readMeeting(setParagraphs([bold(title), ...NUMBERED.slice(2)]));
  expect(meeting).toMatchObject(facts);
});

test.each([
  "NHS Lothian",
  "NHS Greater Glasgow and Clyde",
  "NHS Marlock CCG",
  "Marlock PCT",
  "NHS Marlock and Vale ICB",
])("the organisation %s is named by its short name", (name) => {
  const meeting = readMeeting(
    setParagraphs([bold(name), bold("Minutes of the Board held on 28 January 2010"), ...NUMBERED.slice(2)]),
  );
  expect(meeting.organisationName).toBe(name);
});

describe("tables of actions", () => {
  const head = setParagraphs(NUMBERED);
  const y = endOf(head);

  test("are known by a heading with a colon", () => {
    const meeting = readMeeting([
      ...head,
      ...row(y, [60, "Actions:"], [360, "Lead"], [460, "By when"]),
      ...row(y + 20, [60, "Ask the printer for a larger print"], [360, "JS"], [460, "May"]),
    ]);
    expect(passageOf(meeting, "Ask the printer")).toMatchObject({ part: "action log", actionOwner: "JS" });
  });

  test("keep the actions of one item apart, each with who acts on it", () => {
    const meeting = readMeeting([
      ...head,
      ...row(y, [60, "Item"], [120, "Action"], [330, "Lead"], [400, "By when and how it went"]),
      ...row(
        y + 13,
        [60, "3"],
        [120, "JB to send the report to all of them who"],
        [330, "JB"],
        [400, "31 March, not done yet by anybody"],
      ),
      ...row(y + 26, [120, "KL to ask the bank about the rate of it"], [330, "KL"]),
    ]);
    expect(passageOf(meeting, "3 | JB to send").actionOwner).toBe("JB");
    expect(passageOf(meeting, "KL to ask").actionOwner).toBe("KL");
  });
});

test("a paper named beside a paragraph is not the one who acts", () => {
  const printed = setParagraphs(NUMBERED);
  const beside = printed.filter(({ text }) => /^(?:Mrs Colquitt|It was agreed)/.test(text));
  const meeting = readMeeting([
    ...printed,
    ...beside.map(({ y }, i) => ({ text: ["Appendix C", "JB"][i] ?? "", x: 500, y })),
  ]);
  expect(passageOf(meeting, "Mrs Colquitt asked").actionOwner).toBeNull();
  expect(passageOf(meeting, "It was agreed").actionOwner).toBe("JB");
});

test("a meeting closed to the public, or for ten minutes, goes on", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      say(
        "The Chairman closed the meeting to the public at noon. The Board adjourned at 12.15 for ten minutes.",
      ),
      bold("4 Minutes in private"),
      say("Agreed as a correct record."),
      bold("5 Land"),
      say("The sale of the field had fallen through, and another buyer was being looked for this year."),
    ]),
  );
  expect(titlesOf(meeting).at(-1)).toBe("5 Land");
  expect(partOf(meeting, "The sale of the field")).toBe("discussion");
});

test("a title with a hyphen after 'Decision' is a title", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      ...WELCOME,
      bold("Decision-Making Framework"),
      say("The framework was talked over and sent back to its authors for a shorter one."),
      ...STAFFING,
    ]),
  );
  expect(titlesOf(meeting)).toContain("null Decision-Making Framework");
});
