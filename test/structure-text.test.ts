import { expect, test } from "vitest";
import { normaliseText, rejoinLetters } from "../pipeline/structure/normalise.js";
import { readOpener } from "../pipeline/structure/openers.js";
import { readOwner } from "../pipeline/structure/owners.js";
import { joinLines } from "../pipeline/structure/reading-text.js";
import { findRemarks } from "../pipeline/structure/side-column.js";
import { readSpeaker } from "../pipeline/structure/speakers.js";
import { findListCuts, nextMark } from "../pipeline/structure/split-lists.js";
import { readActionOwner, toldOwner } from "../pipeline/structure/told-actions.js";

const words = (text: string) => {
  const counts = new Map<string, number>();
  for (const word of text.split(" ")) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

test.each<[end: string, next: string, known: string, joined: string]>([
  ["the organisa-", "tional plan", "", "the organisational plan"],
  ["a long-", "term view", "long term", "a long-term view"],
  ["a long-", "term view", "long-term", "a long-term view"],
  ["the sub-", "mission was", "submission", "the submission was"],
  ["a non-", "executive lead", "executive", "a non-executive lead"],
  ["COVID-", "19 cases", "", "COVID-19 cases"],
  ["Mr Smith-", "Jones asked", "", "Mr Smith-Jones asked"],
  ["pre-", "and post-operative", "", "pre- and post-operative"],
  ["the re\u00ad", "port", "", "the report"],
  ["an ordinary", "line end", "", "an ordinary line end"],
  ["the and/", "or clause", "", "the and/or clause"],
  ["a dash –", "then words", "", "a dash – then words"],
])("%s | %s", (end, next, known, joined) => {
  const joint = joinLines(end, next, words(known));
  expect(`${joint.text}${joint.isSpaced ? " " : ""}${next}`).toBe(joined);
});

test.each([
  ["ﬁnance and eﬀorts", "finance and efforts"],
  ["9.30\u00a0am", "9.30 am"],
  ["zero\u200bwidth", "zerowidth"],
  ["½ a ward, 10², café", "½ a ward, 10², café"],
  ["\uf0b7 Noted", "• Noted"],
  ["e\u0301", "é"],
])("%s is written %s", (printed, written) => {
  expect(normaliseText(printed)).toBe(written);
});

test.each([
  ["M I N U T E S", "MINUTES"],
  ["M I N U T E S  O F  T H E  B O A R D", "MINUTES OF THE BOARD"],
  ["M I N U T E S O F T H E B O A R D", "MINUTES OF THE BOARD"],
  ["P P A P S P P", "P P A P S P P"], // marks of attendance, no word
  ["A plan for Ward 4", "A plan for Ward 4"],
])("%s is rejoined to %s", (spaced, joined) => {
  expect(rejoinLetters(spaced, new Set(["minutes", "of", "the", "board"]))).toBe(joined);
});

test.each<[text: string, kind: string | null, mark: string | null]>([
  ["10/034 FINANCE REPORT", "item", "10/034"],
  ["78/10 APOLOGIES", "item", "78/10"],
  ["3.2.1 The Medical Director presented", "item", "3.2.1"],
  ["TB/10/58 Apologies", "item", "TB/10/58"],
  ["TB.15.085 Chief Executive's report", "item", "TB.15.085"],
  ["BoD 24/12/06 Performance", "item", "BoD 24/12/06"],
  ["FGB 55/1920 To record those present", "item", "FGB 55/1920"],
  ["2023/091 Welcome", "item", "2023/091"],
  ["A1. Declarations.", "item", "A1"],
  ["PART 3. GOVERNANCE", "item", "PART 3"],
  ["IV. Finance", "item", "IV"],
  ["E. GOVERNANCE", "item", "E"],
  ["7. Strategy", "item", "7"],
  ["• Noted.", "bullet", "•"],
  ["– GM: laundry", "bullet", "–"],
  ["(a) Car park barriers", "letter", "(a)"],
  ["(ii) an outline", "roman", "(ii)"],
  ["12 March 2010 was agreed", null, null],
  ["12 March2010", null, null],
  ["Q1. Mrs Ford: why was the lift broken?", null, null],
  ["A: The part had not come.", null, null],
  ["PM(18)01 Welcome", "item", "PM(18)01"],
  ["09 Market entry", "item", "09"], // begins like a month and is none
  ["2 Declarations of interest", "item", "2"],
  ["3 Dec deadline", null, null],
  ["9.30 am Welcome", null, null],
  ["5.1 million was spent", null, null],
  ["62% of admissions", null, null],
  ["Mr A asked", null, null],
  ["May 2010 was cold", null, null],
])("%s", (text, kind, mark) => {
  const opener = readOpener(text);
  expect([opener?.kind ?? null, opener?.mark ?? null]).toEqual([kind, mark]);
});

test.each<[text: string, entries: string[]]>([
  [
    "(i) the report be received; (ii) a plan be made.",
    ["(i) the report be received; ", "(ii) a plan be made."],
  ],
  ["E1. Noted. E2. Agreed. E3. AOB.", ["E1. Noted. ", "E2. Agreed. ", "E3. AOB."]],
  ["(a) see (b) above", ["(a) see (b) above"]], // no entry ends before (b)
  [
    "3.1 Standing orders: amended. 3.2 Letter: noted.",
    ["3.1 Standing orders: amended. ", "3.2 Letter: noted."],
  ],
  ["(i) first; (iii) third", ["(i) first; (iii) third"]],
  ["No list; (i) here", ["No list; (i) here"]],
])("%s", (text, entries) => {
  const cuts = [0, ...findListCuts(text), text.length];
  expect(cuts.slice(1).map((end, i) => text.slice(cuts[i], end))).toEqual(entries);
});

test("marks are followed by the next in their own style", () => {
  expect(["(a)", "(ii)", "E9.", "3.9", "(z)", "B12"].map(nextMark)).toEqual([
    "(b)",
    "(iii)",
    "E10.",
    "3.10",
    null,
    "B13",
  ]);
});

test.each<[pieces: string[], remarks: string[][]]>([
  [
    ["AB and CD agreed to join", "Organisational Review Working", "Group (ORWG)"],
    [["AB and CD agreed to join", "Organisational Review Working", "Group (ORWG)"]],
  ],
  [
    ["SB to write", "Budget approved by all"],
    [["SB to write"], ["Budget approved by all"]],
  ],
  [
    ["Mrs Webb", "Mr Hale"],
    [["Mrs Webb"], ["Mr Hale"]],
  ],
  [
    ["JS to email", "AB", "CD/EF"],
    [["JS to email"], ["AB"], ["CD/EF"]],
  ],
  [["JS to email the forms to", "AB"], [["JS to email the forms to", "AB"]]],
  [["KB to review", "HR", "policy"], [["KB to review", "HR", "policy"]]],
])("pieces of a side column %j are remarks", (pieces, remarks) => {
  const placed = pieces.map((text, i) => ({
    page: 1,
    index: i,
    text,
    box: { x0: 400, x1: 500, y0: 100 + 12 * i, y1: 110 + 12 * i },
  }));
  expect(findRemarks(placed).map((remark) => remark.map(({ text }) => text))).toEqual(remarks);
});

test.each<[cell: string, owner: string | null]>([
  ["AB", "AB"],
  ["1) Mrs Webb/ Mr Hale", "Mrs Webb/ Mr Hale"],
  ["2) (Mrs Webb/ Mr Hale", "Mrs Webb/ Mr Hale"],
  ["Director of Nursing", "Director of Nursing"],
  ["AW, CD & SB virtually", "AW, CD & SB"],
  ["JB 31 March", "JB"],
  ["Chief executive", "Chief executive"],
  ["Finance director", "Finance director"],
  ["Audit committee", "Audit committee"],
  ["headteacher", "headteacher"],
  ["All governors", "All governors"],
  ["DoF 30/6", "DoF"],
  ["Chair 31/3", "Chair"],
  ["JS/AB by June", "JS/AB"],
  ["JS (by 31 May)", "JS"],
  ["Clerk asap", "Clerk"],
  ["Jane van der Berg", "Jane van der Berg"],
  ["Director of Nursing (Mrs Webb)", "Director of Nursing (Mrs Webb)"],
  ["Mark", "Mark"],
  ["Julia May", "Julia May"],
  ["Mayor", "Mayor"],
  ["Mohammed", "Mohammed"],
  ["NED", "NED"],
  ["AS/JB", "AS/JB"],
  ["JB & AS", "JB & AS"],
  ["AS by June", "AS"],
  ["JS closed", "JS"],
  ["JS for next meeting", "JS"],
  ["J Smith completed", "J Smith"],
  ["Estates and facilities", "Estates and facilities"],
  ["Health and safety officer", "Health and safety officer"],
  ["Head of school", "Head of school"],
  ["John Smith and colleagues", "John Smith and colleagues"],
  ["School business manager", "School business manager"],
  ["SW Sept", "SW"],
  ["MO Mar 14", "MO"],
  ["NOTED", null],
  ["COMPLETED", null],
  ["ONGOING", null],
  ["Superseded", null],
  ["JS COMPLETED", "JS"],
  ["By 3 June", null],
  ["Next meeting", null],
  ["Completed", null],
  ["March", null],
  ["Letter sent to the Trust", null],
  ["Feb 25", null],
  ["05-07, 05-08 action points", null],
  ["Evening meeting agreed", null],
  ["ongoing", null],
  ["None", null],
])("an owner's cell %j names %j", (cell, owner) => {
  expect(readOwner(cell)).toBe(owner);
});

test.each<[action: string, owner: string | null]>([
  ["Action: Miss Vardy", "Miss Vardy"],
  ["Action: DoO to bring it back.", "DoO"],
  ["Action: Fiona Kerr, by 24 December", "Fiona Kerr"],
  ["Action: Clerk (by 30 March)", "Clerk"],
  ["It was agreed to ask. (Action: JB)", "JB"],
  ["Action: Mrs P. Lowe to ask the printer", "Mrs P. Lowe"],
  ["Action point: JB to ask", "JB"],
  ["Action required: JB", "JB"],
  ["ACTION 10/03: JB to ask", "JB"],
  ["Action JB: ask the printer", "JB"],
  ["Action by: Clerk", "Clerk"],
  ["Action: VH – visits", "VH"],
  ["Action: Panel members wishing to attend should say so", null],
  ["Nine of the ten safety actions for MIS Year 5 were met.", null],
  ["The action was closed.", null],
  ["Action: CQC report to be circulated.", null],
])("%j says that %j is to act", (text, owner) => {
  expect(readActionOwner(text)).toBe(owner);
});

test.each<[action: string, owner: string | null]>([
  ["05-06 SB to ask what it costs", "SB"],
  ["DBP, HLB and GD to join the group", "DBP, HLB and GD"],
  ["05-04 Invite the patients’ group to a meeting", null],
  ["Approval to pay out of reserves", null],
])("the action %j names %j", (action, owner) => {
  expect(toldOwner(action)).toBe(owner);
});

test.each<[text: string, speaker: string | null]>([
  ["RKV: took 20 consecutive cases.", "RKV"],
  ["(RT) opened the meeting.", "RT"],
  ["Mrs Ğül asked whether", "Mrs Ğül"],
  ["Dr İnan reported that", "Dr İnan"],
  ["Mrs Thackwray observed that", "Mrs Thackwray"],
  ["Mr John Smith reported that", "Mr John Smith"],
  ["Dr. Amy Lee presented the plan.", "Dr. Amy Lee"],
  ["Mr John Smith: Why was it broken?", "Mr John Smith"],
  ["Ms van der Berg asked whether", "Ms van der Berg"],
  ["Mayor Hale opened the hearing.", "Mayor Hale"],
  ["Commissioner Ruiz moved approval.", "Commissioner Ruiz"],
  ["The CEO reported that", "CEO"],
  ["The Chair of the Audit Committee reported that", "Chair of the Audit Committee"],
  ["Baroness Hale inquired whether", "Baroness Hale"],
  ["NOTED: that the lift was mended", null],
  ["WHO: the guidance had changed", null],
  ["The Director of Nursing and Governance stated that", "Director of Nursing and Governance"],
  ["Ms R V asked what patients had said", "Ms R V"],
  ["EY – Ward 12, 28 April", "EY"],
  ["The Board noted the report.", null],
  ["CQC: registration from April", null],
  ["C. diff 2009/10: 71 cases", null],
])("%s", (text, speaker) => {
  expect(readSpeaker(text)).toBe(speaker);
});

test.each<[text: string, owner: string | null]>([
  ["It was agreed. Action: Mr Cruddace", "Mr Cruddace"],
  ["Action: DoO to bring comparative figures.", "DoO"],
  ["Action: LP / ME", "LP / ME"],
  ["Actions: none", null],
  ["The action log was noted.", null],
])("%s", (text, owner) => {
  expect(readActionOwner(text)).toBe(owner);
});
