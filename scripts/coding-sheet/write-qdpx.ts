import { endOf } from "../../pipeline/code/passages.js";
import { codeGuid, codeName, guidOf, type QdaProject, qdaCodesOf } from "../refi-qda/index.js";
import { mayBeNone, NONE } from "./columns.js";
import type { SheetOptions } from "./write-csv.js";

/**
 * A coding sheet as a REFI-QDA project: a source for each passage, named by its place and id, with the frame's codes and
 * one for "none of these"; nothing is coded. Heading and the passage before stand in the source's description.
 */
export function sheetProject({ sampleId, codebook, passages, withBody }: SheetOptions): QdaProject {
  const digits = String(passages.length).length;
  const codes = qdaCodesOf(codebook);
  return {
    name: `Sample ${sampleId} (${codebook.frame})`,
    origin: "boardsense",
    description: `Code each source by the frame ${codebook.frame}, version ${codebook.version}. A source that no code fits gets '${codeName(codebook.frame, NONE)}'; one without any code counts as not coded yet.`,
    users: [],
    codes: mayBeNone(codebook)
      ? [
          ...codes,
          {
            guid: codeGuid(codebook.frame, NONE),
            name: codeName(codebook.frame, NONE),
            isCodable: true,
            parent: codes[0]?.guid ?? null,
            description: "None of the codes of this frame applies.",
          },
        ]
      : codes,
    variables: [],
    cases: [],
    sources: passages.map((passage, index) => ({
      guid: guidOf("passage", passage.passageId),
      name: `${String(index + 1).padStart(digits, "0")} ${passage.passageId}`,
      text: passage.text.replaceAll("\r", " "),
      description: [
        ...(withBody ? [`${passage.organisationName}, ${passage.meetingDate ?? "no date"}`] : []),
        ...(passage.heading === "" ? [] : [`Heading: ${passage.heading}`]),
        ...(passage.before === "" ? [] : [`Before: ${endOf(passage.before)}`]),
      ].join("\n"),
      values: [],
      codings: [],
    })),
  };
}
