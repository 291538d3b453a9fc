import { createHash } from "node:crypto";

/**
 * The id an innovation has when its first mention is this passage: the body's code and twelve hexadecimal
 * digits. The same archive gives the same ids, whatever the order in which it was read.
 *
 * When minutes of an earlier meeting arrive and hold a still earlier mention, the innovation takes the id of
 * that mention. The former id is not lost: it is this function of a passage that is still among the
 * innovation's mentions, so whoever kept it finds the innovation through its mentions.
 */
export function innovationIdOf(organisationCode: string, firstPassageId: string): string {
  const digest = createHash("sha256").update(`${organisationCode}\n${firstPassageId}`).digest("hex");
  return `${organisationCode}-${digest.slice(0, 12)}`;
}
