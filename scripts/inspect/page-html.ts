import type { Box, LineRole } from "../../schemas/extraction.js";
import type { Meeting } from "../../schemas/minutes.js";
import type { Drawing } from "../../workers/reading/index.js";
import type { PageMarks, ShownPassage } from "./page-marks.js";

// Colours that people with any colour vision can tell apart (Okabe and Ito), dashes where hues are close.
const ROLE_COLOURS: Record<LineRole, string> = {
  body: "#999999",
  "running head": "#d55e00",
  footer: "#cc79a7",
  "page number": "#cc79a7",
  watermark: "#e69f00",
  margin: "#e69f00",
};
const PASSAGE_COLOUR = "#0072b2";
const UNCODED_COLOUR = "#56b4e9";
const HEADING_COLOUR = "#009e73";

/** One page as a self-contained HTML document: the drawing, what was recognised over it, the passages beside it. */
export function renderPage(options: {
  fileName: string;
  pageCount: number;
  marks: PageMarks;
  drawing: Drawing | null;
  /** Pages that have a file of their own, to step through. */
  pages: readonly number[];
}): string {
  const { fileName, marks, drawing, pages } = options;
  const { page } = marks;
  const at = pages.indexOf(page.number);
  const source =
    page.textSource === "ocr" ? `OCR, confidence ${page.ocrConfidence ?? "unknown"}` : page.textSource;
  return document(
    `${fileName}, page ${page.number}`,
    `<header><h1>${escapeHtml(fileName)}</h1>
<p>Page ${page.number} of ${options.pageCount} · text from: ${source} · ${page.lines.length} lines · ${marks.passages.length} passages
${link(pages[at - 1], "previous")} ${link(pages[at + 1], "next")} <a href="index.html">all pages</a></p>${legend()}</header>
<main><figure>${overlay(marks, drawing)}</figure>
<section><h2>Passages on this page</h2>${marks.passages.map(describePassage).join("\n") || "<p>None.</p>"}
<h2>Lines that belong to no meeting</h2>${describeLeftOut(marks)}</section></main>`,
  );
}

/** The document as a whole: its meetings with the evidence for each, its pages. */
export function renderIndex(options: {
  fileName: string;
  meetings: readonly Meeting[];
  notMinutesBecause: string | null;
  lostPages: readonly { page: number; reason: string }[];
  pages: readonly number[];
}): string {
  const { fileName, meetings } = options;
  const lost = options.lostPages.map(
    ({ page, reason }) => `<li>Page ${page} could not be read: ${escapeHtml(reason)}</li>`,
  );
  return document(
    fileName,
    `<header><h1>${escapeHtml(fileName)}</h1></header><main class="index"><section>
${meetings.length === 0 ? `<p>No minutes found: it seems to be ${escapeHtml(options.notMinutesBecause ?? "something else")}.</p>` : ""}
${meetings.map(describeMeeting).join("\n")}
${lost.length > 0 ? `<h2>Lost pages</h2><ul>${lost.join("")}</ul>` : ""}
<h2>Pages</h2><p>${options.pages.map((page) => `<a href="${pageFile(page)}">${page}</a>`).join(" ")}</p></section></main>`,
  );
}

/** Name of the file that shows a page. */
export function pageFile(page: number): string {
  return `page-${String(page).padStart(4, "0")}.html`;
}

function overlay({ page, passages, headings }: PageMarks, drawing: Drawing | null): string {
  const image = drawing
    ? `<image href="data:image/png;base64,${Buffer.from(drawing.png).toString("base64")}" width="${page.width}" height="${page.height}" preserveAspectRatio="none"/>`
    : "";
  const lines = page.lines.map(
    (line, index) =>
      `<g>${rect(line.box, `class="line" stroke="${ROLE_COLOURS[line.role]}" ${line.role === "body" ? "" : 'stroke-width="1.5"'}`)}<title>line ${index}, block ${line.block}, ${line.role}, ${line.fontSize} pt${line.isBold ? " bold" : ""}: ${escapeHtml(line.text)}</title></g>`,
  );
  const items = headings.flatMap(({ item, boxes }) =>
    boxes.map(
      (box) =>
        `<g>${rect(box, `class="heading" stroke="${HEADING_COLOUR}"`)}<title>item ${escapeHtml(item.number ?? "without number")}: ${escapeHtml(item.title)}</title></g>`,
    ),
  );
  const shown = passages.map(({ id, passage, boxes }) => {
    const colour = passage.part === "discussion" ? PASSAGE_COLOUR : UNCODED_COLOUR;
    const first = boxes[0] as Box;
    return `<a href="#${id}" class="passage" data-passage="${id}">${boxes.map((box) => rect(grow(box), `stroke="${colour}"`)).join("")}<text x="${first.x0 - 4}" y="${first.y0 + 8}" text-anchor="end" fill="${colour}">${passage.ordinal}</text></a>`;
  });
  return `<svg viewBox="0 0 ${page.width} ${page.height}" role="img" aria-label="Page ${page.number} with lines, headings and passages">${image}${lines.join("")}${items.join("")}${shown.join("")}</svg>`;
}

