import { expect, test } from "vitest";
import { structure } from "../pipeline/structure/index.js";
import type { Meeting } from "../schemas/minutes.js";
import { HEAD as MARLOCK, PRESENT } from "./support/marlock.js";
import { extractPages, type Printed, printPage, setParagraphs } from "./support/pages.js";
import { itemOf, readMeeting, titlesOf } from "./support/read-pages.js";

const HEAD: Printed[] = [
  { text: "HARROWBY PHARMACY COMMITTEE", y: 60, bold: true },
  { text: "Minutes of the Committee held on Thursday 28th January 2010", y: 75, bold: true },
  { text: "Present: Sir R. Tewksley (Chairman), Mr J. Brathwell, Mrs S. Colquitt", y: 95 },
];
const coded = (meeting: Meeting) => meeting.passages.filter((passage) => passage.part === "discussion");

/** Minutes in two columns: item and text at the left, decisions and actions at the right. */
function setTable(top = 130): Printed[] {
  const text = (y: number, line: string, bold = false): Printed => ({ text: line, x: 110, y, bold });
  const beside = (y: number, line: string): Printed => ({ text: line, x: 385, y, bold: true });
  const number = (y: number, mark: string): Printed => ({ text: mark, x: 75, y, bold: true });
  return [
    { text: "Item", x: 75, y: top, bold: true },
    text(top, "Discussion", true),
    beside(top, "Decisions and Action Points"),
    number(top + 20, "01"),
    text(top + 20, "Introduction", true),
    text(top + 34, "No interests were declared by anybody present here."),
    beside(top + 34, "01-01 SB to send the forms to"),
    beside(top + 46, "all members"),
    number(top + 70, "02"),
    text(top + 70, "Shortages", true),
    text(top + 84, "There was a long discussion on shortages and prices,"),
    text(top + 96, "which had doubled since the autumn in most branches."),
    beside(top + 96, "Letter approved"),
    text(top + 120, "The leaflets were shown round and found too small by"),
    beside(top + 120, "KK"),
    text(top + 132, "everybody without glasses and by some with them too."),
    number(top + 156, "03"),
    text(top + 156, "Any other business", true),
    text(top + 170, "The Committee thanked the caretaker for the heating."),
  ];
}

test("what a column of decisions and actions tells is a passage of its own; a name alone is the owner", () => {
  const meeting = readMeeting([...HEAD, ...setTable()]);
  const rows = coded(meeting).filter((passage) => passage.kind === "action row");
  expect(rows.map(({ text, actionOwner }) => [text, actionOwner])).toEqual([
    ["01-01 SB to send the forms to all members", "SB"],
    ["Letter approved", null],
  ]);
  expect(itemOf(meeting, "01-01")).toBe("Introduction");
  expect(itemOf(meeting, "Letter approved")).toBe("Shortages");
  const leaflets = coded(meeting).find((passage) => passage.text.startsWith("The leaflets"));
  expect(leaflets?.text).toBe(
    "The leaflets were shown round and found too small by everybody without glasses and by some with them too.",
  );
  expect(leaflets?.actionOwner).toBe("KK");
  for (const passage of meeting.passages)
    expect(meeting.text.slice(passage.start, passage.end)).toBe(passage.text);
});

test("names below one another in a side column stay with the paragraphs they stand beside", () => {
  const text = (y: number, line: string): Printed => ({ text: line, x: 60, y });
  const beside = (y: number, line: string): Printed => ({ text: line, x: 440, y });
  const meeting = readMeeting([
    ...HEAD,
    { text: "Action", x: 440, y: 120, bold: true },
    { text: "1. Leaflets", x: 60, y: 140, bold: true },
    text(160, "The leaflets were found too small by nearly everybody who was"),
    text(173, "shown them on the day, and a larger print was asked for."),
    beside(160, "Director of"),
    beside(173, "Nursing"),
    text(195, "1.1 A larger print is to be asked of the printer before summer."),
    beside(195, "JS to email"),
    text(208, "1.2 The price of paper is to be looked at by the treasurer too."),
    beside(208, "AB"),
    { text: "2. Heating", x: 60, y: 235, bold: true },
    text(255, "The caretaker was thanked for the heating."),
    { text: "3. Close", x: 60, y: 280, bold: true },
    text(300, "It was agreed to meet again in March, and the meeting closed."),
  ]);
  const owners = coded(meeting).map(({ text: said, actionOwner }) => [said.slice(0, 12), actionOwner]);
  expect(owners.slice(0, 4)).toEqual([
    ["The leaflets", "Director of Nursing"],
    ["1.1 A larger", "JS"],
    ["JS to email", "JS"],
    ["1.2 The pric", "AB"],
  ]);
});

