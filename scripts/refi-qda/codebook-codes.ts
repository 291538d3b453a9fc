import type { Codebook } from "../../schemas/codebook.js";
import { guidOf } from "./guid.js";
import type { QdaCode } from "./model.js";

/** Headings of frames and the codes below them; a code's name is unique among all frames: "orientation: p1". */
export function qdaCodesOf(codebook: Codebook): QdaCode[] {
  const heading: QdaCode = {
    guid: guidOf("frame", codebook.frame),
    name: codebook.title,
    isCodable: false,
    parent: null,
    description: `Frame ${codebook.frame}, version ${codebook.version}. ${codebook.source}`,
  };
  return [
    heading,
    ...codebook.codes.map((code) => ({
      guid: codeGuid(codebook.frame, code.code),
      name: codeName(codebook.frame, code.code),
      isCodable: true,
      parent: code.parent === undefined ? heading.guid : codeGuid(codebook.frame, code.parent),
      description: [
        `${code.label}. ${code.definition}`,
        ...code.include.map((line) => `+ ${line}`),
        ...code.exclude.map((line) => `- ${line}`),
      ].join("\n"),
    })),
  ];
}

/** What a code is called in a project; `readCodeName` reads it back. */
export function codeName(frame: string, code: string): string {
  return `${frame}: ${code}`;
}

/** Frame and code of a name that `codeName` made (spaces and capitals do not matter); null for other names. */
export function readCodeName(name: string): { frame: string; code: string } | null {
  const match = /^\s*([a-z0-9-]+)\s*:\s*([a-z0-9_]+)\s*$/i.exec(name);
  return match === null
    ? null
    : { frame: (match[1] as string).toLowerCase(), code: (match[2] as string).toLowerCase() };
}

/** The code's GUID, whatever the codebook's version: programs keep codings by it. */
export function codeGuid(frame: string, code: string): string {
  return guidOf("code", frame, code);
}
