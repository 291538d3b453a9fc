import { expect, it } from "vitest";
import { LendingPort } from "../pipeline/extract/pdf-worker.js";

const ENQUEUE = 4;

async function heard(send: (port: LendingPort) => void): Promise<unknown[]> {
  const port = new LendingPort();
  const data: unknown[] = [];
  port.addEventListener("message", (event) => data.push(event.data));
  send(port);
  expect(data).toEqual([]);
  await new Promise(setImmediate);
  return data;
}

it("passes text on without copying it, unharmed by what the sender does to its lists afterwards", async () => {
  const item = { str: "Minutes", transform: [1, 0, 0, 1, 0, 0] };
  const chunk: { items: object[]; styles: object } = { items: [item], styles: {} };
  const [message] = await heard((port) => {
    port.postMessage({ stream: ENQUEUE, chunk });
    chunk.items = [];
  });
  expect((message as { chunk: typeof chunk }).chunk.items[0]).toBe(item);
});

it("keeps drawing instructions that the sender empties after sending", async () => {
  const chunk = { fnArray: [44, 91], argsArray: [null, [1]], length: 2 };
  const [message] = await heard((port) => {
    port.postMessage({ stream: ENQUEUE, chunk });
    chunk.fnArray.length = 0;
    chunk.argsArray.length = 0;
  });
  expect(message).toMatchObject({ chunk: { fnArray: [44, 91], argsArray: [null, [1]] } });
});

it("copies requests and errors, moves what is handed over, and keeps the order of sending", async () => {
  const bytes = new Uint8Array([37, 80, 68, 70]);
  const request = { action: "GetDocRequest", data: { bytes, password: "a" } };
  const failure = { stream: 5, reason: { name: "PasswordException", message: "No" } };
  const data = await heard((port) => {
    port.postMessage(request, [bytes.buffer]);
    port.postMessage(failure);
    request.data.password = "b";
  });
  expect(data).toEqual([
    { action: "GetDocRequest", data: { bytes: new Uint8Array([37, 80, 68, 70]), password: "a" } },
    failure,
  ]);
  expect((data[1] as typeof failure).reason).not.toBe(failure.reason);
  expect(bytes.length).toBe(0);
});

it("is silent once it is closed or its listener gone", async () => {
  const port = new LendingPort();
  const data: unknown[] = [];
  const end = new AbortController();
  port.addEventListener("message", (event) => data.push(event.data), { signal: end.signal });
  end.abort();
  port.postMessage({ action: "test" });
  port.addEventListener("message", (event) => data.push(event.data));
  port.terminate();
  port.postMessage({ action: "test" });
  await new Promise(setImmediate);
  expect(data).toEqual([]);
});
