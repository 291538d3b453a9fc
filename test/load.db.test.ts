import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  listDocumentsToCode,
  listDocumentsToRead,
  listOrganisationsToConsolidate,
  markMissing,
  readMeetingsToCode,
  readMentions,
  removeDocument,
  retryDocuments,
  storeCodings,
  storeFailure,
  storeInnovations,
  storeReading,
} from "../sql/load/index.js";
import type { Warehouse } from "../sql/warehouse.js";
import { addDocument, CODE_KEY, offerFile, preparePins, sha256 } from "./support/archive.js";
import { makeCoding, makeManifest, makeMeeting, makeMinutes } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
let runId: string;

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  runId = await preparePins(warehouse.pool);
});
afterAll(async () => {
  await warehouse.close();
});

async function ask<Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await warehouse.pool.query(text, values);
  return rows as Row[];
}

async function readFile(source: string, bytes: string, meetings = [makeMeeting([bytes])]): Promise<string> {
  const offered = await offerFile(warehouse.pool, { runId, source, bytes });
  await storeReading(warehouse.pool, {
    documentId: offered.documentId,
    runId,
    readKey: `read-${sha256(bytes)}-null`,
    minutes: makeMinutes(meetings),
    extractVersion: 1,
    pageCount: 1,
    pagesOcr: 0,
    lostPages: [],
    metadata: null,
  });
  return offered.documentId;
}

describe("files that are offered", () => {
  test("a new file is to be read, the same file again is known", async () => {
    const first = await offerFile(warehouse.pool, { runId, source: "/a/one.pdf", bytes: "one" });
    expect(first).toMatchObject({ change: "new", outcome: "waiting", needs: "read" });
    expect(first.documentId).toBe(sha256("one").slice(0, 20));
    const again = await offerFile(warehouse.pool, { runId, source: "/a/one.pdf", bytes: "one" });
    expect(again).toEqual({ ...first, change: "known" });
    expect(await listDocumentsToRead(warehouse.pool)).toContain(first.documentId);
  });

  test("the same bytes at a second place are a duplicate with a row of its own", async () => {
    const first = await offerFile(warehouse.pool, { runId, source: "/b/one.pdf", bytes: "twice" });
    const second = await offerFile(warehouse.pool, { runId, source: "/b/two.pdf", bytes: "twice" });
    expect(second).toMatchObject({ change: "duplicate", outcome: "duplicate", needs: null });
    expect(second.documentId).not.toBe(first.documentId);
    const again = await offerFile(warehouse.pool, { runId, source: "/b/two.pdf", bytes: "twice" });
    expect(again).toMatchObject({ change: "known", documentId: second.documentId, needs: null });
  });

  test("a renamed file keeps its document and its ids", async () => {
    const before = await readFile("/c/old.pdf", "moves");
    const after = await offerFile(warehouse.pool, {
      runId,
      source: "/c/new.pdf",
      bytes: "moves",
      isStillThere: () => false,
    });
    expect(after).toMatchObject({ change: "moved", documentId: before, needs: "code" });
    expect(
      await ask("select source, is_present from raw.files where source like '/c/%' order by source"),
    ).toEqual([
      { source: "/c/new.pdf", is_present: true },
      { source: "/c/old.pdf", is_present: false },
    ]);
    const back = await offerFile(warehouse.pool, { runId, source: "/c/old.pdf", bytes: "moves" });
    expect(back).toMatchObject({ change: "duplicate" });
  });

  test("a changed file is a new document, and the meetings of the former one no longer count", async () => {
    const before = await readFile("/d/file.pdf", "first text", [
      makeMeeting(["a"], { meetingDate: "2011-01-01" }),
    ]);
    const after = await offerFile(warehouse.pool, { runId, source: "/d/file.pdf", bytes: "second text" });
    expect(after).toMatchObject({ change: "changed", needs: "read" });
    const former = () => ask("select is_counted from derived.meetings where document_id = $1", [before]);
    expect(await former()).toEqual([{ is_counted: false }]);
    const restored = await offerFile(warehouse.pool, { runId, source: "/d/file.pdf", bytes: "first text" });
    expect(restored).toMatchObject({ change: "changed", documentId: before });
    expect(await former()).toEqual([{ is_counted: true }]);
  });

  test("where a file goes and a duplicate stays, the duplicate's place becomes the document's", async () => {
    const document = await readFile("/e/one.pdf", "stays somewhere");
    await offerFile(warehouse.pool, { runId, source: "/e/two.pdf", bytes: "stays somewhere" });
    await markMissing(warehouse.pool, ["/e/one.pdf"]);
    expect(
      await ask("select source from raw.documents where sha256 = $1", [sha256("stays somewhere")]),
    ).toEqual([{ source: "/e/two.pdf" }]);
    expect(await ask("select document_id from raw.files where source = '/e/two.pdf'")).toEqual([
      { document_id: document },
    ]);
  });

  test("offered by two processes at once, every file has one document", async () => {
    const offers = ["/f/1.pdf", "/f/2.pdf", "/f/1.pdf", "/f/2.pdf"].map((source) =>
      offerFile(warehouse.pool, { runId, source, bytes: `at once ${source}` }),
    );
    const answers = await Promise.all(offers);
    expect(new Set(answers.map((answer) => answer.documentId)).size).toBe(2);
    expect(await ask("select count(*)::int as n from raw.documents where source like '/f/%'")).toEqual([
      { n: 2 },
    ]);
  });
});