test("the owner stands below the owner's heading, whether or not the rows are numbered or dated", () => {
  const cells = (y: number, ...words: [x: number, text: string][]): Printed[] =>
    words.map(([x, line]) => ({ text: line, x, y }));
  const meeting = readMeeting([
    ...HEAD,
    { text: "1. Leaflets", x: 60, y: 120, bold: true },
    {
      text: "The leaflets were shown round and found too small by everybody without glasses.",
      x: 60,
      y: 140,
    },
    { text: "2. Heating", x: 60, y: 165, bold: true },
    {
      text: "The caretaker was thanked for the heating and asked to have the boiler seen to.",
      x: 60,
      y: 185,
    },
    { text: "3. Close", x: 60, y: 210, bold: true },
    {
      text: "It was agreed to meet again in March, and the meeting closed at noon as planned.",
      x: 60,
      y: 230,
    },
    { text: "Action log", x: 60, y: 260, bold: true },
    ...cells(285, [100, "Action"], [360, "Owner"], [460, "When"]),
    ...cells(305, [60, "1"], [100, "Ask the printer for a larger print"], [360, "JS"]),
    ...cells(325, [60, "2"], [100, "Have the boiler seen to"], [360, "Director of"], [460, "May"]),
    ...cells(337, [360, "Estates"]),
    ...cells(357, [60, "3"], [100, "Ask for the price of paper"], [460, "June"]),
    ...cells(377, [100, "Mend the gate"], [360, "All governors"], [460, "June"]),
  ]);
  const rows = meeting.passages.filter(({ part }) => part === "action log").slice(1);
  expect(rows.map(({ actionOwner }) => actionOwner)).toEqual([
    "JS",
    "Director of Estates",
    null,
    "All governors",
  ]);
});

/** A row of minutes printed as a table "Item | Notes". */
const row = (y: number, number: string, titles: string[], notes: string[]): Printed[] => [
  { text: number, x: 60, y },
  ...titles.map((text, i) => ({ text, x: 130, y: y + 13 * i })),
  ...notes.map((text, i) => ({ text, x: 250, y: y + 13 * i })),
];

test("an item's title beside its notes goes on over the page; an item that spans both columns is one too", () => {
  const first = [
    ...HEAD,
    ...row(
      140,
      "LW 1/20",
      ["To agree the", "minutes of the", "last meeting"],
      [
        "The minutes were read out, agreed and signed,",
        "with one word changed on the second page, and",
        "are to be placed on the website by the Clerk.",
      ],
    ),
    ...row(
      200,
      "LW 2/20",
      ["Urgent business", "brought forward", "by the Chair"],
      [
        "The boiler had failed on two of the coldest",
        "days of the term, and the firm that looks to it",
        "had not answered the telephone on either day.",
      ],
    ),
    ...row(260, "LW 3/20", ["Division of agenda. Consider whether any item should be held in private."], []),
    ...row(
      300,
      "LW 4/20",
      ["Visits to the", "school by those"],
      ["Mrs Colquitt had visited the library and found"],
    ),
  ];
  const second = [
    ...row(80, "", ["who govern it"], ["it moved to a better room, with more books."]).filter(
      ({ text }) => text !== "",
    ),
    ...row(140, "LW 5/20", ["Any other", "business"], ["There was no other business to be discussed."]),
  ];
  const meeting = readMeeting(first, second);
  expect(titlesOf(meeting)).toEqual([
    "LW 1/20 To agree the minutes of the last meeting",
    "LW 2/20 Urgent business brought forward by the Chair",
    "LW 3/20 Division of agenda",
    "LW 4/20 Visits to the school by those who govern it",
    "LW 5/20 Any other business",
  ]);
  expect(
    coded(meeting).some(({ text }) => text.endsWith("and found it moved to a better room, with more books.")),
  ).toBe(true);
});

const TITLE = [...MARLOCK, PRESENT];

test("a sentence goes on in small letters however short the line before it", () => {
  const meeting = readMeeting([
    ...setParagraphs([...TITLE, { text: "1. Estates", bold: true }]),
    { text: "The roof of the east wing had been looked at by two firms, and there were", y: 220 },
    { text: "thirty-one", y: 233 },
    { text: "tiles missing.", y: 246 },
    { text: "A third firm was to look at it.", y: 272 },
  ]);
  expect(meeting.passages.map(({ text }) => text)).toContain(
    "The roof of the east wing had been looked at by two firms, and there were thirty-one tiles missing.",
  );
});

