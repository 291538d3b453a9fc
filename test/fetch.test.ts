import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isPublicAddress, type Resolver } from "../workers/sources/fetch/addresses.js";
import { readRetryAfter } from "../workers/sources/fetch/get.js";
import {
  type Fetched,
  type FetchSettings,
  fetchAll,
  pathOfFetched,
  type Wanted,
} from "../workers/sources/fetch/index.js";
import { startWebServer, type WebServer } from "./support/web-server.js";

let folder: string;
let web: WebServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "boardsense-fetch-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  web = await startWebServer();
});
afterEach(() => web.stop());

const PDF = Buffer.from("%PDF-1.4\nminutes\n%%EOF\n");

function settings(changes: Partial<FetchSettings> = {}): FetchSettings {
  return {
    folder,
    timeLimitMs: 5_000,
    byteLimit: 100_000,
    gapMs: 0,
    allowedHosts: new Set(["127.0.0.1"]),
    attempts: 3,
    firstBackoffMs: 10,
    longestWaitMs: 3_000,
    ...changes,
  };
}

async function fetchUrls(
  wanted: (string | Wanted)[],
  changes: Partial<FetchSettings> = {},
): Promise<Fetched[]> {
  const answers: Fetched[] = [];
  const list = wanted.map((one) => (typeof one === "string" ? { url: one, known: null } : one));
  await fetchAll(list, settings(changes), new AbortController().signal, (one) => answers.push(one));
  return answers;
}

const filesIn = async () => (await readdir(folder, { recursive: true })).filter((name) => !/^..$/.test(name));

