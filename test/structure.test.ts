import fc from "fast-check";
import { expect, test } from "vitest";
import { type FileFacts, structure } from "../pipeline/structure/index.js";
import type { Extraction } from "../schemas/extraction.js";
import { Meeting, type Passage } from "../schemas/minutes.js";
import { extractPages, type Printed, printPage, setParagraphs } from "./support/pages.js";
import { readMeeting } from "./support/read-pages.js";

const NOTHING_KNOWN: FileFacts = { manifest: null, fileName: null };
const TITLE = [
  { text: "EXAMPLE VALE HOSPITALS NHS TRUST", bold: true },
  { text: "Minutes of the Trust Board meeting held in public on Thursday 28th January 2010", bold: true },
  { text: "Present: Sir R. Tewksley (Chairman), Mr J. Brathwell, Mrs S. Colquitt" },
];
const ITEMS = [
  { text: "10/001 APOLOGIES FOR ABSENCE", bold: true },
  { text: "An apology was received from Professor Oduya. The Chairman welcomed six members of the public." },
  { text: "10/002 MINUTES OF THE PREVIOUS MEETING", bold: true },
  { text: "The minutes of the meeting held on 26th November 2009 were confirmed and signed." },
  { text: "10/003 INFECTION CONTROL", bold: true },
  {
    text: "Mrs Ransley presented the quarterly report. Hand hygiene audits stood at 98 per cent. Mrs Colquitt remarked that on a visit to Ward 14 she had stood by the sink for twenty minutes and what she saw did not look like 98 per cent to her.",
  },
  { text: "It was RESOLVED that the report be received." },
];

const read = (extraction: Extraction, facts = NOTHING_KNOWN) => structure(extraction, facts);
const underItem = (meeting: Meeting, number: string): Passage[] =>
  meeting.passages.filter(
    (passage) => passage.item !== null && meeting.items[passage.item]?.number === number,
  );

test("minutes become a meeting with items and whole passages", () => {
  const meeting = readMeeting(setParagraphs([...TITLE, ...ITEMS]));
  expect(meeting.organisationName).toBe("Example Vale Hospitals NHS Trust");
  expect(meeting.meetingDate).toBe("2010-01-28");
  expect([meeting.kind, meeting.session, meeting.isDraft]).toEqual(["board", "public", false]);
  expect(meeting.items.map(({ number, title }) => `${number} ${title}`)).toEqual([
    "10/001 APOLOGIES FOR ABSENCE",
    "10/002 MINUTES OF THE PREVIOUS MEETING",
    "10/003 INFECTION CONTROL",
  ]);
  expect(underItem(meeting, "10/003").map((passage) => passage.text)).toEqual([
    ITEMS[5]?.text,
    ITEMS[6]?.text,
  ]);
  expect(underItem(meeting, "10/003")[0]?.speaker).toBe("Mrs Ransley");
  expect(meeting.passages.find((passage) => passage.text.startsWith("Present"))?.part).toBe("attendance");
  expect(Meeting.parse(meeting)).toEqual(meeting);
});

test("a paragraph goes on over the page, past footer and running head", () => {
  const printed = setParagraphs([...TITLE, ...ITEMS]);
  const at =
    printed.findIndex((line) => line.text.startsWith("Ward 14")) > 0
      ? printed.findIndex((line) => line.text.startsWith("Ward 14"))
      : printed.length - 2;
  const margin = (number: number): Printed[] => [
    { text: "Example Vale Hospitals NHS Trust – Unconfirmed minutes", y: 30, size: 7 },
    { text: `Page ${number} of 2`, x: 280, y: 820, size: 7 },
  ];
  const second = printed
    .slice(at)
    .map((line, i) => ({ ...line, y: 80 + (line.y - (printed[at]?.y ?? 0)) + i * 0 }));
  const { meetings } = read(
    extractPages([
      printPage(1, [...margin(1), ...printed.slice(0, at)]),
      printPage(2, [...margin(2), ...second]),
    ]),
  );
  const meeting = meetings[0] as Meeting;
  const passage = meeting.passages.find((each) => each.text.startsWith("Mrs Ransley"));
  expect(passage?.text).toBe(ITEMS[5]?.text);
  expect([passage?.page, passage?.pageEnd]).toEqual([1, 2]);
  expect(passage?.boxes).toHaveLength(2);
  expect(meeting.text).not.toContain("Page 1");
  expect(meeting.isDraft).toBe(true);
});

