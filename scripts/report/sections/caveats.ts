import type { Block, Inline } from "../document.js";
import { setOf, shortErrorRate } from "../error-rates.js";
import type { ReportModel } from "../model.js";

const JUDGED: readonly [code: string, words: string][] = [
  ["problem_sensing", "problem-sensing"],
  ["comfort_seeking", "comfort-seeking"],
  ["mention", "innovations"],
];

/** What a reader must know before quoting a number, in plain words. */
export function describeCaveats(model: ReportModel): Block[] {
  const items: Inline[][] = [
    [
      { strong: "A machine coded these passages. " },
      "No person has read them all. Its error rates stand beside the counts where they were measured; a count is not corrected for them. ",
      ...describeErrors(model),
    ],
    [
      { strong: "Validated on model-coded gold; not validated on minutes of NHS hospital boards. " },
      "Take the figures as leads to the quotes, which are there to be read.",
    ],
    [
      { strong: "The counting rule differs from the study’s. " },
      "The study counted distinct innovations that were implemented. Here an innovation counts as in use when the minutes report it as a pilot, implemented or evaluated, in the half-year of the first meeting that reports so; the strict count takes implemented and evaluated only. What is in use already at the first meeting of a body may have been introduced before the archive begins, and is marked.",
    ],
    [
      {
        strong:
          "Problem-sensing and comfort-seeking are read from minutes by our own step, not the study’s. ",
      },
      "The study drew the two from interviews, observation and surveys. Minutes say what was written down, which is less than what was said.",
    ],
    [
      { strong: "Published minutes are not always an accurate record, " },
      "and an indicator partly measures the house style of whoever takes them. Compare a body with itself over time before comparing bodies; the plots by body are no ranking.",
    ],
    [
      { strong: "Productivity, safety and quality as parents are boardsense’s grouping " },
      "of the study’s domains. The published 73 and 14 are the domains productivity and safety themselves; the parents have no published value.",
    ],
    [
      "Counts are of what minutes say. A zero is a half-year with minutes read in which nothing was found; a half-year without minutes has no column.",
    ],
  ];
  const loose = model.frames
    .filter(({ isValidated }) => !isValidated)
    .map(({ title, frame }) => `${title} (${frame})`);
  if (loose.length > 0) {
    items.push([
      { strong: "Not validated at all: " },
      `${loose.join("; ")}. Tables of these frames are marked so.`,
    ]);
  }
  return [{ kind: "list", items }];
}

function describeErrors({ errorRates }: ReportModel): Inline[] {
  return errorRates === null
    ? [{ strong: "No model card with scores is at hand: the error of every count below is unknown." }]
    : [
        `On ${[...new Set(JUDGED.map(([code]) => setOf(errorRates, code)?.name))].join(" and ")} minutes that it had not learnt from, precision and recall were ${JUDGED.map(([code, words]) => `${shortErrorRate(errorRates, code)} for ${words}`).join(", ")}; more under `,
        { text: "Versions and errors", to: "versions" },
        ".",
      ];
}
