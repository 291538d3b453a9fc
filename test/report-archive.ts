import { DOMAINS, PARENT_OF_DOMAIN, type Stage } from "../schemas/innovation.js";
import type { CodeScores } from "../scripts/report/error-rates.js";
import { halfYearOf } from "../scripts/report/half-years.js";
import type {
  CodedQuote,
  InnovationRow,
  MeetingRow,
  OrientationRow,
  ReportModel,
} from "../scripts/report/model.js";

const QUOTES = [
  "The Chair asked what lay behind the green rating and was not assured that the sample was large enough to say.",
  "Mr Odell reported that the electronic whiteboard was now in use on all medical wards & had cut the time to a bed.",
  'Following the walkabout on Cedar ward the Director of Nursing said that staff <had> raised concerns about "cover" at night; these had been taken to the staffing review and would come back in May.',
  "The Board was pleased to note that the Trust continued to be one of the best performing in the region – £1.2m 💷 saved.",
];

/** The first clause of a passage as its quote. */
function pickQuote(passage: string): { quote: string; passage: string } {
  return { quote: passage.slice(0, passage.indexOf(" ", 40)), passage };
}

const TOPICS = [
  "quality_safety",
  "patient_experience",
  "performance_targets",
  "finance",
  "workforce",
  "governance",
];

