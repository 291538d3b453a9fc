import fc from "fast-check";
import { expect, test } from "vitest";
import { layoutPages } from "../pipeline/extract/layout/index.js";
import { type Printed, printPage, setParagraphs } from "./support/pages.js";

const PROSE =
  "The Chief Executive reported that the winter plan had been sent to every ward and that the wards had sent back more questions than the plan had pages, which she took to be a good sign.";

const linesOf = (lines: Printed[], size?: [number, number]) =>
  layoutPages([printPage(1, lines, size)])[0]?.lines ?? [];

test("a row of a table keeps its cells, joined by a tab", () => {
  const lines = linesOf([
    { text: "A&E within four hours", x: 60, y: 100 },
    { text: "98%", x: 300, y: 100 },
    { text: "97.4%", x: 380, y: 100 },
  ]);
  expect(lines.map((line) => line.text)).toEqual(["A&E within four hours\t98%\t97.4%"]);
});

test("a raised ordinal stays on its line", () => {
  const lines = linesOf([
    { text: "Thursday 28", x: 60, y: 100, size: 11, width: 60 },
    { text: "th", x: 120.5, y: 96, size: 7, width: 6 },
    { text: "January 2010", x: 130, y: 100, size: 11, width: 70 },
  ]);
  expect(lines.map((line) => line.text)).toEqual(["Thursday 28th January 2010"]);
});

test("a bullet that hangs out belongs to the words after it", () => {
  const lines = linesOf([
    { text: "•", x: 60, y: 100 },
    { text: "Invite to new MP, June.", x: 90, y: 100 },
  ]);
  expect(lines.map((line) => line.text)).toEqual(["• Invite to new MP, June."]);
});

test("columns of prose are read one after the other, with the title above both first", () => {
  const left = setParagraphs([{ text: `LEFT ${PROSE}` }, { text: PROSE }], { letters: 44, top: 120 });
  const right = setParagraphs([{ text: `RIGHT ${PROSE} ${PROSE}`, x: 320 }], { letters: 44, top: 123.5 });
  const lines = linesOf([
    { text: "Pellbrook Community Health NHS Trust", x: 180, y: 90, size: 14 },
    ...left,
    ...right,
  ]);
  const text = lines.map((line) => line.text).join(" ");
  expect(text.startsWith("Pellbrook Community Health NHS Trust LEFT The Chief")).toBe(true);
  expect(text.indexOf("RIGHT")).toBeGreaterThan(text.indexOf("a good sign. The Chief"));
  expect(new Set(lines.map((line) => line.block)).size).toBe(3);
});

test("columns go on over the page, though few lines of each are left there", () => {
  const column = (text: string, x: number, top = 80) => setParagraphs([{ text, x }], { letters: 42, top });
  const first = printPage(1, [...column(PROSE, 60), ...column(PROSE, 320)]);
  const second = printPage(2, [
    ...column("The plan was noted.", 60),
    ...column("Policies were approved.", 60, 106),
    ...column("Minutes of the committees were received there.", 60, 132),
    ...column("A visitor asked who was to mend the gate.", 320),
    ...column("Nobody knew.", 320, 106),
    ...column("The next meeting is in May.", 320, 132),
  ]);
  const text =
    layoutPages([first, second])[1]
      ?.lines.map((line) => line.text)
      .join(" ") ?? "";
  expect(text.indexOf("were received there")).toBeLessThan(text.indexOf("A visitor asked"));
});

test("a wide table of two columns is read row by row", () => {
  const rows = [0, 1, 2, 3].flatMap((row) => [
    ...setParagraphs([{ text: `Risk ${row} ${PROSE.slice(0, 100)}` }], { letters: 40, top: 100 + row * 90 }),
    ...setParagraphs([{ text: `Mitigation ${row} ${PROSE.slice(0, 110)}`, x: 320 }], {
      letters: 40,
      top: 100 + row * 90,
    }),
  ]);
  const text = linesOf(rows)
    .map((line) => line.text)
    .join(" ");
  expect(text.indexOf("Mitigation 0")).toBeLessThan(text.indexOf("Risk 1"));
});

