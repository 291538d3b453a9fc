import { expect, test } from "vitest";
import { layoutPages } from "../pipeline/extract/layout/index.js";
import { bold, HEAD, PRESENT } from "./support/marlock.js";
import { type Printed, printPage, setParagraphs } from "./support/pages.js";
import { itemOf, partOf, readMeeting, titlesOf } from "./support/read-pages.js";

test("minutes without items are discussion from their first report on, not title or attendance", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "Members absent: Dr P. Oduya" },
      { text: "The Chairman reported that the lift had failed twice since Christmas and was under repair." },
      { text: "Mrs Colquitt asked how patients on the top floor had been brought down for their scans." },
    ]),
  );
  expect(partOf(meeting, "Members absent")).toBe("attendance");
  expect(partOf(meeting, "The Chairman reported")).toBe("discussion");
  expect(partOf(meeting, "Mrs Colquitt asked")).toBe("discussion");
});

test("an agenda printed before the minutes is neither item nor discussion", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "Agenda:", bold: true },
      { text: "TB 12/2010 To receive any apologies" },
      { text: "TB 13/2010 To discuss the ward visits" },
      { text: "TB 14/2010 To note the date of the next meeting" },
      { text: "TB 12/2010 Apologies", bold: true },
      { text: "An apology was received from Professor Oduya." },
      { text: "TB 13/2010 Ward visits", bold: true },
      { text: "Mrs Colquitt had visited Ward 14 and reported that the call bells were answered late." },
      { text: "TB 14/2010 Next meeting", bold: true },
      { text: "The Board would meet again in March." },
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "TB 12/2010 Apologies",
    "TB 13/2010 Ward visits",
    "TB 14/2010 Next meeting",
  ]);
  expect(partOf(meeting, "TB 13/2010 To discuss")).toBe("front matter");
  expect(itemOf(meeting, "Mrs Colquitt had visited")).toBe("Ward visits");
});

test("paragraphs numbered under a heading of their own belong to it", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "1. Matters arising", bold: true },
      { text: "1.1 There were none." },
      { text: "2. Report of the Chief Nurse", bold: true },
      { text: "2.1 Staffing was discussed." },
      { text: "2.2 The visiting hours had been asked about by two families and were to be looked at again." },
      { text: "3. Any other business", bold: true },
      { text: "3.1 Nothing was raised." },
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "1 Matters arising",
    "2 Report of the Chief Nurse",
    "3 Any other business",
  ]);
  expect(itemOf(meeting, "2.2 The visiting")).toBe("Report of the Chief Nurse");
});

test("headings counted anew under an item open no items, a list that starts again does", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "1. Apologies", bold: true },
      { text: "None were received." },
      { text: "2. Minutes", bold: true },
      { text: "They were agreed." },
      { text: "3. Manager's update", bold: true },
      { text: "1. New form of report", bold: true },
      { text: "The Board agreed to the new form." },
      { text: "2. Summer opening", bold: true },
      { text: "The opening hours were discussed at length." },
      { text: "4. Next meeting", bold: true },
      { text: "The Board would meet in March." },
    ]),
  );
  expect(titlesOf(meeting)).toEqual(["1 Apologies", "2 Minutes", "3 Manager's update", "4 Next meeting"]);
  expect(itemOf(meeting, "The opening hours")).toBe("Manager's update");
});

test("numbered paragraphs that start again under bold headings leave the headings as items", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "Chairman's announcements", bold: true },
      { text: "(Item 2)" },
      { text: "1. The Chairman welcomed Mrs Ransley and said:" },
      { text: "2. It was noted that the lift had been mended:" },
      { text: "Ward visits", bold: true },
      { text: "(Item 3)" },
      { text: "1. Mrs Colquitt presented her visit and said:" },
      { text: "Work programme", bold: true },
      { text: "1. The programme for the year was noted, with these dates:" },
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "null Chairman's announcements",
    "null Ward visits",
    "null Work programme",
  ]);
  expect(itemOf(meeting, "1. Mrs Colquitt")).toBe("Ward visits");
  expect(partOf(meeting, "(Item 3)")).toBe("front matter");
});

