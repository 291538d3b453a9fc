import type { ChoiceReport, CodeReport, SetReport } from "../../pipeline/agreement/index.js";
import type { LedgerEvaluation } from "../../pipeline/evaluate-ledgers/index.js";
import type { PairReport } from "./run.js";
import { choiceLine, codeRows, confusionRows, figure } from "./text.js";

export interface EvaluationPage {
  gold: string[];
  coders: { coder: string; sets: SetReport[] }[];
  pairs: PairReport[];
  ledgers: LedgerEvaluation | null;
}

/** The evaluation as one self-contained page: tables and reliability plots, nothing loaded from elsewhere. */
export function renderEvaluation({ gold, coders, pairs, ledgers }: EvaluationPage): string {
  const body = [
    "<h1>How well the coders agree with the gold</h1>",
    "<p><strong>Model-coded gold; not validated on minutes of NHS hospital boards.</strong> The gold was coded by a language model following the coding guide, so every figure is agreement with that coder. Constructed and real minutes are judged apart: constructed ones are dense, in real ones 1-6% of passages carry an orientation.</p>",
    `<p>Gold: ${escapeHtml(gold.join(", "))}.</p>`,
    ...coders.flatMap(({ coder, sets }) => [
      `<h2>${escapeHtml(coder)}</h2>`,
      ...sets.flatMap((set) => section(set)),
    ]),
    pairs.length > 0 ? `<h2>Coder against coder</h2>${table(pairRows(pairs))}` : "",
    ledgers ? `<h2>Innovations against the ledgers</h2>${table(ledgerRows(ledgers))}` : "",
  ].join("\n");
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>boardsense: evaluation</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #ccc; padding: .2rem .6rem; text-align: left; white-space: nowrap; font-variant-numeric: tabular-nums; }
h2 { margin-top: 2.5rem; border-bottom: 2px solid #1a1a1a; } h3 { margin-top: 2rem; }
.plots { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; } figcaption { font-size: .85rem; }
</style>
${body}
</html>
`;
}

function section(set: SetReport): string[] {
  const plots = set.codes.filter(({ calibration }) => calibration !== null).map(reliabilityPlot);
  return [
    `<h3>${escapeHtml(set.set)}: ${set.passages} passages of ${set.bodies.length} ${set.bodies.length === 1 ? "body" : "bodies"}</h3>`,
    table(codeRows(set)),
    plots.length > 0 ? `<div class="plots">${plots.join("")}</div>` : "",
    ...set.choices.filter(({ units }) => units > 0).map(choiceSection),
  ];
}

function choiceSection(choice: ChoiceReport): string {
  return `<p>${escapeHtml(choiceLine(choice))}</p>${table(confusionRows(choice))}`;
}

const SIDE = 180;
const PAD = 28;

/** Stated probability across, share true upwards; the area of a dot is the number of passages; the line is honesty. */
function reliabilityPlot({ code, calibration }: CodeReport): string {
  const at = (share: number) => PAD + share * SIDE;
  const dots = (calibration?.bins ?? [])
    .filter(({ count }) => count > 0)
    .map(({ count, meanProbability, shareTrue, from, to }) => {
      const radius = Math.min(14, 2 + Math.sqrt(count) / 2);
      return `<circle cx="${at(meanProbability ?? 0).toFixed(1)}" cy="${(SIDE + PAD - (shareTrue ?? 0) * SIDE).toFixed(1)}" r="${radius.toFixed(1)}" fill="#0072b2" fill-opacity="0.65"><title>${from.toFixed(1)}-${to.toFixed(1)}: ${count} passages, ${figure(shareTrue)} true</title></circle>`;
    })
    .join("");
  const size = SIDE + 2 * PAD;
  return `<figure><svg width="${size}" height="${size}" viewBox="0 0 ${size} ${size}" role="img" aria-label="Reliability of ${escapeHtml(code)}"><rect x="${PAD}" y="${PAD}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#888"/><line x1="${PAD}" y1="${PAD + SIDE}" x2="${PAD + SIDE}" y2="${PAD}" stroke="#888" stroke-dasharray="4 3"/>${dots}<text x="${PAD}" y="${size - 8}" font-size="11">probability said 0</text><text x="${PAD + SIDE}" y="${size - 8}" font-size="11" text-anchor="end">1</text><text x="4" y="${PAD - 8}" font-size="11">share true</text></svg><figcaption>${escapeHtml(code)}: Brier ${figure(calibration?.brier)}, skill ${figure(calibration?.brierSkill)}</figcaption></figure>`;
}

/** Coder against coder, head first. */
export function pairRows(pairs: readonly PairReport[]): string[][] {
  return [
    ["text", "one", "other", "code", "n", "percent", "kappa", "AC1", "alpha", "positive agreement"],
    ...pairs.map((pair) => [
      pair.set,
      pair.one,
      pair.other,
      pair.code,
      String(pair.n),
      figure(pair.percent),
      figure(pair.kappa),
      figure(pair.ac1),
      figure(pair.alpha),
      figure(pair.positiveAgreement),
    ]),
  ];
}

/** Innovations in use against the ledgers, head first. */
export function ledgerRows({ overall, bodies }: LedgerEvaluation): string[][] {
  return [
    [
      "body",
      "in ledger",
      "by machine",
      "found",
      "missed",
      "invented",
      "split",
      "merged",
      "precision",
      "recall",
      "domain right",
      "date right",
    ],
    ...[...bodies, { organisationCode: "all", ...overall }].map(
      ({ organisationCode, inUse, split, merged, ...rest }) => [
        organisationCode,
        String(inUse.inLedger),
        String(inUse.byMachine),
        String(inUse.found.length),
        String(inUse.missed.length),
        String(inUse.invented.length),
        String(split.length),
        String(merged.length),
        figure(inUse.precision.value),
        figure(inUse.recall.value),
        `${rest.domainRight.count} of ${rest.domainRight.of}`,
        `${rest.firstInUseRight.count} of ${rest.firstInUseRight.of}`,
      ],
    ),
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row(head, "th")}</thead><tbody>${body.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
