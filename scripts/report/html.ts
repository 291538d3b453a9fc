import type {
  Block,
  Cell,
  Evidence,
  EvidenceChapter,
  EvidenceSum,
  Figure,
  Inline,
  ReportDocument,
  Row,
  Section,
  ShownQuote,
  Table,
} from "./document.js";
import { countOf } from "./document.js";
import { escapeHtml } from "./escape.js";
import { sayWhatIsShown } from "./evidence.js";
import { STYLE } from "./style.js";

/** With more quotes than this the chapters of quotes begin closed, so that the report is quick to see and to print. */
const QUOTES_SHOWN_OPEN = 250;

/** Longest text of a cell that stays on one line. */
const SHORT_CELL = 12;

/** A table of at most so many rows is kept on one page in print. */
const ROWS_KEPT_TOGETHER = 24;

/** Numbers tables and figures in the order in which they stand. */
interface Numbering {
  table: number;
  figure: number;
}

/** One self-contained page: no script, no network, every link to an element of its own. */
export function writeHtml(document: ReportDocument): string {
  const numbering: Numbering = { table: 0, figure: 0 };
  const sections = document.sections.map((section) => writeSection(section, 2, numbering)).join("\n");
  const title = `${document.title}: ${document.subtitle}`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="boardsense">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
${STYLE}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the report</a>
<header>
<h1>${escapeHtml(document.title)}</h1>
<p class="scope">${escapeHtml(document.subtitle)}</p>
</header>
<nav class="contents" aria-label="Contents">
${writeContents(document)}
</nav>
<main id="content" tabindex="-1">
${sections}
${writeEvidence(document.evidence)}
</main>
<footer>
${document.colophon.map((line) => `<p>${writeInlines(line)}</p>`).join("\n")}
</footer>
</body>
</html>
`;
}

function writeContents({ sections, evidence }: ReportDocument): string {
  const entries = [
    ...sections.map(({ id, title }) => ({ id, title })),
    ...(evidence.length === 0 ? [] : [{ id: "evidence", title: "The quotes behind the numbers" }]),
  ];
  return `<ul>\n${entries.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join("\n")}\n</ul>`;
}

function writeSection(section: Section, level: 2 | 3, numbering: Numbering): string {
  const heading = `<h${level}>${escapeHtml(section.title)}</h${level}>`;
  const content = [
    ...section.blocks.map((block) => writeBlock(block, numbering)),
    ...section.sections.map((inner) => writeSection(inner, 3, numbering)),
  ].join("\n");
  if (section.isFolded) {
    return `<details class="chapter" id="${section.id}">\n<summary>${heading}</summary>\n${content}\n</details>`;
  }
  return `<section id="${section.id}"${section.startsPage ? ' class="page"' : ""}>\n${heading}\n${content}\n</section>`;
}

function writeBlock(block: Block, numbering: Numbering): string {
  switch (block.kind) {
    case "paragraph":
      return `<p>${writeInlines(block.content)}</p>`;
    case "list":
      return `<ul class="points">\n${block.items.map((item) => `<li>${writeInlines(item)}</li>`).join("\n")}\n</ul>`;
    case "facts":
      return `<dl class="facts">\n${block.items
        .map(
          ({ figure, words }) => `<div><dt>${escapeHtml(words)}</dt><dd>${writeInlines(figure)}</dd></div>`,
        )
        .join("\n")}\n</dl>`;
    case "command":
      return `<pre>${escapeHtml(block.text)}</pre>`;
    case "table":
      numbering.table += 1;
      return writeTable(block, numbering.table);
    case "figure":
      numbering.figure += 1;
      return writeFigure(block, numbering.figure);
  }
}

function writeTable(table: Table, number: number): string {
  const headings = table.columns.map(
    (column, n) =>
      `<th scope="col"${isTextColumn(table, n) ? ' class="words"' : ""}>${escapeHtml(column)}</th>`,
  );
  const notes =
    table.notes.length === 0
      ? ""
      : `\n<div class="notes">${table.notes.map((note) => `<p>${writeInlines(note)}</p>`).join("")}</div>`;
  const kept = table.rows.length <= ROWS_KEPT_TOGETHER ? " whole" : "";
  return `<div class="scroll${kept}" role="region" tabindex="0" aria-labelledby="${table.id}-caption">
<table id="${table.id}">
<caption id="${table.id}-caption"><span><b class="number">Table ${number}.</b> ${escapeHtml(table.caption)}</span></caption>
<thead><tr>${headings.join("")}</tr></thead>
<tbody>
${table.rows.map((row) => writeRow(row, table.columns.length)).join("\n")}
</tbody>
</table>
</div>${notes}`;
}

function isTextColumn({ rows }: Table, n: number): boolean {
  const first = rows.find(({ kind }) => kind !== "group");
  return first === undefined || first.cells[n]?.isText === true;
}

function writeRow(row: Row, columns: number): string {
  if (row.kind === "group") {
    return `<tr class="group"><th scope="colgroup" colspan="${columns}" class="words">${writeInlines(row.cells[0]?.content ?? [])}</th></tr>`;
  }
  const kind = row.kind === undefined ? "" : ` class="${row.kind}"`;
  return `<tr${kind}>${row.cells.map(writeCell).join("")}</tr>`;
}

function writeCell(cell: Cell): string {
  const length = cell.isLong ? " long" : isShort(cell) ? " short" : "";
  const kind = cell.isText ? ` class="words${length}"` : "";
  return cell.isHeader
    ? `<th scope="row"${kind}>${writeInlines(cell.content)}</th>`
    : `<td${kind}>${writeInlines(cell.content)}</td>`;
}

/** Dates, versions and the like are not broken at their hyphens. */
function isShort({ content }: Cell): boolean {
  const [only] = content;
  return content.length === 1 && typeof only === "string" && only.length <= SHORT_CELL;
}

function writeFigure(figure: Figure, number: number): string {
  return `<figure id="${figure.id}">
<div class="${isNarrow(figure.svg) ? "plot narrow" : "plot"}" role="region" tabindex="0" aria-label="Figure ${number}">
${withLabel(figure.svg, figure.alt)}
</div>
<figcaption><span class="number">Figure ${number}.</span> ${escapeHtml(figure.caption)} <a href="#${figure.valuesIn}">Its values in a table.</a></figcaption>
</figure>`;
}

/** Drawn for a phone: scaled down to one it can still be read, where wider plots are moved sideways instead. */
const NARROW = 420;

function isNarrow(svg: string): boolean {
  return Number(/^<svg [^>]*\bwidth="([\d.]+)"/.exec(svg)?.[1] ?? Number.POSITIVE_INFINITY) <= NARROW;
}

/** One image to those who listen, with words of its own, instead of hundreds of marks. */
function withLabel(svg: string, alt: string): string {
  return svg.replace(/^<svg /, `<svg role="img" aria-label="${escapeHtml(alt)}" `);
}

function writeInlines(content: Inline[]): string {
  return content.map(writeInline).join("");
}

function writeInline(inline: Inline): string {
  if (typeof inline === "string") return escapeHtml(inline);
  if ("to" in inline) return `<a href="#${inline.to}">${escapeHtml(inline.text)}</a>`;
  if ("strong" in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`;
  return `<code>${escapeHtml(inline.code)}</code>`;
}