describe("readings", () => {
  test("come back as they were stored", async () => {
    const meeting = makeMeeting(["The Board 💷 noted £5m.", "“Quoted” – ﬁne."], {
      pages: [1, 2],
      isDraft: true,
    });
    const id = await readFile("/g/reading.pdf", "reading", [
      meeting,
      makeMeeting(["x"], { organisationName: null }),
    ]);
    const [stored, second] = await readMeetingsToCode(warehouse.pool, id);
    expect(stored?.meeting).toEqual(meeting);
    expect(stored?.meetingId).toBe(`${id}-1`);
    expect(stored?.passageIds).toEqual([`${id}-1-001`, `${id}-1-002`]);
    expect(second?.meetingId).toBe(`${id}-2`);
    expect(await listDocumentsToCode(warehouse.pool, CODE_KEY)).toContain(id);
    expect(await listDocumentsToRead(warehouse.pool)).not.toContain(id);
  });

  test("without meetings end in 'no minutes found'", async () => {
    const id = await readFile("/g/agenda.pdf", "agenda", []);
    expect(await ask("select outcome, detail from raw.documents where document_id = $1", [id])).toEqual([
      { outcome: "no minutes found", detail: "agenda" },
    ]);
  });

  test("a failure is one outcome, is not tried again by itself, and is by request", async () => {
    const offered = await offerFile(warehouse.pool, { runId, source: "/g/locked.pdf", bytes: "locked" });
    const failure = { outcome: "encrypted", detail: "Needs a password.", page: null } as const;
    const readKey = `read-${sha256("locked")}-null`;
    await storeFailure(warehouse.pool, { documentId: offered.documentId, runId, readKey, failure });
    const again = await offerFile(warehouse.pool, { runId, source: "/g/locked.pdf", bytes: "locked" });
    expect(again).toMatchObject({ outcome: "encrypted", needs: null });
    expect(await retryDocuments(warehouse.pool, { outcomes: ["encrypted"] })).toEqual([offered.documentId]);
    expect(await listDocumentsToRead(warehouse.pool)).toContain(offered.documentId);
    const withPassword = await offerFile(warehouse.pool, {
      runId,
      source: "/g/locked.pdf",
      bytes: "locked",
      manifest: makeManifest({ password: "x" }),
    });
    expect(withPassword).toMatchObject({ outcome: "waiting", needs: "read" });
  });

  test("made anew, keep what people said of passages that stay, and nothing that machines said", async () => {
    const id = await readFile("/g/anew.pdf", "anew", [makeMeeting(["stays", "changes"])]);
    const [before] = await readMeetingsToCode(warehouse.pool, id);
    const [stays, changes] = (before?.passageIds ?? []) as [string, string];
    const said = (passageId: string, text: string, coder: string) =>
      makeCoding({ id: passageId, text }, { frame: "orientation", code: "p1", quote: text, coder });
    await storeCodings(warehouse.pool, {
      documentId: id,
      runId,
      codeKey: CODE_KEY,
      codings: [
        said(stays, "stays", "rules"),
        said(stays, "stays", "human:AB"),
        said(changes, "changes", "human:AB"),
      ],
    });
    await storeReading(warehouse.pool, {
      documentId: id,
      runId,
      readKey: "another reading",
      minutes: makeMinutes([makeMeeting(["stays", "has changed"])]),
      extractVersion: 2,
      pageCount: 1,
      pagesOcr: 0,
      lostPages: [],
      metadata: null,
    });
    expect(
      await ask("select passage_id, coder from raw.codings where passage_id like $1", [`${id}%`]),
    ).toEqual([{ passage_id: stays, coder: "human:AB" }]);
    expect(await listDocumentsToCode(warehouse.pool, CODE_KEY)).toContain(id);
  });
});

