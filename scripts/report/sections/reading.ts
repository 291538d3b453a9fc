import { SETTLED_OUTCOMES } from "../../../schemas/outcome.js";
import { countInnovations, halfYearsRead, type Measure, sumOrientation } from "../counts.js";
import {
  type Block,
  count,
  countOf,
  formatCount,
  head,
  type Inline,
  linked,
  type Row,
  type Section,
  signed,
  type Table,
  words,
} from "../document.js";
import { figureWithInterval } from "../error-rates.js";
import { nameDay, nameHalfYear } from "../half-years.js";
import { balanceOf } from "../intervals.js";
import type { ReportModel } from "../model.js";
import { capitalise } from "../names.js";
import { describeCaveats } from "./caveats.js";
import { innovationCellId } from "./innovation-evidence.js";

/** The first page: what was read and what was not, what to know before the numbers, and the versions. */
export function composeReading(model: ReportModel): Section {
  return {
    id: "reading",
    title: "What was read",
    blocks: [showFigures(model), ...describeCoverage(model), tabulateOutcomes(model)],
    sections: [
      { id: "caveats", title: "Before the numbers", blocks: describeCaveats(model), sections: [] },
      { id: "versions", title: "Versions and errors", blocks: describeVersions(model), sections: [] },
    ],
  };
}

/** The handful of figures that a reader looks for first. */
function showFigures(model: ReportModel): Block {
  const counted = (measure: Measure): number =>
    countInnovations(model.innovations, measure, model.scope).length;
  const { problemSensing, comfortSeeking } = sumOrientation(model.orientation);
  const balance = balanceOf(problemSensing, comfortSeeking);
  return {
    kind: "facts",
    items: [
      {
        figure: [linked(model.meetings.filter(({ isCounted }) => isCounted).length, "meetings")],
        words: "meetings read",
      },
      { figure: [linked(countNotCoded(model), "files-not-coded")], words: "files that could not be coded" },
      {
        figure: [linked(counted("in use"), innovationCellId("in use", null, null))],
        words: `innovations in use (${formatCount(counted("strict"))} by the strict count)`,
      },
      {
        figure: [balance === null ? "–" : { text: signed(balance.value), to: "table-balance" }],
        words: `balance of ${formatCount(problemSensing)} problem-sensing and ${formatCount(comfortSeeking)} comfort-seeking passages`,
      },
    ],
  };
}

/** Files of which something is missing: not coded, and not for want of minutes in them. */
function countNotCoded(model: ReportModel): number {
  return model.outcomes
    .filter(({ outcome }) => !SETTLED_OUTCOMES.includes(outcome))
    .reduce((sum, { files }) => sum + files, 0);
}

function describeCoverage(model: ReportModel): Block[] {
  const counted = model.meetings.filter(({ isCounted }) => isCounted);
  const dates = counted.flatMap(({ meetingDate }) => (meetingDate === null ? [] : [meetingDate])).sort();
  const bodies = new Set(counted.map(({ organisationCode }) => organisationCode)).size;
  const passages = sumOrientation(model.orientation).passages;
  const sentences: Inline[] =
    counted.length === 0
      ? ["No minutes were read in this scope."]
      : [
          "Minutes of ",
          { text: countOf(counted.length, "meeting"), to: "meetings" },
          ` of ${countOf(bodies, "body", "bodies")} were read, held between ${nameDay(dates[0] ?? null)} and ${nameDay(dates.at(-1) ?? null)}, with ${countOf(passages, "coded passage")}. `,
          ...describeGaps(model, dates.length === counted.length ? 0 : counted.length - dates.length),
        ];
  const left = model.meetings.length - counted.length;
  if (left > 0) {
    sentences.push(
      `${countOf(left, "further set of minutes is", "further sets of minutes are")} not counted: second copies, or drafts of minutes that are there as confirmed too.`,
    );
  }
  return [{ kind: "paragraph", content: sentences }];
}

function describeGaps(model: ReportModel, undated: number): string[] {
  const expected = model.coverage.reduce((sum, row) => sum + row.meetingsExpected, 0);
  const found = model.coverage.reduce((sum, row) => sum + row.meetingsFound, 0);
  const said: string[] = [];
  if (undated > 0) {
    said.push(
      `${countOf(undated, "meeting has", "meetings have")} no date that could be found and ${undated === 1 ? "stands" : "stand"} in no half-year. `,
    );
  }
  if (expected > 0)
    said.push(`A manifest names ${formatCount(expected)} meetings; ${formatCount(found)} were found. `);
  const read = halfYearsRead(model.meetings);
  if (read.length > 1) {
    said.push(
      `Half-years with minutes: ${read.length}, from ${nameHalfYear(read[0] as string)} to ${nameHalfYear(read.at(-1) as string)}. `,
    );
  }
  return said;
}