test("the names of those who voted and what follows the signature are not discussion", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "1. Ward closure", bold: true },
      { text: "The Chairman put the motion to the vote and it was carried." },
      { text: "Mr Brathwell, Mrs Colquitt, Sir Robert Tewksley, Dr Oduya" },
      { text: "2. Visits", bold: true },
      { text: "Mr Brathwell, Mrs Colquitt and Dr Oduya had visited the ward and were concerned." },
      { text: "3. Close", bold: true },
      { text: "The meeting closed at 12.40 pm." },
      { text: "Signed ............................ Chairman" },
      { text: "The schools that take part are listed here and were asked to reply." },
    ]),
  );
  expect(partOf(meeting, "Mr Brathwell, Mrs Colquitt, Sir")).toBe("attendance");
  expect(partOf(meeting, "Mr Brathwell, Mrs Colquitt and")).toBe("discussion");
  expect(partOf(meeting, "The schools")).toBe("front matter");
});

test("a number printed below its title still numbers it", () => {
  const text = setParagraphs([...HEAD, PRESENT]);
  const item = (y: number, number: string, title: string, prose: string): Printed[] => [
    { text: title, x: 100, y, bold: true },
    { text: number, x: 60, y: y + 13, bold: true },
    { text: prose, x: 100, y: y + 26 },
  ];
  const meeting = readMeeting([
    ...text,
    ...item(300, "1.", "Minutes", "The minutes of the last meeting were confirmed."),
    ...item(370, "2.", "Accounts", "The accounts were received and there were no questions."),
    ...item(440, "3.", "Auditor", "The Board was asked to name an auditor for the year."),
  ]);
  expect(titlesOf(meeting)).toEqual(["1 Minutes", "2 Accounts", "3 Auditor"]);
  expect(itemOf(meeting, "The accounts were")).toBe("Accounts");
});

test("a wide column of actions that has its heading stays beside the notes", () => {
  const notes = setParagraphs(
    [
      { text: "01 Introductions", bold: true },
      {
        text: "The Chairman welcomed two new members and the student nurse who sat with them in the meeting.",
      },
      { text: "02 Ward visits", bold: true },
      {
        text: "Mrs Colquitt had visited Ward 14 and spoke of what the sister there had told her about nights.",
      },
    ],
    { letters: 46, top: 320 },
  );
  const beside = notes.filter((line) => /^(?:The Chairman|Mrs Colquitt)/.test(line.text));
  const meeting = readMeeting([
    ...setParagraphs([...HEAD, PRESENT]),
    { text: "Discussion", x: 60, y: 300, bold: true },
    { text: "Decisions and Action Points", x: 370, y: 300, bold: true },
    ...notes,
    ...beside.map((line, i) => ({
      text: ["JB to write to the union", "SC to visit again"][i] as string,
      x: 370,
      y: line.y,
    })),
  ]);
  const visit = meeting.passages.find((passage) => passage.text.startsWith("Mrs Colquitt"));
  expect(visit?.part).toBe("discussion");
  expect(visit?.text.endsWith("told her about nights.")).toBe(true);
  expect(visit?.actionOwner).toBe("SC");
  expect(meeting.passages.every(({ actionOwner }) => !/Decisions|None/.test(actionOwner ?? ""))).toBe(true);
});

test("titles of items beside longer notes are read row by row, not as a column of prose", () => {
  const titles = [
    "TB 01 Safety walks",
    "TB 02 Staff survey",
    "TB 03 Winter beds",
    "TB 04 Ward visits",
    "TB 05 Car parking",
    "TB 06 Next meeting",
  ];
  const prose = "Mrs Ransley reported on the month past and what the wards had asked for since.";
  const rows = titles.flatMap((title, i) => [
    { text: title, x: 60, y: 100 + i * 60 },
    ...[0, 1, 2, 3].map((line) => ({
      text: `${line} ${prose.slice(0, 56)}`,
      x: 220,
      y: 100 + i * 60 + line * 14,
    })),
  ]);
  const lines = layoutPages([printPage(1, rows)])[0]?.lines ?? [];
  expect(lines[0]?.cells.map((cell) => cell.text)[0]).toBe(titles[0]);
  expect(lines.findIndex((line) => line.text.startsWith(titles[1] as string))).toBe(4);
});