describe("codings", () => {
  test("a person's no outranks a machine's yes, and a code brings its parent with it", async () => {
    const id = await readFile("/h/codings.pdf", "codings", [
      makeMeeting(["The Board asked why.", "All was well."]),
    ]);
    const [meeting] = await readMeetingsToCode(warehouse.pool, id);
    const [one, two] = (meeting?.passageIds ?? []).map((passage, index) => ({
      id: passage,
      text: meeting?.meeting.passages[index]?.text ?? "",
    })) as [{ id: string; text: string }, { id: string; text: string }];
    const codings = [
      makeCoding(one, { frame: "orientation", code: "p1", quote: "asked why" }),
      makeCoding(two, { frame: "orientation", code: "c1", quote: "well" }),
      makeCoding(two, { frame: "orientation", code: null, coder: "human:AB" }),
      makeCoding(two, { frame: "orientation", code: "p1", quote: "was", coderVersion: "0" }),
    ];
    const stored = await storeCodings(warehouse.pool, { documentId: id, runId, codeKey: CODE_KEY, codings });
    expect(stored).toEqual({ outcome: "coded", organisationCodes: ["marlock-vale-hospital-nhs-trust"] });
    await storeCodings(warehouse.pool, { documentId: id, runId, codeKey: CODE_KEY, codings });
    expect(
      await ask("select passage_id, code, quote from derived.decisions where meeting_id = $1 order by code", [
        `${id}-1`,
      ]),
    ).toEqual([
      { passage_id: one.id, code: "p1", quote: "asked why" },
      { passage_id: one.id, code: "problem_sensing", quote: "asked why" },
    ]);
    expect(await ask("select count(*)::int as n from raw.outcomes where document_id = $1", [id])).toEqual([
      { n: 1 },
    ]);
  });
});

describe("the same meeting told twice", () => {
  test("counts once, and the confirmed text wins whatever comes first", async () => {
    const facts = { organisationName: "Twice Told Trust", meetingDate: "2012-02-02" };
    const draft = await readFile("/i/draft.pdf", "draft", [
      makeMeeting(["longer than the other text"], { ...facts, isDraft: true }),
    ]);
    const confirmed = await readFile("/i/confirmed.pdf", "confirmed", [makeMeeting(["text"], facts)]);
    const open = await readFile("/i/private.pdf", "private", [
      makeMeeting(["text"], { ...facts, session: "private" }),
    ]);
    expect(
      await ask(
        "select document_id, is_counted from derived.meetings where organisation_code = 'twice-told-trust' order by is_counted, document_id",
      ),
    ).toEqual([
      { document_id: draft, is_counted: false },
      ...[confirmed, open].sort().map((document_id) => ({ document_id, is_counted: true })),
    ]);
  });
});

describe("bodies", () => {
  test("'The X NHS Trust' and 'X NHS Trust' are one, and a manifest's code wins whatever the order", async () => {
    await readFile("/j/1.pdf", "j1", [
      makeMeeting(["j1"], { organisationName: "The Quern NHS Trust", meetingDate: "2010-01-01" }),
    ]);
    const named = await offerFile(warehouse.pool, {
      runId,
      source: "/j/2.pdf",
      bytes: "j2",
      manifest: makeManifest({ organisationCode: "Q1", organisationName: "Quern N.H.S. Trust" }),
    });
    await storeReading(warehouse.pool, {
      documentId: named.documentId,
      runId,
      readKey: "j2",
      minutes: makeMinutes([
        makeMeeting(["j2"], { organisationName: "QUERN NHS TRUST", meetingDate: "2010-02-01" }),
      ]),
      extractVersion: 1,
      pageCount: 1,
      pagesOcr: 0,
      lostPages: [],
      metadata: null,
    });
    await readFile("/j/3.pdf", "j3", [
      makeMeeting(["j3"], { organisationName: "Quern NHS Trust", meetingDate: "2010-03-01" }),
    ]);
    expect(
      await ask(
        "select organisation_code, count(*)::int as n from raw.meetings where organisation_name ilike '%quern%' group by 1",
      ),
    ).toEqual([{ organisation_code: "Q1", n: 3 }]);
  });
});