function tabulateOutcomes(model: ReportModel): Table {
  const rows: Row[] = model.outcomes.map((row) => ({
    cells: [
      head(capitalise(row.outcome)),
      count(row.files, fileListOf(row.outcome)),
      count(row.pages, null),
      count(row.pagesOcr, null),
      count(row.filesGone, null),
    ],
  }));
  const total = (value: (row: (typeof model.outcomes)[number]) => number): number =>
    model.outcomes.reduce((sum, row) => sum + value(row), 0);
  rows.push({
    kind: "total",
    cells: [
      head("All files"),
      count(
        total((row) => row.files),
        null,
      ),
      count(
        total((row) => row.pages),
        null,
      ),
      count(
        total((row) => row.pagesOcr),
        null,
      ),
      count(
        total((row) => row.filesGone),
        null,
      ),
    ],
  });
  const failed = total((row) =>
    SETTLED_OUTCOMES.some((outcome) => outcome === row.outcome) ? 0 : row.files,
  );
  const isScoped = Object.values(model.scope).some((value) => value !== null);
  const notes: Inline[][] = [
    failed === 0
      ? ["Every file was read, or holds no minutes."]
      : [
          { strong: `${countOf(failed, "file was", "files were")} not coded. ` },
          "What they would add to the counts is unknown. They are named, each with its reason, under ",
          { text: "Files without coded minutes", to: "files-not-coded" },
          ".",
        ],
  ];
  if (isScoped)
    notes.push([
      "Files are those of the whole archive: a file that could not be read has no body and no date.",
    ]);
  return {
    kind: "table",
    id: "table-outcomes",
    caption: "Files offered, by outcome",
    columns: ["Outcome", "Files", "Pages", "Pages read by OCR", "No longer there"],
    rows,
    notes,
  };
}

/** Where the files of an outcome are listed: coded ones by their meetings, the others by name and reason. */
function fileListOf(outcome: string): string {
  return outcome.startsWith("coded") ? "meetings" : "files-not-coded";
}

const JUDGED: readonly [code: string, title: string][] = [
  ["problem_sensing", "Problem-sensing"],
  ["comfort_seeking", "Comfort-seeking"],
  ["mention", "Reports an innovation"],
];

function tabulateErrors({ errorRates, versions }: ReportModel): Table[] {
  if (errorRates === null) return [];
  // Parts of a set ("real, enriched by cue words") are left to the card.
  const sets = errorRates.sets.filter(({ name }) => !name.includes(","));
  const used = versions.filter(({ coder }) => coder === "model").map(({ coderVersion }) => coderVersion);
  const isAnother = used.length > 0 && used.every((version) => !errorRates.modelVersion.endsWith(version));
  return [
    {
      kind: "table",
      id: "table-errors",
      caption: `How often the machine errs (model ${errorRates.modelVersion})`,
      columns: ["Code", "Measured on", "Passages", "Such passages", "Precision [95%]", "Recall [95%]"],
      rows: JUDGED.flatMap(([code, title]) =>
        sets.flatMap((set): Row[] => {
          const scores = set.byCode[code];
          if (scores === undefined) return [];
          return [
            {
              cells: [
                head(title),
                words(`${set.name} minutes of ${countOf(set.bodies, "body", "bodies")}`),
                count(set.passages, null),
                count(scores.positives, null),
                { content: [figureWithInterval(scores.precision)] },
                { content: [figureWithInterval(scores.recall)] },
              ],
            },
          ];
        }),
      ),
      notes: [
        [
          "Precision: of the passages that the machine marks, the share that the gold marks too. Recall: of those that the gold marks, the share that the machine finds. The gold was coded by a language model, not by people, in bodies that the machine had not seen.",
          errorRates.sets.some(({ isHumanCoded }) => isHumanCoded)
            ? " Of this archive’s human-coded minutes people coded a random sample without seeing what the machine says; figures are weighted to the whole archive."
            : "",
        ],
        ...(isAnother
          ? [
              [
                {
                  strong:
                    "This archive was coded with another version of the model than the one that was measured.",
                },
              ],
            ]
          : []),
      ],
    },
  ];
}

function describeVersions(model: ReportModel): Block[] {
  const rows: Row[] = model.versions.map((row) => ({
    cells: [
      head(row.frame),
      words(`${row.coder}, version ${row.coderVersion}`),
      words(row.codebookVersion),
      words(row.isValidated ? "yes" : "no"),
      count(row.codings, null),
    ],
  }));
  return [
    ...tabulateErrors(model),
    {
      kind: "table",
      id: "table-versions",
      caption: "Which versions gave the codings",
      columns: ["Frame", "Coder", "Codebook", "Held against a gold standard", "Codings that apply"],
      rows,
      notes: [
        model.codedAt === null
          ? ["Nothing has been coded yet."]
          : [
              `The newest document was coded on ${nameDay(model.codedAt)}. This report has no clock of its own: the same archive gives the same report.`,
            ],
      ],
    },
  ];
}
