import type pg from "pg";
import { readMentions, removeDocument, storeInnovations } from "../../sql/load/index.js";
import { addDocument, offerFile, preparePins } from "./archive.js";
import { makeCoding, makeManifest, makeMeeting } from "./minutes.js";

/**
 * Fills an empty warehouse with three meetings of two bodies, coded by rules and a person, in words that are hard to
 * write down: pairs of units, formulas, quotation marks, backslashes. One file is there twice, another was removed.
 */
export async function fillSmallArchive(pool: pg.Pool): Promise<void> {
  const runId = await preparePins(pool);
  const add = (source: string, code: string, date: string, paragraphs: string[], isByPerson = false) =>
    addDocument(pool, {
      runId,
      source,
      meetings: [makeMeeting(paragraphs, { meetingDate: date, organisationName: `${code} NHS Trust` })],
      manifest: makeManifest({ organisationCode: code, password: "hunter2" }),
      answers: (passage) => {
        const asked = passage.text.indexOf("asked");
        const coder = isByPerson && asked >= 0 ? { coder: "human:XY", coderVersion: "1" } : {};
        return [
          asked < 0
            ? makeCoding(passage, { frame: "orientation", code: null })
            : makeCoding(passage, {
                frame: "orientation",
                code: "p1",
                quote: "asked",
                probability: 1 / 3,
                ...coder,
              }),
          ...(passage.text.includes("mats")
            ? ["mention", "stage_pilot", "domain_safety"].map((mark) =>
                makeCoding(passage, { frame: "innovation", code: mark, quote: "mats", probability: 0.9 }),
              )
            : [makeCoding(passage, { frame: "innovation", code: null })]),
          makeCoding(passage, { frame: "attention", code: "other" }),
        ];
      },
    });
  await add("/srv/secret place/RX1/one.pdf", "RX1", "2010-01-28", [
    '💷 £5m: the Board asked “why”\\n\tand "how".',
    "=SUM(A1) was typed in the paper.",
    "Sensor mats had been on trial on 💤 Ward 4 since May.",
  ]);
  await add(
    "/srv/secret place/RX1/two.pdf",
    "RX1",
    "2010-07-29",
    ["Nothing was new.", "Mrs Lee asked again."],
    true,
  );
  await add("/srv/secret place/RX2/one.pdf", "RX2", "2010-07-01", ["Assurance was received."]);
  const removed = await add("/srv/secret place/RX2/gone.pdf", "RX2", "2010-08-01", ["A private matter."]);
  await removeDocument(pool, { documentId: removed, runId });
  await offerFile(pool, { runId, source: "/srv/secret place/broken.pdf", bytes: "broken" });
  await pool.query(
    "update raw.documents set outcome = 'damaged', detail = 'Could not open ''/srv/secret place/broken.pdf'': no.' where source like '%broken.pdf'",
  );
  for (const organisationCode of ["RX1", "RX2"]) {
    const read = await readMentions(pool, organisationCode);
    const [mention] = read?.mentions.mentions ?? [];
    if (read === null || mention === undefined) continue;
    await storeInnovations(pool, {
      organisationCode,
      runId,
      revision: read.revision,
      consolidateVersion: 1,
      innovations: [
        {
          innovationId: `${organisationCode}-1`,
          organisationCode,
          label: "sensor mats",
          domain: "safety",
          parentDomain: "safety",
          stage: "pilot",
          firstMentioned: mention.meetingDate,
          firstInUse: mention.meetingDate,
          firstImplementedOrEvaluated: null,
          inUseAtFirstMeeting: true,
          mentions: [{ passageId: mention.passageId, stage: "pilot" }],
        },
      ],
    });
  }
}
