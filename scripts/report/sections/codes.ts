import { type Block, count, type Evidence, head, idOf, type Row } from "../document.js";
import { scoresOf, setOf, shortErrorRate } from "../error-rates.js";
import type { CodeRow, ReportModel } from "../model.js";
import { capitalise, nameCode } from "../names.js";
import { listCodings, passageEvidence } from "./coded-evidence.js";

/** How often each code of a frame applies, with the quotes behind each count; nothing where the frame is not coded. */
export function composeCodes(
  model: ReportModel,
  frame: string,
  table: { id: string; caption: string; except: string[] },
): { blocks: Block[]; cells: Evidence[] } {
  const rows = model.codes.filter((row) => row.frame === frame && !table.except.includes(row.code));
  const isMeasured = rows.some(({ code }) => scoresOf(model.errorRates, code) !== null);
  if (rows.length === 0)
    return { blocks: [{ kind: "paragraph", content: ["No passage has a code of this frame."] }], cells: [] };
  const isValidated =
    model.frames.find((words) => words.frame === frame)?.isValidated ?? rows.every((row) => row.isValidated);
  const ordered = inCodebookOrder(model, frame, [...rows, ...absentCodes(model, frame, rows, table.except)]);
  return {
    blocks: [
      {
        kind: "table",
        id: table.id,
        caption: `${table.caption}${isValidated ? "" : " (not validated)"}`,
        columns: ["Code", "Bodies", "Passages", ...(isMeasured ? ["Precision / recall"] : [])],
        rows: ordered.map(
          (row): Row => ({
            cells: [
              head(capitalise(nameCode(model.frames, frame, row.code))),
              count(row.organisations, cellId(row)),
              count(row.passages, cellId(row)),
              ...(isMeasured ? [{ content: [shortErrorRate(model.errorRates, row.code)] }] : []),
            ],
          }),
        ),
        notes: [
          [
            "A passage may have several codes. Bodies: those with at least one such passage.",
            isMeasured
              ? ` Precision and recall on ${setOf(model.errorRates, rows[0]?.code ?? "")?.name} minutes that the coder had not seen; n/m: not measured, –: none there to judge.`
              : " How often the coder errs was not measured.",
            isValidated ? "" : " Codings of this frame have been held against no gold standard.",
          ],
        ],
      },
    ],
    cells: ordered
      .filter(({ passages }) => passages > 0)
      .map((row) =>
        passageEvidence(model, {
          id: cellId(row),
          title: capitalise(nameCode(model.frames, frame, row.code)),
          count: row.passages,
          quotes: model.codeQuotes.filter((quote) => quote.frame === frame && quote.code === row.code),
          sql: listCodings(model, frame, row.code),
          back: table.id,
        }),
      ),
  };
}

/** Codes of a frame that apply nowhere: a zero is a finding too. */
function absentCodes(model: ReportModel, frame: string, found: CodeRow[], except: string[]): CodeRow[] {
  const words = model.frames.find((candidate) => candidate.frame === frame);
  return (words?.codes ?? [])
    .filter(({ code }) => !except.includes(code) && !found.some((row) => row.code === code))
    .map(({ code }) => ({
      frame,
      code,
      organisations: 0,
      passages: 0,
      isValidated: words?.isValidated ?? false,
    }));
}

function cellId({ frame, code }: CodeRow): string {
  return idOf("code", frame, code);
}

function inCodebookOrder(model: ReportModel, frame: string, rows: CodeRow[]): CodeRow[] {
  const order = model.frames.find((words) => words.frame === frame)?.codes.map(({ code }) => code) ?? [];
  const placeOf = ({ code }: CodeRow): number => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b) || (a.code < b.code ? -1 : 1));
}