describe("fetching", () => {
  test("what was fetched lies under its sha256, and its validators are known", async () => {
    web.on("/a.pdf", (_, response) =>
      response.writeHead(200, { etag: '"1"', "last-modified": "Mon, 01 Mar 2010 09:00:00 GMT" }).end(PDF),
    );
    const [one] = await fetchUrls([`${web.origin}/a.pdf`]);
    expect(one).toMatchObject({ kind: "bytes", byteSize: PDF.length, etag: '"1"' });
    if (one?.kind !== "bytes") throw new Error("Not fetched.");
    expect(one.lastModified).toBe("Mon, 01 Mar 2010 09:00:00 GMT");
    expect(await readFile(pathOfFetched(folder, one.sha256))).toEqual(PDF);
  });

  test("what did not change is not sent again; where its bytes are lost, it is", async () => {
    web.on("/b.pdf", (request, response) => {
      if (request.headers["if-none-match"] === '"b"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"b"' }).end(Buffer.concat([PDF, Buffer.from("b")]));
    });
    const url = `${web.origin}/b.pdf`;
    const [first] = await fetchUrls([url]);
    if (first?.kind !== "bytes") throw new Error("Not fetched.");
    const known = { ...first };
    const [second] = await fetchUrls([{ url, known }]);
    expect(second).toEqual({ ...first, kind: "unchanged" });
    await rm(pathOfFetched(folder, first.sha256));
    const [third] = await fetchUrls([{ url, known }]);
    expect(third?.kind).toBe("bytes");
    expect(web.requests.map(({ headers }) => headers["if-none-match"])).toEqual([
      undefined,
      '"b"',
      undefined,
    ]);
  });

  test("a redirect is followed; one without end is not", async () => {
    web.on("/old.pdf", (_, response) => response.writeHead(301, { location: "/new.pdf" }).end());
    web.on("/new.pdf", (_, response) => response.writeHead(200).end(PDF));
    web.on("/round", (_, response) => response.writeHead(302, { location: "/round" }).end());
    const [led, round] = await fetchUrls([`${web.origin}/old.pdf`, `${web.origin}/round`]);
    expect(led?.kind).toBe("bytes");
    expect(round).toMatchObject({ kind: "failed", reason: expect.stringMatching(/more than 5 times/) });
  });

  test("no address of a private network is connected to unless it is allowed, nor by way of a redirect", async () => {
    const elsewhere = await startWebServer();
    web.on("/away", (_, response) =>
      response.writeHead(302, { location: `http://localhost:${elsewhere.port}/a.pdf` }).end(),
    );
    web.on("/literal", (_, response) =>
      response.writeHead(302, { location: `http://[::ffff:7f00:1]:${elsewhere.port}/a.pdf` }).end(),
    );
    web.on("/file", (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end());
    const urls = [
      `${web.origin}/away`,
      `${web.origin}/literal`,
      `${web.origin}/file`,
      `http://localhost:${elsewhere.port}/a.pdf`,
      `http://2130706434:${elsewhere.port}/a.pdf`,
      "http://169.254.169.254/latest/meta-data",
    ];
    const answers = await fetchUrls(urls);
    expect(answers).toHaveLength(urls.length);
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: "failed", reason: expect.stringMatching(/not fetched/) });
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  test("a name that first answers with a public address and then with a private one gains nothing", async () => {
    let asked = 0;
    const resolve: Resolver = (_name, answer) => {
      asked += 1;
      answer(null, [{ address: "127.0.0.1", family: 4 }]);
    };
    const [refused] = await fetchUrls([`http://minutes.example:${web.port}/a.pdf`], { resolve });
    expect(refused).toMatchObject({ kind: "failed", reason: expect.stringMatching(/minutes.example \(127/) });
    expect(asked).toBe(1);
    web.on("/a.pdf", (_, response) => response.writeHead(200).end(PDF));
    const allowedHosts = new Set(["minutes.example"]);
    const [allowed] = await fetchUrls([`http://minutes.example:${web.port}/a.pdf`], {
      resolve,
      allowedHosts,
    });
    expect(allowed?.kind).toBe("bytes");
    // The one answer that was checked is the one that was connected to.
    expect(asked).toBe(2);
  });

  test("a file that is too large is cut off and nothing of it stays, announced or not", async () => {
    web.on("/announced", (_, response) => response.writeHead(200, { "content-length": 200_000 }).end("x"));
    web.on("/endless", (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 2);
      response.on("close", () => clearInterval(timer));
    });
    const before = await filesIn();
    for (const answer of await fetchUrls([`${web.origin}/announced`, `${web.origin}/endless`])) {
      expect(answer).toMatchObject({ kind: "failed", reason: expect.stringMatching(/larger than/) });
    }
    expect(await filesIn()).toEqual(before);
  });

  test("a server that sends too slowly is not waited for", async () => {
    web.on("/slow", (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("%"), 50);
      response.on("close", () => clearInterval(timer));
    });
    const [slow] = await fetchUrls([`${web.origin}/slow`], { timeLimitMs: 300, attempts: 1 });
    expect(slow).toMatchObject({ kind: "failed", reason: expect.stringMatching(/within 0.3 s/) });
  });

  test("what may pass is tried again, after the time that the server asks for", async () => {
    let times = 0;
    web.on("/busy", (_, response) => {
      times += 1;
      if (times < 3) response.writeHead(503, { "retry-after": "1" }).end();
      else response.writeHead(200).end(PDF);
    });
    const [busy] = await fetchUrls([`${web.origin}/busy`]);
    expect(busy?.kind).toBe("bytes");
    const [first, second] = web.requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test("what will not pass is not tried again, and says why in words", async () => {
    web.on("/closed", (_, response) => response.writeHead(403).end());
    const [gone, closed] = await fetchUrls([`${web.origin}/none`, `${web.origin}/closed`]);
    expect(gone).toMatchObject({
      kind: "gone",
      reason: expect.stringMatching(/nothing at this address \(404\)/),
    });
    expect(closed).toMatchObject({ kind: "failed", reason: expect.stringMatching(/\(403\)/) });
    expect(web.requests).toHaveLength(2);
  });

  test("a server that asks for a long rest, or is away, is left alone for the run", async () => {
    web.on("/rest", (_, response) => response.writeHead(429, { "retry-after": "7200" }).end());
    const rest = await fetchUrls([`${web.origin}/rest`, `${web.origin}/1`, `${web.origin}/2`]);
    expect(rest.map(({ kind }) => kind)).toEqual(["failed", "failed", "failed"]);
    expect(web.requests).toHaveLength(1);
    const away = Array.from({ length: 10 }, (_, index) => `http://127.0.0.1:1/${index}`);
    const answers = await fetchUrls(away, { attempts: 1 });
    expect(answers.slice(3).every((one) => "reason" in one && /next run/.test(one.reason))).toBe(true);
  });

  test("one request at a time to a host, with the gap between them", async () => {
    const paths = Array.from({ length: 5 }, (_, index) => `/${index}.pdf`);
    for (const path of paths) web.on(path, (_, response) => void setTimeout(() => response.end(PDF), 20));
    await fetchUrls(
      paths.map((path) => web.origin + path),
      { gapMs: 100 },
    );
    expect(web.mostAtOnce()).toBe(1);
    const times = web.requests.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  test("a page of words does not take the place of a PDF", async () => {
    let isRepaired = true;
    web.on("/c.pdf", (_, response) =>
      response.writeHead(200).end(isRepaired ? PDF : "<html>Back soon</html>"),
    );
    const url = `${web.origin}/c.pdf`;
    const [first] = await fetchUrls([url]);
    if (first?.kind !== "bytes") throw new Error("Not fetched.");
    isRepaired = false;
    const [second] = await fetchUrls([{ url, known: first }]);
    expect(second).toMatchObject({
      kind: "failed",
      reason: expect.stringMatching(/what it gave before stands/),
    });
  });

  test("an answer that breaks off half-way is not taken for the file", async () => {
    web.on("/half", (_, response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write("%PDF-1.4");
      setTimeout(() => response.destroy(), 20);
    });
    const before = await filesIn();
    const [half] = await fetchUrls([`${web.origin}/half`]);
    expect(half?.kind).toBe("failed");
    expect(await filesIn()).toEqual(before);
  });
});

const addresses: [address: string, isPublic: boolean][] = [
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.16.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["::1", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["::ffff:10.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["not an address", false],
  ["212.58.244.70", true],
  ["2a00:1450:4009::200e", true],
];
test.each(addresses)("%s: of the public internet? %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

test("Retry-After is seconds or a date", () => {
  const now = Date.parse("2027-01-01T00:00:00Z");
  expect(readRetryAfter("120", now)).toBe(120_000);
  expect(readRetryAfter("Fri, 01 Jan 2027 00:01:00 GMT", now)).toBe(60_000);
  expect(readRetryAfter("soon", now)).toBeNull();
});
