import type { EvidenceChapter, Section } from "../document.js";

/** A section of the report with the quotes behind its numbers. */
export interface Part {
  section: Section;
  evidence: EvidenceChapter[];
}
