import { stringify } from "csv-stringify/sync";
import { endOf } from "../../pipeline/code/passages.js";
import type { Codebook } from "../../schemas/codebook.js";
import type { SheetPassage } from "../../sql/load/samples.js";
import { columnsOf, mayBeNone, NONE, NOTE } from "./columns.js";
import { shownText } from "./passage-text.js";

export interface SheetOptions {
  sampleId: string;
  codebook: Codebook;
  passages: readonly SheetPassage[];
  /** Shows body and day, which the machine does not see either: coders may then code what they expect of a body. */
  withBody: boolean;
  /** Begins with the mark by which Excel knows UTF-8. */
  withBom: boolean;
}

/**
 * A coding sheet as CSV: a row for each passage in the order given, its answers empty, nothing of what the machine
 * says. Cells that a spreadsheet would take for formulas are escaped.
 */
export function writeSheet({ sampleId, codebook, passages, withBody, withBom }: SheetOptions): string {
  const asked = [
    ...(mayBeNone(codebook) ? [NONE] : []),
    ...columnsOf(codebook).map(({ name }) => name),
    NOTE,
  ];
  const header = [
    "sample_id",
    "passage_id",
    ...(withBody ? ["organisation", "meeting_date"] : []),
    "heading",
    "before",
    "text",
    ...asked,
  ];
  const rows = passages.map((passage) => [
    sampleId,
    passage.passageId,
    ...(withBody ? [passage.organisationName, passage.meetingDate ?? ""] : []),
    passage.heading,
    endOf(passage.before),
    shownText(passage.text),
    ...asked.map(() => ""),
  ]);
  return stringify([header, ...rows], { escape_formulas: true, record_delimiter: "\r\n", bom: withBom });
}
