import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CONSOLIDATE_VERSION, consolidate } from "../pipeline/consolidate/index.js";
import { randomFrom } from "../scripts/chaos/random.js";
import {
  claimBacklog,
  documentId,
  markMissing,
  noteFailure,
  offerFiles,
  readMeetingsToCode,
  readMentions,
  readNamedPassages,
  removeDocument,
  retryDocuments,
  setPins,
  storeCodings,
  storeFailure,
  storeHumanAnswers,
  storeInnovations,
  storeReading,
} from "../sql/load/index.js";
import { confirmOrganisation } from "../sql/load/register.js";
import type { Warehouse } from "../sql/warehouse.js";
import { PINS, preparePins, sha256 } from "./support/archive.js";
import { makeCoding, makeManifest, makeMeeting, makeMinutes } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

/** Few documents of few bodies, so that whatever is done at once is done to the same rows. */
const DOCUMENTS = 8;
const BODIES = ["Ayle Trust", "Bexmoor Trust", "Corvale Trust", "Dunmere Trust"];
const ALL = [...Array(DOCUMENTS).keys()];
const AT_ONCE = 9;
const ROUNDS = 50;
/** PostgreSQL looks for circles after so long a wait: a circle costs no more time than this. */
const DEADLOCK_TIMEOUT = "20ms";

let warehouse: Warehouse;
let runId: string;

beforeEach(async () => {
  warehouse = await openTestWarehouse();
  const { rows } = await warehouse.pool.query("select current_database() as name");
  await warehouse.pool.query(`alter database ${rows[0].name} set deadlock_timeout = '${DEADLOCK_TIMEOUT}'`);
  runId = await preparePins(warehouse.pool);
});
afterEach(() => warehouse.close());

const random = randomFrom(20261130);
const any = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
const bytesOf = (index: number) => `document ${index}`;
const idOf = (index: number) => documentId(sha256(bytesOf(index)));
const anyDocument = () => Math.floor(random() * DOCUMENTS);
const shuffled = <T>(list: readonly T[]): T[] => [...list].sort(() => random() - 0.5);

function offer(indexes: readonly number[], names: readonly string[] = []) {
  const sources = indexes.map((index) => `/${names.length === 0 ? "a" : any(names)}/${index}.pdf`);
  return offerFiles(warehouse.pool, {
    runId,
    codeKey: "coders",
    // A place is held or not by chance: documents move, become duplicates and are superseded.
    isStillThere: () => random() < 0.5,
    files: sources.map((source, at) => ({
      source,
      sha256: sha256(bytesOf(names.length === 0 ? (indexes[at] as number) : anyDocument())),
      byteSize: 1,
      modifiedAtMs: 1,
      manifest:
        names.length === 0 || random() < 0.5
          ? null
          : makeManifest({ organisationCode: any(["a1", "b1"]), organisationName: any(BODIES) }),
      readKey: `read-${random()}`,
    })),
  });
}

async function read(index: number) {
  const bodies = shuffled(BODIES).slice(0, 1 + Math.floor(random() * 3));
  await storeReading(warehouse.pool, {
    documentId: idOf(index),
    runId,
    readKey: `read-${random()}`,
    minutes: makeMinutes(
      bodies.map((organisationName) =>
        makeMeeting([`A falls huddle is in use on ward ${any(["A", "B"])}.`, "The report was noted."], {
          organisationName: random() < 0.1 ? null : organisationName,
        }),
      ),
    ),
    extractVersion: 1,
    pageCount: 1,
    pagesOcr: 0,
    lostPages: [],
    metadata: null,
  });
}

async function code(index: number) {
  const meetings = await readMeetingsToCode(warehouse.pool, idOf(index));
  const codings = meetings.flatMap(({ meeting, passageIds }) =>
    meeting.passages.flatMap((passage, at) => {
      const place = { id: passageIds[at] as string, text: passage.text };
      return ["mention", "stage_implemented", "domain_safety"].map((one) =>
        makeCoding(place, { frame: "innovation", code: one, quote: place.text }),
      );
    }),
  );
  await storeCodings(warehouse.pool, {
    documentId: idOf(index),
    runId,
    codeKey: `coders-${random()}`,
    codings,
  });
}

async function anyBody(): Promise<string> {
  const { rows } = await warehouse.pool.query("select organisation_code as code from raw.organisations");
  return any(rows as { code: string }[])?.code ?? "none";
}

