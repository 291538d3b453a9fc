import {
  type Block,
  type Cell,
  countOf,
  type Evidence,
  type EvidenceSum,
  type Inline,
  type ReportDocument,
  type Row,
  type Section,
  type Table,
} from "./document.js";
import { escapeMarkdown } from "./escape.js";
import { sayWhatIsShown } from "./evidence.js";

/** The report as Markdown: the same tables, links and quotes, without the plots (their values stand in the tables). */
export function writeMarkdown(document: ReportDocument): string {
  const lines = [
    `# ${escapeMarkdown(document.title)}`,
    escapeMarkdown(document.subtitle),
    ...document.sections.flatMap((section) => writeSection(section, 2)),
    ...writeEvidence(document),
    "---",
    ...document.colophon.map(writeInlines),
  ];
  return `${lines.filter((line) => line !== "").join("\n\n")}\n`;
}

function writeSection(section: Section, level: number): string[] {
  return [
    `${anchor(section.id)}${"#".repeat(level)} ${escapeMarkdown(section.title)}`,
    ...section.blocks.map(writeBlock),
    ...section.sections.flatMap((inner) => writeSection(inner, level + 1)),
  ];
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return writeInlines(block.content);
    case "list":
      return block.items.map((item) => `- ${writeInlines(item)}`).join("\n");
    case "facts":
      return block.items
        .map(({ figure, words }) => `- ${escapeMarkdown(words)}: ${writeInlines(figure)}`)
        .join("\n");
    case "command":
      return fence(block.text);
    case "table":
      return writeTable(block);
    case "figure":
      return "";
  }
}

function writeTable(table: Table): string {
  const isText = (n: number): boolean =>
    table.rows.find(({ kind }) => kind !== "group")?.cells[n]?.isText === true;
  const lines = [
    `${anchor(table.id)}**${escapeMarkdown(table.caption)}**`,
    "",
    `| ${table.columns.map(escapeMarkdown).join(" | ")} |`,
    `| ${table.columns.map((_, n) => (isText(n) ? "---" : "---:")).join(" | ")} |`,
    ...table.rows.map((row) => writeRow(row, table.columns.length)),
    ...table.notes.flatMap((note) => ["", writeInlines(note)]),
  ];
  return lines.join("\n");
}

function writeRow({ cells, kind }: Row, columns: number): string {
  const written = cells.map((cell) => writeCell(cell, kind));
  return `| ${[...written, ...Array<string>(Math.max(0, columns - written.length)).fill(" ")].join(" | ")} |`;
}

function writeCell({ content, isHeader }: Cell, kind: Row["kind"]): string {
  const text = writeInlines(content);
  if (text === "") return " ";
  if ((kind === "total" || kind === "group") && isHeader) return `**${text}**`;
  return kind === "part" && isHeader ? `– ${text}` : text;
}

function writeInlines(content: Inline[]): string {
  return content.map(writeInline).join("");
}

function writeInline(inline: Inline): string {
  if (typeof inline === "string") return escapeMarkdown(inline);
  if ("to" in inline) return `[${escapeMarkdown(inline.text)}](#${inline.to})`;
  if ("strong" in inline) {
    const [, words = "", space = ""] = /^(.*?)(\s*)$/s.exec(inline.strong) ?? [];
    return `**${escapeMarkdown(words)}**${space}`;
  }
  return `\`${inline.code}\``;
}

function writeEvidence({ evidence }: ReportDocument): string[] {
  if (evidence.length === 0) return [];
  return [
    `${anchor("evidence")}## The quotes behind the numbers`,
    ...evidence.flatMap(({ id, title, cells }) => [
      `${anchor(id)}### ${escapeMarkdown(title)}`,
      ...cells.map((cell) => ("entries" in cell ? writeEvidenceCell(cell) : writeSum(cell))),
    ]),
  ];
}

function writeEvidenceCell(evidence: Evidence): string {
  const bounded = sayWhatIsShown(evidence);
  return [
    writeTitle(evidence),
    ...evidence.entries.map(({ label, quotes }) => {
      const said = quotes.map(({ before, quote, after, where, why }) =>
        [
          `“${escapeMarkdown(before)}**${escapeMarkdown(quote)}**${escapeMarkdown(after)}”`,
          `(${escapeMarkdown(why === null ? where : `${where} · ${why}`)})`,
        ].join(" "),
      );
      return `- ${label === null ? "" : `**${escapeMarkdown(label)}** `}${said.join(" / ")}`;
    }),
    ...(bounded === null ? [] : ["", escapeMarkdown(bounded), "", fence(evidence.sql)]),
  ].join("\n");
}

function writeSum(sum: EvidenceSum): string {
  return [
    writeTitle(sum),
    sum.parts.map(({ text, to }) => `[${escapeMarkdown(text)}](#${to})`).join(" · "),
  ].join("\n");
}

function writeTitle({
  id,
  title,
  count,
  unit,
}: {
  id: string;
  title: string;
  count: number;
  unit: string;
}): string {
  return `${anchor(id)}#### ${escapeMarkdown(`${title}: ${countOf(count, unit.replace(/s$/, ""), unit)}`)}\n`;
}

function anchor(id: string): string {
  return `<a id="${id}"></a>\n\n`;
}

function fence(text: string): string {
  return `\`\`\`sql\n${text.replaceAll("```", "")}\n\`\`\``;
}
