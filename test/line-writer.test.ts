import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { LineWriter } from "../scripts/line-writer.js";

test("lines that come one by one are written as soon as nothing else is in hand", async () => {
  const output = new PassThrough();
  const writer = new LineWriter(output);
  await writer.write("first");
  await turn();
  expect(String(output.read())).toBe("first\n");
  await writer.write("second");
  await writer.end();
  output.end();
  expect(await text(output)).toBe("second\n");
});

test("a reader that takes nothing is waited for, however small the pieces", async () => {
  const output = new PassThrough({ highWaterMark: 1000 });
  const writer = new LineWriter(output);
  let written = 0;
  const writing = (async () => {
    for (; written < 50; written++) {
      await writer.write("x".repeat(500));
      await turn();
    }
    await writer.end();
    output.end();
  })();
  for (let i = 0; i < 200; i++) await turn();
  expect(written).toBeLessThan(10);
  expect((await text(output)).split("\n")).toHaveLength(51);
  await writing;
});