test("words of an action column go to the passage they stand beside and to no other text", () => {
  const printed = setParagraphs([...TITLE, ...ITEMS], { letters: 70 });
  const beside = printed.find((line) => line.text.startsWith("It was RESOLVED")) as Printed;
  const first = printed.find((line) => line.text.startsWith("An apology")) as Printed;
  const meeting = readMeeting([
    ...printed,
    { text: "Action", x: 480, y: (printed[4] as Printed).y, bold: true },
    { text: "PR", x: 480, y: beside.y },
    { text: "Sec.", x: 480, y: first.y },
  ]);
  const [audit, resolved] = underItem(meeting, "10/003");
  expect(audit?.actionOwner).toBeNull();
  expect(resolved?.actionOwner).toBe("PR");
  expect(resolved?.text).toBe("It was RESOLVED that the report be received.");
});

test("bullets and run-together resolutions are passages of their own and know what introduces them", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...TITLE,
      ...ITEMS.slice(0, 5),
      { text: "The Board agreed:" },
      { text: "• to start joint rounds in June" },
      { text: "• to ask for deaths by ward" },
      { text: "It was RESOLVED that" },
      {
        text: "(i) the report be received; (ii) an outline case be put before the March meeting. Action: Miss Vardy",
      },
    ]),
  );
  const passages = underItem(meeting, "10/003");
  expect(passages.map(({ kind, text }) => [kind, text])).toEqual([
    ["paragraph", "The Board agreed:"],
    ["bullet", "to start joint rounds in June"],
    ["bullet", "to ask for deaths by ward"],
    ["paragraph", "It was RESOLVED that"],
    ["bullet", "(i) the report be received;"],
    ["bullet", "(ii) an outline case be put before the March meeting. Action: Miss Vardy"],
  ]);
  expect(passages[1]?.leadIn).toBe("The Board agreed:");
  expect(passages[5]?.leadIn).toBe("It was RESOLVED that");
  expect(passages[5]?.actionOwner).toBe("Miss Vardy");
});

test("passages know the sub-heading they stand under, until the next heading", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...TITLE,
      ...ITEMS.slice(0, 5),
      { text: "The item opened with the usual figures of the month and their reading by the director." },
      { text: "Chief officer’s report", bold: true },
      { text: "See the paper for the details of the winter plan that was put before the last meeting." },
      { text: "• beds were opened on two wards" },
      { text: "Capital programme", bold: true },
      { text: "The lift would be replaced in the autumn at a cost that was within the sum allowed for it." },
    ]),
  );
  expect(underItem(meeting, "10/003").map(({ leadIn }) => leadIn)).toEqual([
    null,
    "Chief officer’s report",
    "Chief officer’s report",
    "Capital programme",
  ]);
});

test("a line set further left than a bullet goes on with the text, not with the bullet", () => {
  const line = (y: number, x: number, text: string) => ({ text, x, y, size: 10 });
  const opening = setParagraphs([
    ...TITLE,
    ...ITEMS.slice(0, 5),
    { text: "The priorities were named as follows:" },
  ]);
  const below = Math.max(...opening.map(({ y }) => y));
  const meeting = readMeeting([
    ...opening,
    line(below + 13, 78, "• get ahead with the flu season"),
    line(below + 26, 60, "The Board approved four more days for the work on the site."),
  ]);
  expect(underItem(meeting, "10/003").map(({ text }) => text)).toEqual([
    "The priorities were named as follows:",
    "get ahead with the flu season",
    "The Board approved four more days for the work on the site.",
  ]);
});

test("tables of figures, action logs and signatures are told from discussion", () => {
  const row = (y: number, ...cells: string[]) =>
    cells.map((text, i) => ({ text, x: 60 + i * 150, y, size: 9 }));
  const meeting = readMeeting([
    ...setParagraphs([...TITLE, ...ITEMS]),
    ...row(500, "Indicator", "Target", "Actual"),
    ...row(516, "MRSA bacteraemia", "13", "9"),
    ...row(532, "C. difficile", "120", "88"),
    ...setParagraphs([{ text: "The Board noted the figures." }], { top: 560 }),
    ...setParagraphs([{ text: "ACTION LOG", bold: true }], { top: 600 }),
    ...row(620, "Action", "Lead", "Due"),
    ...row(636, "Fire doors, Block C", "HT", "May"),
    ...setParagraphs([{ text: "Signed ........................ Chairman" }], { top: 700 }),
  ]);
  const part = (start: string) => meeting.passages.find((passage) => passage.text.startsWith(start))?.part;
  expect(part("MRSA")).toBe("table");
  expect(part("The Board noted the figures")).toBe("discussion");
  expect(part("Fire doors")).toBe("action log");
  expect(meeting.passages.find((passage) => passage.text.startsWith("Fire doors"))?.actionOwner).toBe("HT");
  expect(part("Signed")).toBe("signature");
});