test("a few lines that run on past the text's edge do not cut its paragraphs", () => {
  const paragraphs = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
  ].map(
    (word) =>
      `On the ${word} visit Mrs Ransley spoke with the sister of the ward and with two families who had waited there since the morning and who were of one mind about the chairs, which they said were fit for neither the old nor the young.`,
  );
  const printed = setParagraphs(
    [...HEAD, PRESENT, { text: "1. Visits", bold: true }, ...paragraphs.map((text) => ({ text }))],
    { letters: 60 },
  );
  const overlong = printed.filter((line) => line.text.startsWith("On the")).slice(2, 5);
  const meeting = readMeeting(
    printed.map((line) => (overlong.includes(line) ? { ...line, width: 430 } : line)),
  );
  const discussed = meeting.passages.filter(({ part }) => part === "discussion").map(({ text }) => text);
  for (const text of paragraphs) expect(discussed).toContain(text);
});

test("a bold heading after a line without a stop is no part of it", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      { text: "1. Members", bold: true },
      { text: "Thanks were given to those stepping down from the committee" },
      { text: "Annual meeting", bold: true },
      { text: "The venue was discussed and was to be booked by the Secretary." },
    ]),
  );
  expect(meeting.passages.some((passage) => /committee Annual/.test(passage.text))).toBe(false);
  expect(partOf(meeting, "Thanks were given")).toBe("discussion");
});

test.each<[lines: string[], name: string | null]>([
  [["Marlock Town Council Meeting Minutes"], "Marlock Town Council"],
  [["Marlock Ranch Board Meeting"], "Marlock Ranch"],
  [["MARLOCK PRIMARY SCHOOL BOARD OF GOVERNORS"], "Marlock Primary School"],
  [
    ["Minutes of Trustees of The Friends of Marlock Library Meeting of 27th October 2015"],
    "Friends of Marlock Library",
  ],
  [["PARENTS' PANEL– 29 October 2024", "MINUTES of the meeting"], "Parents' Panel"],
  [["Minutes from Monday, January 29, 2018 – 9:00am at Corner Bar & Board"], null],
  [["President of Council"], null],
  [["Readers: Ann Lee (Marlock Council), Tom Roe (Vale Trust)"], null],
])("the organisation of %j is %s", (lines, name) => {
  const meeting = readMeeting(
    setParagraphs([
      ...lines.map((text) => ({ text, bold: true })),
      { text: "Minutes, 27 October 2015" },
      PRESENT,
      { text: "1. Apologies", bold: true },
      { text: "An apology was received from Professor Oduya." },
      { text: "2. Visits", bold: true },
      { text: "Mrs Colquitt reported on her visit and the Chairman thanked her." },
      { text: "3. Close", bold: true },
      { text: "It was agreed to meet again and the meeting closed." },
    ]),
  );
  expect(meeting.organisationName).toBe(name);
});

const NUMBERED = [
  ...HEAD,
  PRESENT,
  { text: "1 Minutes", bold: true },
  { text: "The minutes of the meeting held in November were confirmed and signed by the Chairman." },
  { text: "2 Tree cutting", bold: true },
  { text: "Mrs Colquitt asked who had determined that the old trees were worth less than new ones." },
  { text: "3 Parking", bold: true },
  { text: "It was agreed that the barrier be mended before the clocks go forward in the spring." },
];

test("a heading in capitals closes the numbered item before it where those are in small letters", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      { text: "COUNCILLORS’ REPORTS", bold: true },
      { text: "Mr Brathwell thanked those who had cleared the path to the ramp after the flood." },
    ]),
  );
  expect(titlesOf(meeting).at(-1)).toBe("null COUNCILLORS’ REPORTS");
  expect(itemOf(meeting, "Mr Brathwell thanked")).toBe("COUNCILLORS’ REPORTS");
  expect(itemOf(meeting, "It was agreed that the barrier")).toBe("Parking");
});

