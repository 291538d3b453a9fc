import fc from "fast-check";
import { expect, test } from "vitest";
import { shorten, wrap } from "../scripts/wrap.js";

test("wrapping loses and adds nothing but spaces at line ends", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      expect(wrap(text).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});

test("lines of ordinary words end before the hundredth character, the alternatives of a pattern too", () => {
  for (const text of ["a few words ".repeat(60), `(${"mortality|incident|".repeat(40)})`]) {
    const lines = wrap(text, "    ", "first: ");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines[0]).toMatch(/^first: /);
    expect(lines[1]).toMatch(/^ {4}\S/);
  }
  expect(wrap("", "  ", "  label: ")).toEqual([]);
});

test("a text that was cut shows it", () => {
  expect(shorten("short", 10)).toBe("short");
  expect(shorten("much too long", 10)).toBe("much too …");
});