test("running heads, footers and page numbers are marked by repetition and place, and kept", () => {
  const pages = [1, 2, 3].map((number) =>
    printPage(number, [
      { text: "Example NHS Trust – Minutes", y: 30, size: 7 },
      ...setParagraphs([{ text: `${["Alpha", "Beta", "Gamma"][number - 1]} ${PROSE.slice(10 * number)}` }]),
      { text: `Page ${number} of 3`, x: 280, y: 820, size: 7 },
      { text: `Board minutes 11.05.2010`, y: 805, size: 7 },
    ]),
  );
  const roles = layoutPages(pages).map((page) => page.lines.map((line) => line.role));
  for (const page of roles) {
    expect(page[0]).toBe("running head");
    expect(page.slice(1, -2).every((role) => role === "body")).toBe(true);
    expect(page.slice(-2)).toEqual(["footer", "page number"]);
  }
});

test("a paragraph that two pages begin with alike is no running head when it stands in the text", () => {
  const pages = [1, 2].map((number) =>
    printPage(number, [
      { text: `Heading ${number === 1 ? "one" : "two"}`, y: 100 },
      ...setParagraphs([{ text: "The report was noted." }], { top: 200 }),
      ...setParagraphs([{ text: PROSE }], { top: 260 }),
    ]),
  );
  expect(
    layoutPages(pages)
      .flatMap((page) => page.lines)
      .every((line) => line.role === "body"),
  ).toBe(true);
});

test("a slanted DRAFT is a watermark, text up the side is a margin", () => {
  const lines = linesOf([
    ...setParagraphs([{ text: PROSE }, { text: PROSE }]),
    { text: "DRAFT", x: 200, y: 400, size: 80, angle: 45 },
    { text: "Issue 3", x: 20, y: 400, size: 8, angle: 270 },
  ]);
  expect(lines.find((line) => line.text === "DRAFT")?.role).toBe("watermark");
  expect(lines.find((line) => line.text === "Issue 3")?.role).toBe("margin");
});

test("a page whose text runs down the page is read in its own direction", () => {
  const lines = linesOf([
    { text: "second line of the page", x: 300, y: 500, angle: 90 },
    { text: "first line of the page", x: 320, y: 500, angle: 90 },
  ]);
  expect(lines.map((line) => line.text)).toEqual(["first line of the page", "second line of the page"]);
});

test("numbers of lines in the left margin are no text", () => {
  const body = setParagraphs([{ text: `${PROSE} ${PROSE} ${PROSE} ${PROSE} ${PROSE}` }]);
  const numbers = body.map((line, i) => ({ text: `${i + 1}`, x: 30, y: line.y }));
  const lines = linesOf([...body, ...numbers]);
  expect(lines.filter((line) => line.role === "margin")).toHaveLength(numbers.length);
  expect(lines.filter((line) => line.role === "body").every((line) => !/^\d/.test(line.text))).toBe(true);
});

const printed = fc.record({
  text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  x: fc.integer({ min: 0, max: 560 }),
  y: fc.integer({ min: 10, max: 840 }),
  size: fc.constantFrom(7, 9, 10, 10.5, 14, 40),
  bold: fc.boolean(),
  angle: fc.constantFrom(0, 0, 0, 0, 90, 270, 180, 45),
});

test("no visible character is lost, whatever stands on the page", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(printed, { maxLength: 40, selector: ({ x, y, angle }) => `${x},${y},${angle}` }),
      (lines) => {
        const visible = (text: string) => [...text.replace(/\s/gu, "")].sort().join("");
        const pages = layoutPages([printPage(1, lines), printPage(2, lines)]);
        for (const page of pages) {
          expect(visible(page.lines.map((line) => line.text).join(""))).toBe(
            visible(lines.map((line) => line.text).join("")),
          );
          for (const line of page.lines)
            expect(line.text).toBe(line.cells.map((cell) => cell.text).join("\t"));
        }
      },
    ),
  );
});

test("the same pages always give the same lines", () => {
  fc.assert(
    fc.property(fc.uniqueArray(printed, { maxLength: 25, selector: ({ x, y }) => `${x},${y}` }), (lines) => {
      const page = printPage(1, lines);
      expect(layoutPages([page])).toEqual(layoutPages([structuredClone(page)]));
    }),
  );
});

const rolesOf = (pages: Printed[][]) =>
  layoutPages(pages.map((lines, i) => printPage(i + 1, lines))).map((page) =>
    page.lines.filter((line) => line.role !== "body").map((line) => `${line.role}: ${line.text}`),
  );