function describePassage({ id, meeting, passage, item, boxes }: ShownPassage): string {
  const facts = [
    `meeting ${meeting + 1}`,
    passage.kind,
    passage.part === "discussion" ? "coded" : `${passage.part}, not coded`,
    item ? `under ${[item.number, item.title].filter(Boolean).join(" ")}` : "before the first item",
    passage.page === passage.pageEnd ? "" : `pages ${passage.page} to ${passage.pageEnd}`,
    passage.leadIn ? `introduced by "${passage.leadIn}"` : "",
    passage.speaker ? `speaker ${passage.speaker}` : "",
    passage.actionOwner ? `action for ${passage.actionOwner}` : "",
    boxes.length > 1 ? `${boxes.length} boxes here` : "",
  ].filter(Boolean);
  return `<article id="${id}" data-passage="${id}"><h3>${passage.ordinal}</h3><p>${escapeHtml(passage.text)}</p><p class="facts">${escapeHtml(facts.join(" · "))}</p></article>`;
}

function describeLeftOut({ page, leftOut }: PageMarks): string {
  const lines = [...leftOut].map((index) => page.lines[index]).filter((line) => line !== undefined);
  if (lines.length === 0) return "<p>None.</p>";
  return `<ul>${lines.map(({ role, text }) => `<li><b style="color:${ROLE_COLOURS[role]}">${role}</b> ${escapeHtml(text)}</li>`).join("")}</ul>`;
}

function describeMeeting(meeting: Meeting, index: number): string {
  const evidence = [...meeting.organisationEvidence, ...meeting.dateEvidence].map(
    ({ value, quote, page, from }) =>
      `<li>${escapeHtml(value)}: “${escapeHtml(quote)}” (${from}${page === null ? "" : `, page ${page}`})</li>`,
  );
  const items = meeting.items.map(
    ({ number, title, page }) =>
      `<li>${escapeHtml([number, title].filter(Boolean).join(" "))} <span class="facts">page ${page}</span></li>`,
  );
  return `<h2>Meeting ${index + 1}: ${escapeHtml(meeting.organisationName ?? "unknown body")}, ${meeting.meetingDate ?? "date unknown"}</h2>
<p>${escapeHtml(meeting.title ?? "")} ${meeting.kind}, ${meeting.session}${meeting.isDraft ? ", draft" : ""}; pages ${meeting.pageStart} to ${meeting.pageEnd}; ${meeting.passages.length} passages, ${meeting.passages.filter(({ part }) => part === "discussion").length} of them coded.</p>
${meeting.contradictions.length > 0 ? `<p><b>Contradictions:</b> ${escapeHtml(meeting.contradictions.join("; "))}</p>` : ""}
<h3>Evidence</h3><ul>${evidence.join("") || "<li>None.</li>"}</ul><h3>Items</h3><ul>${items.join("") || "<li>None.</li>"}</ul>`;
}

function legend(): string {
  const entries: [string, string][] = [
    [PASSAGE_COLOUR, "passage, coded"],
    [UNCODED_COLOUR, "passage, not coded (attendance, tables, signatures)"],
    [HEADING_COLOUR, "heading of an item"],
    [ROLE_COLOURS.body, "line"],
    [ROLE_COLOURS["running head"], "running head"],
    [ROLE_COLOURS.footer, "footer, page number"],
    [ROLE_COLOURS.watermark, "watermark, margin"],
  ];
  return `<p class="legend">${entries.map(([colour, label]) => `<span><i style="border-color:${colour}"></i>${label}</span>`).join(" ")}</p>`;
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>
body{font:15px/1.45 system-ui,sans-serif;margin:0;color:#222}header{padding:.6rem 1rem;border-bottom:1px solid #ccc;background:#f7f7f7}
h1{font-size:1.1rem;margin:0}h2{font-size:1rem}h3{font-size:.9rem;margin:.2rem 0}header p{margin:.3rem 0}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1rem;padding:1rem}main.index{display:block;max-width:60rem}
figure{margin:0}svg{width:100%;height:auto;border:1px solid #ccc;background:#fff}section{max-height:95vh;overflow:auto}main.index section{max-height:none}
svg rect{fill:none;stroke-width:.6;vector-effect:non-scaling-stroke}svg .line{fill:#000;fill-opacity:0}svg .heading{stroke-width:2;stroke-dasharray:5 2}
svg .passage rect{fill:#0072b2;fill-opacity:.05;stroke-width:1.8}svg .passage text{font-size:8px;font-weight:bold}svg .passage.on rect,svg .passage:hover rect{fill-opacity:.25}
article{border-left:3px solid #ccc;padding:.1rem .6rem;margin:.6rem 0}article.on,article:target{border-color:#0072b2;background:#eef6fb}article p{margin:.2rem 0;white-space:pre-wrap}
.facts{color:#666;font-size:.85em}.legend span{margin-right:1rem;white-space:nowrap}.legend i{display:inline-block;width:1em;height:.7em;border:2px solid;margin-right:.3em}
@media(max-width:50rem){main{display:block}}
</style></head><body>${body}<script>
for (const mark of document.querySelectorAll("[data-passage]")) for (const [event, on] of [["mouseenter", true], ["mouseleave", false]])
  mark.addEventListener(event, () => { for (const other of document.querySelectorAll('[data-passage="' + mark.dataset.passage + '"]')) other.classList.toggle("on", on); });
</script></body></html>
`;
}

function link(page: number | undefined, label: string): string {
  return page === undefined ? "" : `<a href="${pageFile(page)}">${label}</a>`;
}

function rect({ x0, y0, x1, y1 }: Box, attributes: string): string {
  return `<rect x="${x0}" y="${y0}" width="${round(x1 - x0)}" height="${round(y1 - y0)}" ${attributes}/>`;
}

function grow({ x0, y0, x1, y1 }: Box): Box {
  return { x0: round(x0 - 2), y0: round(y0 - 1), x1: round(x1 + 2), y1: round(y1 + 1) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