test("numbers that stand in no count open no items, numbers that fill a gap do", () => {
  const meeting = readMeeting(
    setParagraphs([
      ...TITLE,
      { text: "1. ALDERMAN'S CAFE LTD", bold: true },
      { text: "411 ADAMS STREET" },
      { text: "The licence was asked for until midnight and was granted until eleven." },
      { text: "2. Oak and Sons Bakery" },
      { text: "62 WASHINGTON ROAD" },
      { text: "The licence was asked for without music and was granted as asked." },
      { text: "3. PETTIBONE'S INN", bold: true },
      { text: "480 COLUMBUS AVENUE" },
      { text: "The licence was asked for with music and was put off until the spring." },
      { text: "4. THE WILD GOOSE", bold: true },
      { text: "Nobody came to speak for it." },
    ]),
  );
  expect(titlesOf(meeting)).toEqual([
    "1 ALDERMAN'S CAFE LTD",
    "2 Oak and Sons Bakery",
    "3 PETTIBONE'S INN",
    "4 THE WILD GOOSE",
  ]);
});

test("what was decided in capitals, 'none' under a heading and the day of the next meeting are passages", () => {
  const meeting = readMeeting([
    ...setParagraphs([...TITLE]),
    { text: "1. Licences", y: 200, bold: true },
    { text: "A licence was asked for the tea room on the ground floor of the old wing, open until", y: 213 },
    { text: "six on working days and until eight on the days on which the choir has its", y: 226 },
    { text: "practice there.", y: 239 },
    { text: "GRANTED", y: 252 },
    { text: "2. Old business", y: 278, bold: true },
    { text: "NONE", y: 291, bold: true },
    { text: "3. Next meeting", y: 317, bold: true },
    { text: "Monday 15 March 2010 at 9.30", y: 330, bold: true },
  ]);
  expect(coded(meeting).map(({ text }) => text)).toEqual([
    "A licence was asked for the tea room on the ground floor of the old wing, open until six on working days and until eight on the days on which the choir has its practice there.",
    "GRANTED",
    "NONE",
    "Monday 15 March 2010 at 9.30",
  ]);
});

test("neither notices after the close nor appendices after the signature are minutes", () => {
  const meeting = readMeeting([
    ...setParagraphs([
      ...TITLE,
      { text: "1. Winter plan", bold: true },
      { text: "The plan had been sent to every ward and more questions had come back than it had pages." },
      { text: "2. Kitchens", bold: true },
      { text: "Mrs Colquitt had eaten on three wards and reported that the soup was cold on two of them." },
      { text: "3. Close", bold: true },
      { text: "The meeting closed at 12.40." },
      { text: "Date of the next meeting: 15th March 2010" },
    ]),
    { text: "This paper can be had in large print from the Trust's offices, open until five.", y: 560 },
    { text: "Signed: ......................", y: 600 },
    { text: "4. Bradley Barton School", y: 640, bold: true },
  ]);
  expect(titlesOf(meeting)).toEqual(["1 Winter plan", "2 Kitchens", "3 Close"]);
  expect(coded(meeting).map(({ text }) => text)).toEqual([
    "The plan had been sent to every ward and more questions had come back than it had pages.",
    "Mrs Colquitt had eaten on three wards and reported that the soup was cold on two of them.",
    "The meeting closed at 12.40.",
    "Date of the next meeting: 15th March 2010",
  ]);
});

test("an item whose number OCR read as letters is found where it fills a gap", () => {
  const lines = setParagraphs([
    ...TITLE,
    { text: "Al. Declarations. There were none." },
    {
      text: "A2. Minutes of January. Agreed as they stood, but for the spelling of one name on the second page, the hour at which the meeting had begun, and the word 'not' in the last line, which had been left out.",
    },
    { text: "A3. Action log. Nine were closed and four stay open." },
    { text: "Ad. Chairman. He thanked the caretaker for the heating." },
    { text: "A5. Visits. The call bells of Ward 14 were answered late." },
    { text: "B1. Infection. Hand hygiene stood at 98 per cent." },
  ]);
  const page = { ...printPage(1, lines), textSource: "ocr" as const, ocrConfidence: 90 };
  const { meetings } = structure(extractPages([page]), { manifest: null, fileName: null });
  expect(meetings[0]?.items.map(({ number }) => number)).toEqual(["A1", "A2", "A3", "A4", "A5", "B1"]);
});
