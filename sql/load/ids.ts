import { createHash } from "node:crypto";

const ID_LENGTH = 20;

/** Id of the document with these bytes: the beginning of their sha256. */
export function documentId(sha256: string): string {
  return sha256.slice(0, ID_LENGTH);
}

/** Id of a further file with bytes that are already there, and of one whose bytes nobody saw (`sha256` null). */
export function furtherDocumentId(sha256: string | null, source: string): string {
  return createHash("sha256")
    .update(`${sha256 ?? ""}\n${source}`)
    .digest("hex")
    .slice(0, ID_LENGTH);
}

/** Id of the `ordinal`-th set of minutes (from 0) in a document: "3f2a…-1" is the first. */
export function meetingId(document: string, ordinal: number): string {
  return `${document}-${ordinal + 1}`;
}

/** Id of the `ordinal`-th passage (from 0) of a meeting: "3f2a…-1-034" is the 34th. */
export function passageId(meeting: string, ordinal: number): string {
  return `${meeting}-${String(ordinal + 1).padStart(3, "0")}`;
}
