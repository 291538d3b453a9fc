import type { Domain, ParentDomain, Stage } from "../../schemas/innovation.js";
import type { Outcome } from "../../schemas/outcome.js";
import type { ErrorRates } from "./error-rates.js";

/** What the report is about: the whole archive, one body, a period, or both. Dates are days, both ends included. */
export interface ReportScope {
  organisationCode: string | null;
  fromDate: string | null;
  toDate: string | null;
}

/** Files ever offered, by outcome. Always of the whole archive: a file that could not be read has no body or date. */
export interface OutcomeRow {
  outcome: Outcome;
  files: number;
  pages: number;
  pagesOcr: number;
  /** Of these files, those that are no longer where they were found. */
  filesGone: number;
}

/** A file that gave no coded minutes, and why. */
export interface FileRow {
  source: string;
  outcome: string;
  detail: string | null;
}

export interface OrganisationRow {
  code: string;
  name: string | null;
}

/** A meeting in scope. Those with `isCounted` false (a second copy, a draft of confirmed minutes) count nowhere. */
export interface MeetingRow {
  meetingId: string;
  organisationCode: string;
  meetingDate: string | null;
  meetingKind: string;
  session: string;
  isCounted: boolean;
  passages: number;
  words: number;
  source: string;
}

/** Meetings a manifest led us to expect, where one says so, beside those found. */
export interface CoverageRow {
  organisationCode: string;
  meetingsFound: number;
  meetingsExpected: number;
}

/** Which versions gave the codings of one frame. A report of one archive has one row a frame and coder. */
export interface VersionRow {
  frame: string;
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  isValidated: boolean;
  codings: number;
}

/** Where a quote stands. `quote` is an exact slice of its passage; `page` is the PDF page where it begins. */
export interface Quote {
  passageId: string;
  organisationCode: string;
  meetingDate: string | null;
  source: string;
  itemNumber: string | null;
  itemTitle: string | null;
  page: number;
  quote: string;
  /** The whole text of the passage. */
  passage: string;
}

export interface InnovationMentionRow extends Quote {
  innovationId: string;
  stage: Stage;
}

export interface InnovationRow {
  innovationId: string;
  organisationCode: string;
  label: string;
  domain: Domain;
  parentDomain: ParentDomain;
  stage: Stage;
  firstMentioned: string;
  firstInUse: string | null;
  firstImplementedOrEvaluated: string | null;
  inUseAtFirstMeeting: boolean;
  mentions: InnovationMentionRow[];
}

/** Passages of one counted meeting with problem-sensing, with comfort-seeking (one passage may have both). */
export interface OrientationRow {
  meetingId: string;
  organisationCode: string;
  meetingDate: string | null;
  passages: number;
  problemSensing: number;
  comfortSeeking: number;
}

/** Attention of one half-year to one topic, over all bodies in scope. `halfYear` as in `halfYearOf`. */
export interface AttentionRow {
  halfYear: string;
  topic: string;
  passages: number;
  words: number;
}

/** What a body's minutes say in one period of a rating or regime. Of the whole archive, whatever the period of the report. */
export interface RegimeRow {
  organisationCode: string;
  regime: string;
  period: "before" | "during" | "after";
  fromDate: string | null;
  toDate: string | null;
  meetings: number;
  passages: number;
  problemSensing: number;
  comfortSeeking: number;
  innovations: number;
  innovationIds: string[];
}

/** How often a code applies, over the counted meetings in scope. */
export interface CodeRow {
  frame: string;
  code: string;
  organisations: number;
  passages: number;
  isValidated: boolean;
}

/** A passage to which a code applies, with the coder's reason. */
export interface CodedQuote extends Quote {
  frame: string;
  code: string;
  halfYear: string;
  coder: string;
  probability: number | null;
  because: string | null;
}

/** A passage of a period of a rating or regime. Its body may be another: one that came from the body, or before it. */
export interface RegimeQuote extends CodedQuote {
  regimeOrganisationCode: string;
  regime: string;
  period: RegimeRow["period"];
}

/** The share of a code by the machine and corrected, in the archive, a half-year or a body. */
export interface CorrectedRow {
  frame: string;
  code: string;
  scope: "archive" | "half_year" | "organisation";
  organisationCode: string | null;
  halfYear: string | null;
  passages: number;
  applies: number;
  passagesCovered: number;
  passagesJudged: number;
  machineShare: number | null;
  corrected: number | null;
  correctedLow: number | null;
  correctedHigh: number | null;
  roganGladen: number | null;
  roganGladenLow: number | null;
  roganGladenHigh: number | null;
  whyEmpty: string | null;
}

/** Words for people of the codes of a frame, from its codebook. */
export interface FrameWords {
  frame: string;
  title: string;
  isValidated: boolean;
  /** Against which gold standard, or why there is none. */
  validatedAgainst: string;
  codes: { code: string; label: string; parent: string | null }[];
}

/** Everything the report says, read from the marts once. The renderers are pure functions of it. */
export interface ReportModel {
  scope: ReportScope;
  /** When the newest of the documents was coded (ISO 8601); the report has no clock of its own. */
  codedAt: string | null;
  outcomes: OutcomeRow[];
  /** Not all where there are very many; `outcomes` has the full counts. */
  filesNotCoded: FileRow[];
  organisations: OrganisationRow[];
  meetings: MeetingRow[];
  coverage: CoverageRow[];
  versions: VersionRow[];
  frames: FrameWords[];
  innovations: InnovationRow[];
  orientation: OrientationRow[];
  /**
   * Problem-sensing and comfort-seeking passages, at most so many for each body, half-year and code, in an order
   * that has nothing to do with what they say.
   */
  orientationQuotes: CodedQuote[];
  attention: AttentionRow[];
  codes: CodeRow[];
  /** Passages of the other codes, at most so many for each, in such an order. */
  codeQuotes: CodedQuote[];
  /** Ratings and regimes that were brought; empty where none were. */
  regimes: RegimeRow[];
  regimeQuotes: RegimeQuote[];
  /** Shares corrected by people's codings of a sample; empty where there is none. Of the archive's own scopes. */
  corrected: CorrectedRow[];
  /** Scores of the trained coder on bodies it had not seen; null where no model card is at hand. */
  errorRates: ErrorRates | null;
}