/** The same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function scores(precision: number, recall: number, positives: number): CodeScores {
  return {
    precision: { value: precision, low: precision - 0.1, high: precision + 0.1 },
    recall: { value: recall, low: null, high: null },
    positives,
  };
}

/** An archive as the marts would show it, made up: so many bodies, each with a meeting every other month. */
export function makeArchive(
  size: { bodies: number; meetings: number; firstYear?: number },
  seed = 1,
): ReportModel {
  const random = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const organisations = Array.from({ length: size.bodies }, (_, n) => ({
    code: `ZQ${String(n + 1).padStart(2, "0")}`,
    name: `${pick(["Ashby", "Marlock Vale", "Wexcombe and Stanmarch", "St Brannoc’s"])} ${pick(["Hospital", "University Hospitals", "Ambulance Service"])} NHS Trust`,
  }));
  const meetings: MeetingRow[] = [];
  const orientation: OrientationRow[] = [];
  const orientationQuotes: CodedQuote[] = [];
  const codeQuotes: CodedQuote[] = [];
  const innovations: InnovationRow[] = [];
  const attention = new Map<string, { passages: number; words: number }>();
  for (let n = 0; n < size.meetings; n++) {
    const { code } = organisations[n % size.bodies] as { code: string };
    const ordinal = Math.floor(n / size.bodies);
    const year = (size.firstYear ?? 2010) + Math.floor(ordinal / 8);
    const month = Math.floor(((ordinal % 8) * 12) / 8) + 1;
    const meetingDate = `${year}-${String(month).padStart(2, "0")}-25`;
    const meetingId = `m${n}`;
    const source = `minutes/${code}-${meetingDate}.pdf`;
    const passages = 30 + Math.floor(random() * 30);
    meetings.push({
      meetingId,
      organisationCode: code,
      meetingDate,
      meetingKind: "board",
      session: "public",
      isCounted: true,
      passages,
      words: passages * 48,
      source,
    });
    const halfYear = halfYearOf(meetingDate);
    const coded = (frame: string, which: string): CodedQuote => ({
      passageId: `p${random()}`,
      organisationCode: code,
      meetingDate,
      source,
      itemNumber: `${n}/0${Math.floor(random() * 9)}`,
      itemTitle: pick(["Quality and safety report", "Finance report", "Chief Executive’s report"]),
      page: 1 + Math.floor(random() * 9),
      ...pickQuote(pick(QUOTES)),
      frame,
      code: which,
      halfYear,
      coder: "model",
      probability: Math.round(random() * 100) / 100,
      because: "rules ps.asked-behind, ps.not-assured",
    });
    const problemSensing = Math.floor(random() * 4);
    const comfortSeeking = Math.floor(random() * 3);
    orientation.push({
      meetingId,
      organisationCode: code,
      meetingDate,
      passages,
      problemSensing,
      comfortSeeking,
    });
    for (let i = 0; i < problemSensing; i++) orientationQuotes.push(coded("orientation", "problem_sensing"));
    for (let i = 0; i < comfortSeeking; i++) orientationQuotes.push(coded("orientation", "comfort_seeking"));
    for (const topic of TOPICS) {
      const key = JSON.stringify([halfYear, topic]);
      const sum = attention.get(key) ?? { passages: 0, words: 0 };
      const share = 1 + Math.floor(random() * 8);
      attention.set(key, { passages: sum.passages + share, words: sum.words + share * 50 });
      if (codeQuotes.filter((quote) => quote.code === topic).length < 30)
        codeQuotes.push(coded("attention", topic));
    }
    if (random() < 0.45) {
      const domain = pick(DOMAINS);
      const stage = pick<Stage>(["proposed", "approved", "pilot", "implemented", "evaluated"]);
      const isInUse = ["pilot", "implemented", "evaluated"].includes(stage);
      const isStrict = ["implemented", "evaluated"].includes(stage);
      innovations.push({
        innovationId: `i${n}`,
        organisationCode: code,
        label: pick([
          "Electronic whiteboard",
          "Productive Ward",
          "Mystery shoppers",
          "Patient diaries & <cards>",
        ]),
        domain,
        parentDomain: PARENT_OF_DOMAIN[domain],
        stage,
        firstMentioned: meetingDate,
        firstInUse: isInUse ? meetingDate : null,
        firstImplementedOrEvaluated: isStrict ? meetingDate : null,
        inUseAtFirstMeeting: isInUse && ordinal === 0,
        mentions: [{ ...coded("innovation", "mention"), innovationId: `i${n}`, stage }],
      });
    }
  }
  meetings.sort((a, b) =>
    a.organisationCode < b.organisationCode ? -1 : a.organisationCode > b.organisationCode ? 1 : 0,
  );
  return {
    scope: { organisationCode: null, fromDate: null, toDate: null },
    codedAt: "2026-11-22T16:00:00.000Z",
    outcomes: [
      { outcome: "coded", files: size.meetings - 1, pages: size.meetings * 6, pagesOcr: 0, filesGone: 0 },
      { outcome: "coded after OCR", files: 1, pages: 7, pagesOcr: 7, filesGone: 1 },
      { outcome: "encrypted", files: 1, pages: 0, pagesOcr: 0, filesGone: 0 },
    ],
    filesNotCoded: [
      {
        source: "minutes/locked.pdf",
        outcome: "encrypted",
        detail: "The file asks for a password. Give it in the manifest and retry.",
      },
    ],
    organisations,
    meetings,
    coverage: [],
    versions: [
      {
        frame: "innovation",
        coder: "model",
        codebookVersion: "2026-11-22",
        coderVersion: "1",
        isValidated: true,
        codings: innovations.length,
      },
      {
        frame: "orientation",
        coder: "model",
        codebookVersion: "2026-11-22",
        coderVersion: "1",
        isValidated: true,
        codings: orientationQuotes.length,
      },
    ],
    frames: [
      {
        frame: "attention",
        title: "What the item is about",
        isValidated: true,
        validatedAgainst: "model-coded gold",
        codes: TOPICS.map((code) => ({ code, label: code.replace("_", " and "), parent: null })),
      },
      {
        frame: "quaser",
        title: "QUASER’s eight challenges",
        isValidated: false,
        validatedAgainst: "none",
        codes: [{ code: "leadership", label: "Leadership", parent: null }],
      },
    ],
    innovations,
    orientation,
    orientationQuotes,
    attention: [...attention].map(([key, sum]) => {
      const [halfYear, topic] = JSON.parse(key) as [string, string];
      return { halfYear, topic, ...sum };
    }),
    codes: [{ frame: "quaser", code: "leadership", organisations: 2, passages: 3, isValidated: false }],
    codeQuotes: [
      ...codeQuotes,
      ...codeQuotes.slice(0, 2).map((quote) => ({ ...quote, frame: "quaser", code: "leadership" })),
    ],
    regimes: (["before", "during", "after"] as const).map((period) => ({
      organisationCode: "ZQ01",
      regime: "special measures",
      period,
      fromDate: period === "after" ? null : "2010-03-01",
      toDate: period === "after" ? null : "2010-08-31",
      meetings: period === "after" ? 0 : 3,
      passages: period === "after" ? 0 : 120,
      problemSensing: period === "during" ? 2 : 0,
      comfortSeeking: 0,
      innovations: 0,
      innovationIds: [],
    })),
    regimeQuotes: orientationQuotes
      .filter(({ code }) => code === "problem_sensing")
      .slice(0, 2)
      .map((quote) => ({
        ...quote,
        regimeOrganisationCode: "ZQ01",
        regime: "special measures",
        period: "during" as const,
      })),
    corrected: [],
    errorRates: {
      modelVersion: "default@1",
      sets: [
        {
          name: "real",
          passages: 700,
          bodies: 7,
          byCode: {
            mention: scores(0.71, 0.64, 36),
            problem_sensing: scores(0.62, 0.58, 18),
            comfort_seeking: scores(0.5, 0.41, 9),
            domain_safety: scores(0.4, 0.4, 5),
          },
          choices: { stage: { right: 0.64, passages: 36 }, topic: { right: 0.58, passages: 700 } },
        },
      ],
    },
  };
}
