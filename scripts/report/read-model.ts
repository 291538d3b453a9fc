import { OUTCOMES } from "../../schemas/outcome.js";
import { type Queryable, runQuery } from "../../sql/index.js";
import type { ErrorRates } from "./error-rates.js";
import { withHumanErrors } from "./human-errors.js";
import type {
  AttentionRow,
  CodedQuote,
  CodeRow,
  CorrectedRow,
  CoverageRow,
  FileRow,
  FrameWords,
  InnovationMentionRow,
  InnovationRow,
  MeetingRow,
  OrientationRow,
  OutcomeRow,
  RegimeQuote,
  RegimeRow,
  ReportModel,
  ReportScope,
  VersionRow,
} from "./model.js";
import { dropSharedFolder } from "./sources.js";

/** Files without coded minutes that are listed; the counts by outcome take in all of them. */
const FILES_LISTED = 300;

/** Quotes read for each number; the report shows at most these, and fewer where there are very many numbers. */
const QUOTES_A_CELL = 60;

const ORIENTATION_CODES = ["problem_sensing", "comfort_seeking"];

/** Reads all that the report says from the marts. Nothing is written. `errorRates` come from the model card. */
export async function readReportModel(
  db: Queryable,
  scope: ReportScope,
  errorRates: ErrorRates | null,
): Promise<ReportModel> {
  const where = [scope.organisationCode, scope.fromDate, scope.toDate];
  const body = [scope.organisationCode];
  const outcomes = await runQuery<OutcomeRow & { codedAt: Date | null }>(db, "report_outcomes");
  const files = await runQuery<FileRow>(db, "report_files_not_coded", [FILES_LISTED]);
  const meetings = await runQuery<MeetingRow & { organisationName: string | null }>(
    db,
    "report_meetings",
    where,
  );
  const versions = await runQuery<VersionRow>(db, "report_versions", where);
  const mentions = await runQuery<InnovationMentionRow>(db, "report_innovation_mentions", body);
  const innovations = await runQuery<Omit<InnovationRow, "mentions">>(db, "report_innovations", body);
  const codes = await runQuery<CodeRow>(db, "report_code_counts", where);
  const orientationQuotes = await readQuotes(db, where, "orientation", ORIENTATION_CODES, true);
  const codeQuotes: CodedQuote[] = [];
  for (const frame of new Set(codes.map((row) => row.frame))) {
    if (frame === "innovation") continue;
    const except = frame === "orientation" ? ORIENTATION_CODES : [];
    codeQuotes.push(...(await readQuotes(db, where, frame, except, false)));
  }
  const regimeQuotes = await runQuery<RegimeQuote>(db, "report_regime_quotes", [...body, QUOTES_A_CELL]);
  const rename = dropSharedFolder([...files, ...meetings].map(({ source }) => source));
  const withName = <Row extends { source: string }>(rows: Row[]): Row[] =>
    rows.map((row) => ({ ...row, source: rename(row.source) }));
  return {
    scope,
    codedAt: latest(outcomes.map(({ codedAt }) => codedAt)),
    outcomes: inOrderOfOutcome(outcomes).map(({ codedAt: _, ...row }) => row),
    filesNotCoded: withName(files),
    organisations: listOrganisations(meetings),
    meetings: withName(meetings).map(({ organisationName: _, ...row }) => row),
    coverage: await runQuery<CoverageRow>(db, "report_coverage", where),
    versions,
    frames: groupByFrame(await runQuery<CodeWords>(db, "report_codes")),
    innovations: withMentions(innovations, withName(mentions)),
    orientation: await runQuery<OrientationRow>(db, "report_orientation", where),
    orientationQuotes: withName(orientationQuotes),
    attention: await runQuery<AttentionRow>(db, "report_attention", where),
    codes,
    codeQuotes: withName(codeQuotes),
    regimes: await runQuery<RegimeRow>(db, "report_regimes", body),
    regimeQuotes: withName(regimeQuotes),
    corrected: await runQuery<CorrectedRow>(db, "report_corrected"),
    errorRates: await withHumanErrors(db, errorRates),
  };
}

function readQuotes(
  db: Queryable,
  where: (string | null)[],
  frame: string,
  codes: string[],
  onlyTheseByBody: boolean,
): Promise<CodedQuote[]> {
  return runQuery<CodedQuote>(db, "report_coded_quotes", [
    ...where,
    frame,
    codes,
    onlyTheseByBody,
    QUOTES_A_CELL,
  ]);
}

function latest(times: (Date | null)[]): string | null {
  const known = times.filter((time) => time !== null).map((time) => time.toISOString());
  return known.sort().at(-1) ?? null;
}

function inOrderOfOutcome<Row extends OutcomeRow>(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
}

function listOrganisations(
  meetings: { organisationCode: string; organisationName: string | null }[],
): ReportModel["organisations"] {
  const names = new Map(
    meetings.map(({ organisationCode, organisationName }) => [organisationCode, organisationName]),
  );
  return [...names].map(([code, name]) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

function withMentions(
  innovations: Omit<InnovationRow, "mentions">[],
  mentions: InnovationMentionRow[],
): InnovationRow[] {
  const byInnovation = new Map<string, InnovationMentionRow[]>(
    innovations.map((row) => [row.innovationId, []]),
  );
  for (const mention of mentions) byInnovation.get(mention.innovationId)?.push(mention);
  return innovations.map((row) => ({ ...row, mentions: byInnovation.get(row.innovationId) ?? [] }));
}

interface CodeWords {
  frame: string;
  frameTitle: string;
  isValidated: boolean;
  validatedAgainst: string;
  code: string;
  label: string;
  parent: string | null;
}

function groupByFrame(rows: CodeWords[]): FrameWords[] {
  const frames = new Map<string, FrameWords>();
  for (const { frame, frameTitle, isValidated, validatedAgainst, code, label, parent } of rows) {
    const words = frames.get(frame) ?? { frame, title: frameTitle, isValidated, validatedAgainst, codes: [] };
    words.codes.push({ code, label, parent });
    frames.set(frame, words);
  }
  return [...frames.values()];
}