describe("innovations", () => {
  const answers = (passage: { id: string; text: string }) => [
    makeCoding(passage, { frame: "innovation", code: "mention", quote: "e-rostering" }),
    makeCoding(passage, { frame: "innovation", code: "stage_pilot", quote: "pilot" }),
    makeCoding(passage, { frame: "innovation", code: "domain_productivity", quote: "e-rostering" }),
  ];

  test("are read with stage and domain in words, replaced as a whole, and due again after a change", async () => {
    const facts = { organisationName: "Rota Trust", meetingDate: "2010-04-01" };
    await addDocument(warehouse.pool, {
      runId,
      source: "/k/1.pdf",
      meetings: [makeMeeting(["An e-rostering pilot."], facts)],
      answers,
    });
    expect(await listOrganisationsToConsolidate(warehouse.pool, 1)).toContain("rota-trust");
    const read = await readMentions(warehouse.pool, "rota-trust");
    expect(read?.mentions).toMatchObject({
      meetingDates: ["2010-04-01"],
      mentions: [
        {
          stage: "pilot",
          domain: "productivity",
          quote: "e-rostering",
          heading: "Quality report",
          itemNumber: "10/034",
          ordinal: 0,
          page: 1,
        },
      ],
    });
    const innovation = {
      innovationId: "i1",
      organisationCode: "rota-trust",
      label: "e-rostering",
      domain: "productivity",
      parentDomain: "productivity",
      stage: "pilot",
      firstMentioned: "2010-04-01",
      firstInUse: "2010-04-01",
      firstImplementedOrEvaluated: null,
      inUseAtFirstMeeting: true,
      mentions: [{ passageId: read?.mentions.mentions[0]?.passageId ?? "", stage: "pilot" }],
    } as const;
    const store = (revision: string, label: string) =>
      storeInnovations(warehouse.pool, {
        organisationCode: "rota-trust",
        runId,
        revision,
        consolidateVersion: 1,
        innovations: [{ ...innovation, label, mentions: [...innovation.mentions] }],
      });
    await store(read?.revision ?? "", "e-rostering");
    await store(read?.revision ?? "", "e-rostering again");
    expect(await ask("select label from derived.innovations where organisation_code = 'rota-trust'")).toEqual(
      [{ label: "e-rostering again" }],
    );
    expect(await listOrganisationsToConsolidate(warehouse.pool, 1)).not.toContain("rota-trust");
    expect(await listOrganisationsToConsolidate(warehouse.pool, 2)).toContain("rota-trust");
    await addDocument(warehouse.pool, {
      runId,
      source: "/k/2.pdf",
      meetings: [makeMeeting(["More."], { ...facts, meetingDate: "2010-06-01" })],
    });
    expect(await listOrganisationsToConsolidate(warehouse.pool, 1)).toContain("rota-trust");
  });

  test("go with the document that they came from when it is removed", async () => {
    const [document] = await ask<{ document_id: string }>(
      "select document_id from raw.documents where source = '/k/1.pdf'",
    );
    const removed = await removeDocument(warehouse.pool, { documentId: document?.document_id ?? "", runId });
    expect(removed).toEqual({ sources: ["/k/1.pdf"], organisationCodes: ["rota-trust"] });
    expect(await ask("select 1 from derived.innovations where organisation_code = 'rota-trust'")).toEqual([]);
    expect(
      await ask("select 1 from raw.passages where passage_id like $1", [`${document?.document_id}%`]),
    ).toEqual([]);
    await expect(removeDocument(warehouse.pool, { documentId: "none", runId })).rejects.toThrow(
      "no document 'none'",
    );
  });
});