test("minutes printed as a table of items and notes read title first, then the notes whole", () => {
  const notes = (text: string, top: number) => setParagraphs([{ text, x: 220 }], { top, letters: 52 });
  const title = (lines: string[], top: number) => lines.map((text, i) => ({ text, x: 60, y: top + i * 13 }));
  const long =
    "The governors received the report and asked how many pupils had been moved, which the head could not say and undertook to find out before the summer.";
  const rows = [1, 2, 3, 4, 5].flatMap((item) => [
    ...title([`FGB 9${item}/2021`, "To receive the report", "of the headteacher"], 160 + item * 90),
    ...notes(long, 160 + item * 90),
  ]);
  const meeting = readMeeting([...setParagraphs(TITLE), ...rows]);
  expect(meeting.items.map(({ number, title: text }) => `${number} ${text}`)[0]).toBe(
    "FGB 91/2021 To receive the report of the headteacher",
  );
  expect(underItem(meeting, "FGB 93/2021").map((passage) => passage.text)).toEqual([long]);
});

test("text that is drawn in as a whole is no list", () => {
  const meeting = readMeeting(
    setParagraphs([...TITLE, ...ITEMS.map((item) => (item.bold ? item : { ...item, x: 96 }))], {
      letters: 60,
    }),
  );
  expect(underItem(meeting, "10/003").map(({ kind, text }) => [kind, text])).toEqual([
    ["paragraph", ITEMS[5]?.text],
    ["paragraph", ITEMS[6]?.text],
  ]);
});

const agenda = printPage(2, [
  { text: "AGENDA", y: 80, bold: true },
  ...[
    ["1", "Apologies for absence", "Chair"],
    ["2", "Minutes of the meeting on 28 January 2010", "Chair"],
    ["3", "Finance report", "DoF"],
  ].flatMap((cells, row) => cells.map((text, i) => ({ text, x: 60 + i * 180, y: 110 + row * 16 }))),
]);
const cover = printPage(
  1,
  setParagraphs([
    { text: "EXAMPLE VALE HOSPITALS NHS TRUST", bold: true },
    { text: "TRUST BOARD", bold: true },
    { text: "Thursday 25 March 2010 at 2.00 p.m." },
    { text: "AGENDA AND PAPERS", bold: true },
  ]),
);
const paper = printPage(4, [
  ...setParagraphs([
    { text: "PAPER 1 – FINANCE REPORT", bold: true },
    { text: "COVER SHEET", bold: true },
  ]),
  ...[
    ["Meeting", "Trust Board, 25 March 2010"],
    ["Author", "Director of Finance"],
    ["Purpose", "Decision"],
    ["Title", "Finance report"],
  ].flatMap((cells, row) => cells.map((text, i) => ({ text, x: 60 + i * 120, y: 160 + row * 16 }))),
  ...setParagraphs(
    [{ text: "The Board is asked to note that savings of two million pounds were reported." }],
    { top: 300 },
  ),
]);

test("in a pack only the minutes are read, with their own date", () => {
  const pack = [cover, agenda, { ...printPage(3, setParagraphs([...TITLE, ...ITEMS])) }, paper];
  const { meetings, notMinutesBecause } = read(extractPages(pack));
  expect(notMinutesBecause).toBeNull();
  expect(meetings.map(({ meetingDate, pageStart, pageEnd }) => [meetingDate, pageStart, pageEnd])).toEqual([
    ["2010-01-28", 3, 3],
  ]);
  expect(meetings[0]?.text).not.toContain("savings of two million");
});

test("minutes of a committee in the same pack are a meeting of their own, told from the board's", () => {
  const committee = printPage(
    5,
    setParagraphs([
      { text: "EXAMPLE VALE HOSPITALS NHS TRUST", bold: true },
      { text: "QUALITY AND SAFETY COMMITTEE", bold: true },
      { text: "Minutes of the meeting held on Thursday 14 January 2010", bold: true },
      ...TITLE.slice(2),
      ...ITEMS,
    ]),
  );
  const { meetings } = read(
    extractPages([cover, agenda, printPage(3, setParagraphs([...TITLE, ...ITEMS])), paper, committee]),
  );
  expect(meetings.map(({ kind, meetingDate }) => [kind, meetingDate])).toEqual([
    ["board", "2010-01-28"],
    ["committee", "2010-01-14"],
  ]);
});

