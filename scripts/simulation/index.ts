import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../../schemas/package-root.js";
import { type Coverage, measureCoverage } from "./coverage.js";
import { SETTINGS } from "./settings.js";

/** `npm run simulate`: does the 95% interval hold the truth in 95 of 100 samples? Writes the table into the docs. */
const SAMPLES = 1000;
const SEED = 20_261_130;
const FILE = join(PACKAGE_ROOT, "docs", "human-coding.md");
const [BEGIN, END] = ["<!-- simulation: npm run simulate writes this -->", "<!-- end of simulation -->"];

const lines = [
  "| setting | n | true share | machine's Se / false alarms | scope, estimator | machine alone | mean error | mean width | coverage | too high / too low |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
];
for (const setting of SETTINGS) {
  for (const figure of measureCoverage(setting, { samples: SAMPLES, n: setting.n, seed: SEED })) {
    const line = writeLine(setting, figure);
    lines.push(line);
    process.stdout.write(`${line}\n`);
  }
}
const text = readFileSync(FILE, "utf8");
const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
if (before < 0 || after < before) throw new Error(`${FILE} has no place for the table (${BEGIN}).`);
writeFileSync(FILE, `${text.slice(0, before + BEGIN.length)}\n${lines.join("\n")}\n${text.slice(after)}`);

function writeLine(setting: (typeof SETTINGS)[number], figure: Coverage): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const sensitivity = `${setting.sensitivity}${setting.drift === undefined ? "" : ` ∓ ${setting.drift / 2}`}`;
  const cells = [
    setting.name,
    setting.n,
    percent(figure.truth),
    `${sensitivity} / ${setting.falseAlarms}`,
    `${figure.scope}, ${figure.estimator === "design" ? "design-based" : "Rogan-Gladen"}`,
    percent(figure.raw),
    percent(figure.bias).replace("-", "−"),
    percent(figure.width),
    `${percent(figure.covered)}${figure.estimated < figure.samples ? ` (of ${figure.estimated})` : ""}`,
    `${percent(figure.above)} / ${percent(figure.below)}`,
  ];
  return `| ${cells.join(" | ")} |`;
}
