import { expect, test } from "vitest";
import { settleCase } from "../pipeline/structure/organisation/letter-case.js";
import { matchOrganisation, nameKey } from "../pipeline/structure/organisation/match-organisation.js";
import { readRegister } from "../pipeline/structure/organisation/read-register.js";
import { NHS_ODS_MAPPING, PLAIN_MAPPING } from "../schemas/organisation.js";

const register = readRegister(
  [
    "code,name,aliases,sector,predecessors,opened,closed",
    "RW1,Wexcombe Hospitals NHS Trust,,acute,,1994-04-01,2010-03-31",
    "RW2,Wexcombe and Stanmarch Hospitals NHS Trust,Wexcombe & Stanmarch Trust; W&S,acute,RW1; Stanmarch District Hospital NHS Trust,2010-04-01,2019-03-31",
    "RW3,Wendlow University Hospitals NHS Foundation Trust,,acute,RW2,2019-04-01,",
    "RX9,St. Wilfrid's Hospice,,hospice,,,",
  ].join("\n"),
  PLAIN_MAPPING,
).entries;

test.each<[name: string, date: string | null, code: string | null, by: string | null]>([
  ["WEXCOMBE AND STANMARCH HOSPITALS NHS TRUST", "2012-01-26", "RW2", "name"],
  ["The Wexcombe & Stanmarch Trust", null, "RW2", "alias"],
  ["Saint Wilfrids Hospice", null, "RX9", "name"],
  ["Wendlow Univ. Hospitals NHS FT", null, "RW3", "name"],
  // The body is gone and has no entry of its own: its successor's successor.
  ["Stanmarch District Hospital NHS Trust", null, "RW3", "predecessor"],
  // It has an entry of its own, although it is closed.
  ["Wexcombe Hospitals NHS Trust", "2009-05-01", "RW1", "name"],
  // One letter misread.
  ["Wexcombe and Stanrnarch Hospitals NHS Trust", null, "RW2", "likeness"],
  ["Marlock Vale Hospital NHS Trust", null, null, null],
  ["", null, null, null],
])("%s is found in the register", (name, date, code, by) => {
  const match = matchOrganisation(name, register, date);
  expect(match?.entry.code ?? null).toBe(code);
  expect(match?.by ?? null).toBe(by);
});

test("a name close to two bodies is left to the user", () => {
  const twins = ["Northmoor Trust A", "Northmoor Trust B"].map((name, i) => ({
    code: `N${i}`,
    name,
    aliases: [],
    sector: null,
    predecessors: [],
    opened: null,
    closed: null,
  }));
  expect(matchOrganisation("Northmoor Trust C", twins)).toBeNull();
});

test("the headerless NHS trust file is read by column numbers", () => {
  const line = (code: string, name: string, opened: string, closed: string) =>
    [code, name, "Y55", "Q77", "a", "b", "c", "d", "e", "AB1 2CD", opened, closed, "x"]
      .map((cell) => `"${cell}"`)
      .join(",");
  const { entries, problems } = readRegister(
    `${line("RZZ", "EXAMPLE NHS TRUST", "19940401", "20121231")}\n${line("RYY", "OTHER NHS TRUST", "20120101", "")}\n`,
    NHS_ODS_MAPPING,
  );
  expect(problems).toEqual([]);
  expect(entries.map(({ code, opened, closed }) => [code, opened, closed])).toEqual([
    ["RZZ", "1994-04-01", "2012-12-31"],
    ["RYY", "2012-01-01", null],
  ]);
});

test("every bad line of a register is named and the good ones are kept", () => {
  const { entries, problems } = readRegister(
    "Code,Name,opened\nA,Alpha Trust,2010-01-01\n,No code,\nB,,\nA,Alpha again,\nC,Gamma,31 February 2010\n",
    PLAIN_MAPPING,
  );
  expect(entries.map((entry) => entry.code)).toEqual(["A"]);
  expect(problems.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  expect(problems[2]?.problem).toBe("Code A stands already on line 2.");
});

test("a missing column is one problem that lists the columns there are", () => {
  const { problems } = readRegister("id,title\n1,Alpha\n", PLAIN_MAPPING);
  expect(problems[0]).toEqual({ line: 1, problem: 'No column "code" for the code. Columns: id, title.' });
});

test.each([
  ["WEXCOMBE AND STANMARCH HOSPITALS NHS TRUST", "Wexcombe and Stanmarch Hospitals NHS Trust"],
  ["RAVENSHOLME CHILDREN'S NHS FOUNDATION TRUST", "Ravensholme Children's NHS Foundation Trust"],
  ["ST. CHARLES 708 COMMUNITY MENTAL HEALTH BOARD", "St. Charles 708 Community Mental Health Board"],
  ["STOKE-ON-TRENT CITY COUNCIL", "Stoke-On-Trent City Council"],
  ["FALLS CREEK RANCH ASSOCIATION, INC.", "Falls Creek Ranch Association, Inc."],
  ["Marlock Vale Hospital NHS Trust", "Marlock Vale Hospital NHS Trust"],
  ["BWRDD IECHYD PRIFYSGOL MORFA DEG", "Bwrdd Iechyd Prifysgol Morfa Deg"],
])("%s is written as %s", (capitals, written) => {
  expect(settleCase(capitals)).toBe(written);
});

test("spellings of one name share a key", () => {
  expect(nameKey("The St. Mary's & Wexcombe Hosp.")).toBe(nameKey("Saint Marys and Wexcombe Hospital"));
});
