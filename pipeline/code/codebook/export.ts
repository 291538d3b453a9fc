import { stringify } from "csv-stringify/sync";
import type { Code, Codebook } from "../../../schemas/codebook.js";
import { hashCodebook } from "./parse.js";

export const EXPORT_FORMATS = ["md", "csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A codebook as a page to read (md), a table with a row a code (csv) or data with its hash (json). Deterministic. */
export function exportCodebook(codebook: Codebook, format: ExportFormat): string {
  switch (format) {
    case "md":
      return writeMarkdown(codebook);
    case "csv":
      return writeCsv(codebook);
    case "json":
      return `${JSON.stringify({ ...codebook, sha256: hashCodebook(codebook) }, null, 2)}\n`;
  }
}

function writeCsv(codebook: Codebook): string {
  const columns = [
    "frame",
    "version",
    "code",
    "label",
    "parent",
    "group",
    "definition",
    "include",
    "exclude",
    "examples",
    "counter_examples",
    "rules",
  ];
  const rows = codebook.codes.map((code) => [
    codebook.frame,
    codebook.version,
    code.code,
    code.label,
    code.parent ?? "",
    code.group ?? "",
    code.definition.trim(),
    code.include.join("\n"),
    code.exclude.join("\n"),
    code.examples.map(({ text, why }) => `${text} (${why})`).join("\n"),
    code.counter_examples.map(({ text, why }) => `${text} (${why})`).join("\n"),
    code.rules.length,
  ]);
  return stringify([columns, ...rows], { escape_formulas: true });
}

function writeMarkdown(codebook: Codebook): string {
  const { validation } = codebook;
  return [
    `# ${codebook.title}`,
    "",
    `Frame \`${codebook.frame}\`, version ${codebook.version}, unit: ${codebook.unit}.`,
    "",
    `Source: ${codebook.source.trim()}`,
    "",
    `${validation.is_validated ? "Validated against" : "Not validated"}: ${validation.against.trim()}`,
    "",
    ...codebook.codes.flatMap((code) => writeCode(code)),
  ].join("\n");
}

function writeCode(code: Code): string[] {
  const places = [
    `code \`${code.code}\``,
    code.parent && `under \`${code.parent}\``,
    code.group && `one of the group \`${code.group}\``,
  ];
  return [
    `## ${code.label}`,
    "",
    places.filter(Boolean).join(", "),
    "",
    code.definition.trim(),
    "",
    ...writeList("Takes in", code.include),
    ...writeList("Leaves out", code.exclude),
    ...writeList("Examples", code.examples.map(writeExample)),
    ...writeList("Near misses", code.counter_examples.map(writeExample)),
    ...writeList(
      "Rules",
      code.rules.map(
        (rule) => `\`${rule.id}\` (${rule.veto ? "veto" : rule.weight})${rule.note ? `: ${rule.note}` : ""}`,
      ),
    ),
  ];
}

function writeExample({ text, why }: { text: string; why: string }): string {
  return `"${text}" - ${why}`;
}

function writeList(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, "", ...lines.map((line) => `- ${line}`), ""];
}
