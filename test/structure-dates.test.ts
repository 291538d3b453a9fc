import fc from "fast-check";
import { expect, test } from "vitest";
import { findDates, readFigureOrder } from "../pipeline/structure/dates.js";

test.each<[text: string, dates: string[]]>([
  ["held on Thursday 28th January 2010 at 2.00 p.m.", ["2010-01-28"]],
  ["Thursday, the 28th day of January, 2010", ["2010-01-28"]],
  ["Wednesday, 29 September 2010, at 1.30 pm", ["2010-09-29"]],
  ["Tues 13 July 2010, 09:30", ["2010-07-13"]],
  ["15-Apr-16", ["2016-04-15"]],
  ["29ain o Dachwedd 2018", ["2018-11-29"]],
  ["Dydd Iau, 30 Mai 2019", ["2019-05-30"]],
  ["28 dhen Fhaoilleach 2010", ["2010-01-28"]],
  ["WEDNESDAY January 24, 2024, 5:30 PM", ["2024-01-24"]],
  ["11/05/2010", ["2010-05-11"]],
  ["02.03.11", ["2011-03-02"]],
  ["2015-11-26", ["2015-11-26"]],
  ["9th and 10th March 2011", ["2011-03-09"]],
  // OCR reads the raised letters as signs.
  ['February 29", 2024', ["2024-02-29"]],
  ['23" January 2019', ["2019-01-23"]],
  // A time before the day is no day.
  ["10:00-11:30, 14 February 2014", ["2014-02-14"]],
  // None of these is a day.
  ["31 February 2010", []],
  ["minute 10/034 of the year", []],
  ["2009/10 and 2010/11", []],
  ["Tel. 01.23.45.67.89", []],
  ["£12.04.10", []],
  ["version 1.2.10.4", []],
])("%s", (text, dates) => {
  expect(findDates(text).map((found) => found.date)).toEqual(dates);
});

test("figures are read month first only where the document shows it", () => {
  expect(readFigureOrder("Minutes of 3/14/2018 and 4/2/2018")).toBe("month first");
  expect(readFigureOrder("Minutes of 14/3/2018 and 4/2/2018")).toBe("day first");
  expect(readFigureOrder("3/4/2010")).toBe("day first");
  expect(findDates("4/2/2018", "month first")[0]?.date).toBe("2018-04-02");
  // A second figure above 12 can only be a day.
  expect(findDates("4/22/2018")[0]?.date).toBe("2018-04-22");
});

test("every quote is the slice that its offsets name, whatever the text", () => {
  const words = fc.constantFrom(
    "28th",
    "January",
    "2010",
    "of",
    "the",
    "11/05/2010",
    ",",
    "-",
    "Thursday",
    "💷",
    "next",
    "3",
    "May",
    "12.30",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (list) => {
      const text = list.join(" ");
      for (const { quote, start, end, date } of findDates(text)) {
        expect(text.slice(start, end)).toBe(quote);
        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      }
    }),
  );
});