test("the head of the second page of two is told by the page's number and the words of the title", () => {
  const first = setParagraphs([{ text: "Meeting minutes" }, { text: "Marlock Vale Board" }, { text: PROSE }]);
  const head: Printed[] = [
    { text: "Marlock Vale Board", y: 50 },
    { text: "2", x: 520, y: 50 },
    { text: "Meeting minutes", y: 63 },
  ];
  const text = setParagraphs([{ text: PROSE }], { top: 110 });
  expect(rolesOf([first, [...head, ...text]])[1]).toEqual([
    "running head: Marlock Vale Board\t2",
    "running head: Meeting minutes",
  ]);
  const other: Printed[] = [
    { text: "Ward visits", y: 50 },
    { text: "2", x: 520, y: 50 },
  ];
  expect(rolesOf([first, [...other, ...text]])[1]).toEqual([]);
});

test("page numbers are found past the blank backs of pages printed on one side", () => {
  const page = (mark: string, text = PROSE) => [
    { text: "FULL BOARD", y: 60 },
    { text: mark, y: 74 },
    ...setParagraphs([{ text }], { top: 110 }),
  ];
  const roles = rolesOf([
    setParagraphs([{ text: PROSE }]),
    [],
    page("Pg. 2"),
    [],
    page("Pg.3", "The lift had failed twice."),
  ]);
  expect(roles[2]).toEqual(["running head: FULL BOARD", "page number: Pg. 2"]);
  expect(roles[4]).toEqual(["running head: FULL BOARD", "page number: Pg.3"]);
});

test("numbers at every line are margin, numbers of items are not", () => {
  const numbered = (steps: number[]) =>
    steps.flatMap((y, i): Printed[] => [
      { text: String(i + 1), x: 40, y, width: 8 },
      { text: PROSE.slice(0, 60), x: 80, y },
    ]);
  const even = Array.from({ length: 10 }, (_, i) => 100 + 14 * i);
  const uneven = [100, 128, 156, 170, 226, 240, 310, 324, 366, 450];
  const margins = (lines: Printed[]) => linesOf(lines).filter((line) => line.role === "margin").length;
  expect(margins(numbered(even))).toBe(10);
  expect(margins(numbered(uneven))).toBe(0);
});

test("remarks with gaps between them stay beside the text they stand by", () => {
  const text = setParagraphs([{ text: PROSE }, { text: PROSE }, { text: PROSE }], { letters: 50, step: 12 });
  const remarks = [2, 6, 7, 11].map((row, i) => ({
    text: `Remark ${i} on the winter plan`,
    x: 360,
    y: (text[row]?.y ?? 0) + 2,
  }));
  const lines = linesOf([...text, ...remarks]);
  expect(new Set(lines.map((line) => line.block)).size).toBe(1);
  expect(lines.findIndex((line) => line.text.includes("Remark 0"))).toBeLessThan(5);
});

test("a column of initials close to the text, as Word sets it, is no part of the sentence", () => {
  const line = (row: number, text: string) => ({ text, x: 60, y: 100 + 15 * row, size: 12, width: 420 });
  const beside = (row: number, text: string) => ({ text, x: 490.8, y: 100 + 15 * row, size: 12, width: 16 });
  const lines = linesOf([
    line(0, "It was agreed that the barrier be mended before the clocks go forward in the"),
    beside(0, "JB"),
    { text: "spring of this year.", x: 60, y: 115, size: 12 },
    line(3, "A letter about the leaflets had gone to every household of the two parishes in"),
    line(4, "the valley, and the answers to it were to be read out at the next meeting, with"),
    beside(4, "EE"),
    { text: "the names left out.", x: 60, y: 175, size: 12 },
  ]);
  expect(lines.map(({ cells }) => cells.length)).toEqual([2, 1, 1, 2, 1]);
  expect(lines[0]?.cells[1]?.text).toBe("JB");
});

test("the last word of a justified line is no cell of the column beside it", () => {
  const rows = [0, 1, 2, 3].flatMap((row): Printed[] => [
    { text: "A line of the text that fills its column whole", x: 60, y: 100 + 12 * row, width: 300 },
    { text: `09-0${row} SB to write`, x: 380, y: 100 + 12 * row, width: 100 },
  ]);
  const lines = linesOf([
    ...rows,
    { text: "The results were shown to all of the board.", x: 60, y: 148, width: 275 },
    { text: "All", x: 346, y: 148, width: 14 },
  ]);
  expect(lines.at(-1)?.text).toBe("The results were shown to all of the board. All");
});
