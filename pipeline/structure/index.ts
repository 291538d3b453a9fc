import type { Extraction } from "../../schemas/extraction.js";
import type { ManifestRow, Minutes } from "../../schemas/minutes.js";
import { buildMeeting } from "./meeting.js";
import { findSections } from "./sections.js";
import { countWords, readSourceLines } from "./source-lines.js";

/** Rises whenever `structure` would answer differently. */
export const STRUCTURE_VERSION = 4;

/** What is known of a file beside its pages. */
export type FileFacts = { manifest: ManifestRow | null; fileName: string | null };

/**
 * Finds the sets of minutes in a document and reads each into items and passages. Pure: the same extraction and
 * facts always give the same answer. Says in `notMinutesBecause` what the document seems to be where it holds none.
 */
export function structure(extraction: Extraction, facts: FileFacts): Minutes {
  const lines = readSourceLines(extraction);
  // Words are only asked for where a line ends in a hyphen.
  const words = lines.some((line) => line.text.endsWith("-")) ? countWords(lines) : new Map<string, number>();
  const { sections, notMinutesBecause } = findSections(lines);
  const meetings = sections.map((section) => buildMeeting(section, words, extraction, facts));
  return {
    structureVersion: STRUCTURE_VERSION,
    meetings,
    notMinutesBecause: meetings.length > 0 ? null : notMinutesBecause,
  };
}
