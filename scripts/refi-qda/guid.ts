import { createHash } from "node:crypto";

/** Namespace of boardsense's own ids: any fixed GUID that nobody else uses. */
const NAMESPACE = Buffer.from("8d1f6a4e5c2b4f0e9a37c0b1d2e3f405", "hex");

/**
 * The GUID that stands for these parts of an id, the same on every machine (RFC 9562, version 5):
 * `guidOf("passage", passageId)`.
 */
export function guidOf(...parts: string[]): string {
  const hash = createHash("sha1").update(NAMESPACE).update(parts.join("\u0000")).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A GUID as the file may spell it (braces, capitals) in the one form used here. */
export function normaliseGuid(guid: string): string {
  return guid
    .trim()
    .replace(/^\{|\}$/g, "")
    .toLowerCase();
}