function writeEvidence(chapters: EvidenceChapter[]): string {
  if (chapters.length === 0) return "";
  const quotes = chapters.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + countQuotes(cell), 0);
  const open = quotes <= QUOTES_SHOWN_OPEN ? " open" : "";
  return `<section id="evidence" class="page">
<h2>The quotes behind the numbers</h2>
<p>One list for each number, in the words of the minutes, with body, day, item, PDF page and file. The words that decided are marked in their passage. Where a list is long some of its quotes are shown, chosen without regard to what they say, and the statement that lists all of them.${open === "" ? " Lists are folded: follow a number, or open a chapter before printing it." : ""}</p>
${chapters.map((chapter) => writeChapter(chapter, open)).join("\n")}
</section>`;
}

function countQuotes(cell: Evidence | EvidenceSum): number {
  return "entries" in cell ? cell.entries.reduce((sum, { quotes }) => sum + quotes.length, 0) : 0;
}

function writeChapter({ id, title, cells }: EvidenceChapter, open: string): string {
  const quotes = cells.reduce((sum, cell) => sum + countQuotes(cell), 0);
  return `<details class="chapter" id="${id}"${open}>
<summary><h3>${escapeHtml(title)}</h3> <span class="count">${countOf(quotes, "quote")}</span></summary>
${cells.map((cell) => ("entries" in cell ? writeEvidenceCell(cell) : writeSum(cell))).join("\n")}
</details>`;
}

function writeEvidenceCell(evidence: Evidence): string {
  const bounded = sayWhatIsShown(evidence);
  return `<section class="cell" id="${evidence.id}">
<h4>${escapeHtml(evidence.title)}: ${sayCount(evidence)}</h4>
<ol>
${evidence.entries.map(writeEntry).join("\n")}
</ol>
${bounded === null ? "" : `<p class="where">${escapeHtml(bounded)}</p>\n<pre>${escapeHtml(evidence.sql)}</pre>\n`}${writeBack(evidence.back)}
</section>`;
}

function writeSum(sum: EvidenceSum): string {
  const parts = sum.parts.map(({ text, to }) => `<li><a href="#${to}">${escapeHtml(text)}</a></li>`);
  return `<section class="cell" id="${sum.id}">
<h4>${escapeHtml(sum.title)}: ${sayCount(sum)}</h4>
<ul class="parts">${parts.join("")}</ul>
${writeBack(sum.back)}
</section>`;
}

function sayCount({ count, unit }: { count: number; unit: string }): string {
  return countOf(count, unit.replace(/s$/, ""), unit);
}

function writeBack(to: string): string {
  return `<p class="back"><a href="#${to}">Back to the table</a></p>`;
}

function writeEntry({ label, quotes }: Evidence["entries"][number]): string {
  const heading = label === null ? "" : `<p class="label">${escapeHtml(label)}</p>`;
  return `<li>${heading}${quotes.map(writeQuote).join("")}</li>`;
}

function writeQuote({ before, quote, after, where, why }: ShownQuote): string {
  const reason = why === null ? "" : ` · ${escapeHtml(why)}`;
  return `<blockquote>“${escapeHtml(before)}<mark>${escapeHtml(quote)}</mark>${escapeHtml(after)}”</blockquote><p class="where">${escapeHtml(where)}${reason}</p>`;
}