test("a bullet in capitals is an entry of its list, not a heading", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      { text: "The report covered the following matters of the term:" },
      { text: "• CPD" },
      { text: "• Curriculum and its monitoring by the leads" },
    ]),
  );
  const entries = meeting.passages.filter(({ kind }) => kind === "bullet");
  expect(entries.map(({ text }) => text)).toEqual(["CPD", "Curriculum and its monitoring by the leads"]);
});

test.each([
  ["who wrote them down", ["Respectfully submitted,"]],
  ["who took them, in a line", ["Minutes taken by: Jane Hale, Clerk to the Trustees"]],
  ["that they are a true copy", ["This document constitutes a true and correct copy of the minutes."]],
])("lines at the end that say %s are no discussion", (_what, lines) => {
  const meeting = readMeeting(setParagraphs([...NUMBERED, ...lines.map((text) => ({ text }))]));
  expect(lines.map((line) => partOf(meeting, line))).toEqual(lines.map(() => "signature"));
  expect(partOf(meeting, "It was agreed that the barrier")).toBe("discussion");
});

/** Lines set without a gap at the foot of the page. */
const atFoot = (...texts: string[]) => texts.map((text, i) => ({ text, x: 60, y: 700 + 13 * i }));

test("a body and a month below white space close the minutes and are no discussion", () => {
  const meeting = readMeeting([...setParagraphs(NUMBERED), ...atFoot("Parks Office", "June 2010")]);
  expect(partOf(meeting, "Parks Office")).toBe("signature");
  expect(partOf(meeting, "June 2010")).toBe("signature");
  expect(partOf(meeting, "It was agreed that the barrier")).toBe("discussion");
});

test.each([
  ["a heading above it", "March 2010", [{ text: "4 Next visit", bold: true }]],
  ["a bullet above it", "Ward 14", [{ text: "Visits were agreed:" }, { text: "• Ward 14" }]],
])("a month on the last line takes no answer to %s out of the discussion", (_where, answer, lines) => {
  const meeting = readMeeting(setParagraphs([...NUMBERED, ...lines, { text: "March 2010" }]));
  expect(partOf(meeting, answer)).toBe("discussion");
});

test("a paragraph on what was submitted is discussion, and so is all after it, though a session closed before", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      { text: "4 Public questions", bold: true },
      { text: "The public session of the meeting closed at noon for want of further questions." },
      { text: "Submitted by the friends of the hospital, a petition asked for benches along the drive." },
      { text: "Minutes taken by: the note of the working group had been shortened by its secretary again." },
      { text: "5 Any other business", bold: true },
      { text: "Mr Brathwell asked for the heating to be looked at before the frost set in." },
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "1 Minutes",
    "2 Tree cutting",
    "3 Parking",
    "4 Public questions",
    "5 Any other business",
  ]);
  for (const start of ["Submitted by the friends", "Minutes taken by: the note", "Mr Brathwell asked"])
    expect(partOf(meeting, start)).toBe("discussion");
});

test("a question in bold is a passage like another and introduces the list below it", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      { text: "Who pays for the new car park?", bold: true },
      { text: "• The charity, out of its reserve" },
      { text: "The Treasurer answered that nothing had been signed." },
    ]),
  );
  const question = meeting.passages.find(({ text }) => text.startsWith("Who pays"));
  expect(question?.part).toBe("discussion");
  expect(meeting.passages.find(({ text }) => text.startsWith("The charity"))?.leadIn).toBe(question?.text);
});

