import type { SetReport } from "../../pipeline/agreement/index.js";
import type { Example } from "../../pipeline/code/model/example.js";
import type { ModelWeights } from "../../pipeline/code/model/weights.js";
import { choiceLine, codeRows, confusionRows, figure, markdownRows } from "../evaluation/text.js";

export interface CardParts {
  weights: ModelWeights;
  gold: readonly Example[];
  learntOnly: readonly Example[];
  /** Scores of models that never saw the body, by kind of text. */
  reports: readonly SetReport[];
  /** What a person found on reading the errors; kept from the card that stood there before. */
  remarks: string;
}

/** Where the remarks of a person begin in a card; everything after it survives another training. */
export const REMARKS_HEADING = "## What remains wrong, read row by row";

/** The model card: what it learnt from, how it was split, how it scores, how far its probabilities can be trusted. */
export function writeCard({ weights, gold, learntOnly, reports, remarks }: CardParts): string {
  return [
    `# Model card: ${weights.name}@${weights.version}`,
    "**Model-coded gold; not validated on minutes of NHS hospital boards.** The passages it learnt from were coded by a large language model following the coding guide, in two passes with a third on the disputes; no person has coded them yet. Read every figure below as agreement with that coder.",
    "A linear model: ridge classifiers (least squares with an L2 penalty, dual coordinate ascent) over runs of one to three words with people, roles and numbers replaced by what they are, words under a negation, who does what, the words of the heading and of the passage before, the rules of the codebooks, the shape of the passage, and the mean of its words' vectors (GloVe, 100 dimensions, 8 bits). What is peculiar to a named set of passages is learnt apart and left behind. Probabilities by Platt's scaling of held-out scores. No feature that fewer than three bodies show, none with a word that is only ever written with a capital.",
    "## What it learnt from",
    trainingTable(gold, learntOnly),
    `Training file: sha256 \`${weights.trainedOn.sha256}\`. Codebooks: ${Object.entries(
      weights.trainedOn.codebooks,
    )
      .map(([frame, version]) => `${frame} ${version}`)
      .join(", ")}. ${weights.names.length} features.`,
    "## Split",
    "Every figure below is leave-one-body-out: each body is scored by a model, with probabilities and thresholds, that saw none of its passages. Passages of the kinds marked 'learnt from only' are never scored. Some bodies were set aside from the start and are in no training file: the shipped weights, too, are trained without them, and the figure on them is in the README.",
    "Constructed minutes are dense (about a third of their passages carry an orientation), real ones are not (1-6%). Passages sampled by cue words have no prevalence worth the name.",
    ...reports.flatMap((report) => [
      `## ${report.set} (${report.passages} passages of ${report.bodies.length} bodies)`,
      markdownRows(codeRows(report)),
      report.choices.map((choice) => `- ${choiceLine(choice)}`).join("\n"),
      ...report.choices
        .filter(({ name }) => name === "stage" || name === "domain")
        .map((choice) => markdownRows(confusionRows(choice))),
      "Reliability: of the passages given a probability in the range, the share that the gold calls true.",
      reliabilityTable(report),
    ]),
    REMARKS_HEADING,
    remarks.trim() === "" ? "Not yet read." : remarks.trim(),
    "",
  ].join("\n\n");
}

function trainingTable(gold: readonly Example[], learntOnly: readonly Example[]): string {
  const kinds = new Map<string, { examples: Example[]; use: string }>();
  for (const [examples, use] of [
    [gold, "learnt from and scored"],
    [learntOnly, "learnt from only"],
  ] as const) {
    for (const example of examples) {
      const key = `${example.source}, ${example.sampling}`;
      const kind = kinds.get(`${key} ${use}`) ?? { examples: [], use };
      kind.examples.push(example);
      kinds.set(`${key} ${use}`, kind);
    }
  }
  const rows = [...kinds.values()].map(({ examples, use }) => [
    `${examples[0]?.source}, ${examples[0]?.sampling}`,
    use,
    String(new Set(examples.map(({ body }) => body)).size),
    String(examples.length),
    String(
      examples.filter(({ orientation }) => orientation === "problem_sensing" || orientation === "both")
        .length,
    ),
    String(
      examples.filter(({ orientation }) => orientation === "comfort_seeking" || orientation === "both")
        .length,
    ),
    String(examples.filter(({ innovation }) => innovation).length),
  ]);
  return markdownRows([
    ["kind", "use", "bodies", "passages", "problem-sensing", "comfort-seeking", "innovation"],
    ...rows,
  ]);
}

function reliabilityTable(report: SetReport): string {
  const codes = report.codes.filter(({ calibration }) => calibration !== null);
  const bins = codes[0]?.calibration?.bins ?? [];
  return markdownRows([
    ["probability", ...codes.map(({ code }) => `${code}: n, mean, true`)],
    ...bins.map((bin, i) => [
      `${bin.from.toFixed(1)}-${bin.to.toFixed(1)}`,
      ...codes.map(({ calibration }) => {
        const own = calibration?.bins[i];
        return own ? `${own.count}, ${figure(own.meanProbability)}, ${figure(own.shareTrue)}` : "-";
      }),
    ]),
  ]);
}