async function putTogether() {
  const organisationCode = await anyBody();
  const read = await readMentions(warehouse.pool, organisationCode);
  if (read === null) return;
  const innovations = consolidate(read.mentions);
  const { revision } = read;
  await storeInnovations(warehouse.pool, {
    organisationCode,
    runId,
    revision,
    consolidateVersion: CONSOLIDATE_VERSION,
    innovations,
  });
}

const reason = "server or disk away" as const;

const WORK: Record<string, () => Promise<unknown>> = {
  read: () => read(anyDocument()),
  code: () => code(anyDocument()),
  consolidate: putTogether,
  "fail a document": () =>
    storeFailure(warehouse.pool, {
      documentId: idOf(anyDocument()),
      runId,
      readKey: `read-${random()}`,
      failure: { outcome: "damaged", detail: "made for a test", page: null },
    }),
  "note a dead document": () =>
    noteFailure(warehouse.pool, {
      stage: any(["extract", "code"]),
      documentId: idOf(anyDocument()),
      organisationCode: null,
      reason,
      attempts: 8,
      lastError: "away",
      runId,
    }),
  "note a dead body": async () =>
    noteFailure(warehouse.pool, {
      stage: "consolidate",
      documentId: null,
      organisationCode: await anyBody(),
      reason,
      attempts: 8,
      lastError: "away",
      runId,
    }),
  offer: () => offer(shuffled(ALL), ["a", "b"]),
  "take in what a person says": async () => {
    const { rows } = await warehouse.pool.query(
      "select passage_id as id from raw.passages inner join raw.meetings using (meeting_id) where document_id = any ($1)",
      [[idOf(anyDocument()), idOf(anyDocument())]],
    );
    const passages = await readNamedPassages(
      warehouse.pool,
      rows.map(({ id }) => id),
      null,
    );
    await storeHumanAnswers(warehouse.pool, {
      coder: "human:ab",
      frame: "innovation",
      codebookVersion: "2026-11-01",
      runId,
      passages,
      answers: passages.map(({ passageId }) => ({
        passageId,
        codes: ["mention"],
        note: null,
        spans: new Map(),
      })),
    });
  },
  "confirm a body": async () =>
    confirmOrganisation(warehouse.pool, {
      from: await anyBody(),
      to: { code: any(["a1", "b1", "c1"]), name: any(BODIES), sector: null },
    }),
  "note what is missing": () =>
    markMissing(warehouse.pool, shuffled(["/a/0.pdf", "/a/1.pdf", "/b/2.pdf", "/b/3.pdf"])),
  claim: () =>
    claimBacklog(warehouse.pool, {
      runId,
      isAwaited: random() < 0.5,
      documentIds: random() < 0.5 ? null : shuffled(ALL).map(idOf),
    }),
  retry: () => retryDocuments(warehouse.pool, {}),
  pin: () => setPins(warehouse.pool, { runId, pins: PINS }),
  remove: () => removeDocument(warehouse.pool, { documentId: idOf(anyDocument()), runId }),
};

/** Does work of these kinds, many at a time and at random. Returns every error, as often as it came. */
async function doAtOnce(kinds: readonly string[]): Promise<Record<string, number>> {
  await offer(ALL);
  const errors: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const kind = any(kinds);
        await WORK[kind]?.().catch((error: Error & { constraint?: string }) => {
          // A document or body that is gone, or a passage that went after somebody had named it.
          if (error.name === "WarehouseError" || error.constraint === "codings_passage_id_fkey") return;
          const words = `${kind}: ${error.message}`;
          errors[words] = (errors[words] ?? 0) + 1;
        });
      }),
    );
  }
  return errors;
}

/** How many circles of waiting the database has broken so far. */
async function countDeadlocks(): Promise<number> {
  // The server's counts of what has ended appear after a second.
  await sleep(1_500);
  const { rows } = await warehouse.pool.query<{ deadlocks: number }>(
    "select deadlocks::int from pg_stat_database where datname = current_database()",
  );
  return rows[0]?.deadlocks ?? Number.NaN;
}

test("workers that read, code and put together the same bodies at once never wait in a circle", async () => {
  const before = await countDeadlocks();
  expect(
    await doAtOnce([
      "read",
      "read",
      "code",
      "code",
      "consolidate",
      "consolidate",
      "note a dead body",
      "note a dead document",
    ]),
  ).toEqual({});
  expect(await countDeadlocks()).toBe(before);
});

test("nothing that writes to the archive while they do ends with an error", async () => {
  expect(await doAtOnce(Object.keys(WORK))).toEqual({});
});