test("capitals under numbered items in small letters head parts of them, unless the items are counted anew", () => {
  const said = (text: string) => ({ text: `${text} was talked over at length and left as it was.` });
  const under = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      bold("1 Minutes"),
      said("The wording of the third page"),
      bold("2 Quality report"),
      said("The report"),
      bold("INFECTION CONTROL"),
      said("The count of cases"),
      bold("3 Parking"),
      said("The barrier"),
      bold("KEY POINTS"),
      said("Its price"),
      bold("4 Kitchens"),
      said("The soup"),
      bold("KEY POINTS"),
      said("Its warmth"),
    ]),
  );
  expect(titlesOf(under)).toEqual(["1 Minutes", "2 Quality report", "3 Parking", "4 Kitchens"]);
  expect(itemOf(under, "The count of cases")).toBe("Quality report");
  expect(under.passages.find(({ text }) => text.startsWith("The count"))?.leadIn).toBe("INFECTION CONTROL");
  const anew = readMeeting(
    setParagraphs([
      ...HEAD,
      PRESENT,
      bold("1 Minutes"),
      said("The wording of the third page"),
      bold("2 Parking"),
      said("The barrier"),
      bold("NEW BUSINESS"),
      bold("1 Kitchens"),
      said("The soup"),
      bold("2 Lifts"),
      said("The lift"),
      bold("REPORTS OF COUNCILLORS"),
      said("The fair"),
      bold("OTHER MATTERS"),
      bold("1 Trees"),
      said("The oak"),
    ]),
  );
  expect(itemOf(anew, "The fair")).toBe("REPORTS OF COUNCILLORS");
});

test("'Elected' before a list of those present opens no discussion", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...HEAD,
      { text: "Present: Sir R. Tewksley (Chairman), Mr J. Brathwell" },
      { text: "Mrs S. Colquitt, Elected Public Governor for the Marlock and Vale constituency;" },
      { text: "Mr P. Dunn, Elected Staff Governor for the nurses and those who work beside them;" },
      { text: "1 Minutes", bold: true },
      { text: "The minutes were agreed." },
      { text: "2 Visits", bold: true },
      { text: "Mr Dunn was elected to lead the visits and thanked the Board for it." },
      { text: "3 Close", bold: true },
      { text: "The meeting closed at noon." },
    ]),
  );
  expect(partOf(meeting, "Mrs S. Colquitt, Elected")).toBe("attendance");
  expect(partOf(meeting, "Mr Dunn was elected")).toBe("discussion");
});

test("a sub-heading does not head the close of the meeting", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...NUMBERED,
      { text: "Other points", bold: true },
      { text: "Mr Brathwell had found the gate open twice." },
      { text: "The meeting closed at 12.40." },
    ]),
  );
  const leads = meeting.passages.slice(-2).map(({ leadIn }) => leadIn);
  expect(leads).toEqual(["Other points", null]);
});

test("bullets whose first line alone is drawn in stay whole, whatever their second line begins with", () => {
  const lines = setParagraphs(NUMBERED);
  const from = (lines.at(-1)?.y ?? 0) + 23;
  const at = (i: number, text: string, x: number) => ({ text, x, y: from + 13 * i, width: 475 - x + 60 });
  const meeting = readMeeting([
    ...lines,
    at(0, "• The count of beds closed for want of nurses had gone up again and", 78),
    at(1, "was now the highest of the year.", 60),
    at(2, "• The leaflet on falls had been written anew with the help of the", 78),
    at(3, "Friends of the hospital and was shown round.", 60),
  ]);
  expect(meeting.passages.slice(-2).map(({ text }) => text)).toEqual([
    "The count of beds closed for want of nurses had gone up again and was now the highest of the year.",
    "The leaflet on falls had been written anew with the help of the Friends of the hospital and was shown round.",
  ]);
});

test("signs of a symbol font before a text are bullets, whatever they stand for", () => {
  const meeting = readMeeting(
    setParagraphs([...NUMBERED, { text: "\uf097 Volunteer hours donated by those who live there" }]),
  );
  const entry = meeting.passages.find(({ text }) => text.startsWith("Volunteer hours"));
  expect(entry?.kind).toBe("bullet");
});

test("a lone tick or cross of a symbol font stays one", () => {
  const meeting = readMeeting([
    ...setParagraphs(NUMBERED.slice(0, 3)),
    { text: "Sir R. Tewksley", x: 60, y: 240 },
    { text: "\uf0fc", x: 300, y: 240 },
    { text: "\uf0fb", x: 400, y: 240 },
    ...setParagraphs(NUMBERED.slice(3), { top: 300 }),
  ]);
  expect(partOf(meeting, "Sir R. Tewksley | ✓ | ✗")).toBe("attendance");
});