test("a pack without minutes and an agenda say what they are", () => {
  expect(read(extractPages([cover, agenda, paper])).notMinutesBecause).toBe(
    "a pack of papers without minutes",
  );
  expect(read(extractPages([{ ...agenda, number: 1 }])).notMinutesBecause).toBe("an agenda");
  expect(read(extractPages([])).notMinutesBecause).toBe("a document without readable text");
});

test("what the manifest says wins, and what disagrees is put into words", () => {
  const extraction = extractPages([printPage(1, setParagraphs([...TITLE, ...ITEMS]))]);
  const manifest = {
    organisationCode: "RXX",
    organisationName: "Other Trust",
    sector: null,
    meetingDate: "2010-02-25",
    password: null,
  };
  const meeting = read(extraction, { manifest, fileName: "minutes-2011-01-28.pdf" }).meetings[0] as Meeting;
  expect([meeting.organisationName, meeting.meetingDate]).toEqual(["Other Trust", "2010-02-25"]);
  expect(meeting.contradictions).toEqual([
    `The file's name says 2011-01-28, the document 2010-01-28 ("Thursday 28th January 2010").`,
    'The manifest says 2010-02-25, the document 2010-01-28 ("Thursday 28th January 2010").',
    'The manifest names "Other Trust", the document "Example Vale Hospitals NHS Trust".',
  ]);
});

test("a January date with last year's number is set right by its weekday, and said so", () => {
  const title = [
    TITLE[0],
    { text: "Minutes of the Board meeting held on Wednesday 11th January 2016", bold: true },
    TITLE[2],
  ] as typeof TITLE;
  const meeting = readMeeting(setParagraphs([...title, ...ITEMS]));
  expect(meeting.meetingDate).toBe("2017-01-11");
  expect(meeting.contradictions[0]).toContain("no such weekday");
});

const sentence = fc
  .array(
    fc.constantFrom(
      "the",
      "Board",
      "noted",
      "that",
      "organisa-tional",
      "long-term",
      "ﬁgures",
      "£5m",
      "💷",
      "(a)",
      "10/034",
      "B1.",
      "Mr",
      "was",
      "agreed;",
      "report.",
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((words) => words.join(" "));

test("every passage is the slice its offsets name, runs cover the text without a gap, no visible character is lost", () => {
  const paragraph = fc.record({ text: sentence, bold: fc.boolean(), x: fc.constantFrom(60, 60, 60, 80) });
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 12 }), (paragraphs) => {
      const lines = setParagraphs([...TITLE, ...ITEMS, ...paragraphs], {
        step: 11,
        gap: 6,
        letters: 95,
        size: 9,
      });
      const extraction = extractPages([printPage(1, lines, [595, 2000])]);
      const { meetings } = structure(extraction, NOTHING_KNOWN);
      expect(structure(structuredClone(extraction), NOTHING_KNOWN).meetings).toEqual(meetings);
      for (const meeting of meetings) checkPromises(meeting, extraction);
    }),
    { numRuns: 60 },
  );
});

function checkPromises(meeting: Meeting, extraction: Extraction): void {
  let end = 0;
  for (const run of meeting.runs) {
    expect(run.start).toBe(end);
    end = run.end;
    expect(extraction.pages[run.page - 1]?.lines[run.line]).toBeDefined();
  }
  expect(end).toBe(meeting.text.length);
  meeting.passages.forEach((passage, ordinal) => {
    expect(passage.text).toBe(meeting.text.slice(passage.start, passage.end));
    expect(passage.ordinal).toBe(ordinal);
    expect(passage.start).toBeGreaterThanOrEqual(meeting.passages[ordinal - 1]?.end ?? 0);
  });
  // A hyphen that broke a word at a line's end is the one sign that may go.
  const visible = (text: string) => text.normalize("NFKC").replace(/[\s|-]/gu, "");
  const printed = extraction.pages
    .flatMap((page) => page.lines.filter((line) => line.role === "body"))
    .map((line) => line.text);
  expect(visible(meeting.text)).toBe(visible(printed.join("")));
}
