import { countOf, type ReportDocument, type Section } from "./document.js";
import { boundEvidence } from "./evidence.js";
import { nameDay } from "./half-years.js";
import type { ReportModel } from "./model.js";
import { sayScope } from "./names.js";
import { STUDY } from "./published.js";
import { composeAttention } from "./sections/attention.js";
import { composeCodes } from "./sections/codes.js";
import { composeInnovations } from "./sections/innovations.js";
import { composeMeetings } from "./sections/meetings.js";
import { composeOrientation } from "./sections/orientation.js";
import type { Part } from "./sections/part.js";
import { composeReading } from "./sections/reading.js";
import { composeRegimes } from "./sections/regimes.js";

/** Frames with a section of their own; every other one that was coded comes after them. */
const OWN_SECTION = ["innovation", "orientation", "attention"];

/** The report as sections, tables, plots and quotes, before it is written as HTML or Markdown. */
export async function composeReport(model: ReportModel): Promise<ReportDocument> {
  const parts = [
    await composeInnovations(model),
    await composeOrientation(model),
    await composeAttention(model),
    ...composeOtherFrames(model),
    ...(await composeRegimes(model)),
  ];
  return {
    title: "What board minutes say",
    subtitle: `Innovation, orientation and attention: ${sayScope(model)}`,
    sections: [composeReading(model), ...parts.map(({ section }) => section), composeMeetings(model)],
    evidence: boundEvidence(
      parts.flatMap(({ evidence }) => evidence).filter(({ cells }) => cells.length > 0),
    ),
    colophon: [
      [
        `Made by boardsense from ${sayScope(model)}${model.codedAt === null ? "" : `, as coded on ${nameDay(model.codedAt)}`}.`,
      ],
      [`The study: ${STUDY.citation}. doi ${STUDY.doi}.`],
      ['Every statement shown with a number can be run with: boardsense sql "select …".'],
    ],
  };
}

function composeOtherFrames(model: ReportModel): Part[] {
  const frames = [...new Set(model.codes.map(({ frame }) => frame))].filter(
    (frame) => !OWN_SECTION.includes(frame),
  );
  return frames.map((frame): Part => {
    const frameWords = model.frames.find((candidate) => candidate.frame === frame);
    const title = frameWords?.title ?? frame;
    const { blocks, cells } = composeCodes(model, frame, {
      id: `table-frame-${frame}`,
      caption: title,
      except: [],
    });
    const isValidated = frameWords?.isValidated ?? false;
    const section: Section = {
      id: `frame-${frame}`,
      title: isValidated ? title : `${title} (not validated)`,
      blocks: [
        {
          kind: "paragraph",
          content: [
            `${countOf(cells.length, "code")} of this frame ${cells.length === 1 ? "applies" : "apply"} to at least one passage.`,
            isValidated
              ? ""
              : " No gold standard exists for this frame: read the quotes before using a number.",
          ],
        },
        ...blocks,
      ],
      sections: [],
    };
    return { section, evidence: [{ id: `evidence.frame.${frame}`, title, cells }] };
  });
}
