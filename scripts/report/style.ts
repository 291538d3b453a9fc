/** The look of the report: system fonts, one column, A4 in print, tables and plots that scroll on a phone. */
export const STYLE = `
:root { --ink: #1c1c1c; --soft: #565656; --line: #c9c9c9; --faint: #f4f4f1; --accent: #1d4e89; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: #fff; color: var(--ink); line-height: 1.5; font-size: 1.0625rem;
  font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Liberation Serif", Georgia, serif; }
main, header, footer, .contents { max-width: 50rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4, caption, figcaption, table, .facts, .contents, summary, .where, .count, .plot, .skip, .scope {
  font-family: system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 2rem; line-height: 1.15; margin: 2.5rem 0 .35rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; line-height: 1.25; margin: 3.2rem 0 .8rem; padding-top: .7rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.12rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h4 { font-size: .95rem; line-height: 1.35; margin: 1.6rem 0 .4rem; }
p { margin: 0 0 .9rem; }
.scope { font-size: 1.05rem; color: var(--soft); margin-bottom: 1.6rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid #b35c00; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; top: 0; background: #fff; padding: .6rem 1rem; z-index: 2; }
.skip:focus { left: .5rem; top: .5rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0; margin: 0 0 1.8rem; padding: 0;
  border: 1px solid var(--line); border-width: 1px 0; }
.facts div { padding: .8rem .9rem .8rem 0; }
.facts dt { font-size: .84rem; color: var(--soft); line-height: 1.3; }
.facts dd { margin: 0; font-size: 1.7rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.facts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.contents { font-size: .95rem; margin-bottom: 1rem; }
.contents ul { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 2rem; }
.contents li { break-inside: avoid; padding: .1rem 0; }
ul.points { padding-left: 1.2rem; margin: 0 0 1rem; }
ul.points li { margin-bottom: .55rem; }
.scroll { overflow-x: auto; margin: 1.2rem 0 .5rem; max-width: 100%; }
table { border-collapse: collapse; font-size: .85rem; line-height: 1.35; font-variant-numeric: tabular-nums; min-width: 60%; }
caption { text-align: left; font-weight: 600; padding: 0 0 .45rem; font-size: .92rem; }
caption > span { display: block; position: sticky; left: 0; max-width: calc(100vw - 2.6rem); }
caption .number, figcaption .number { color: var(--soft); font-weight: 600; }
th, td { padding: .32rem .7rem .32rem 0; text-align: right; vertical-align: top; }
th:last-child, td:last-child { padding-right: .2rem; }
thead th { border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); vertical-align: bottom; font-weight: 600; }
tbody tr + tr > * { border-top: 1px solid #ebebe8; }
tbody tr:last-child > * { border-bottom: 1.5px solid var(--ink); }
th.words, td.words { text-align: left; }
.short { white-space: nowrap; }
.long { overflow-wrap: anywhere; min-width: 10rem; }
td:not(.words) { white-space: nowrap; }
tr.group th { font-weight: 600; padding-top: .7rem; }
tbody th { font-weight: 400; min-width: 8.5rem; }
tbody th.short { min-width: 0; }
tr.total > * { font-weight: 600; border-top: 1px solid var(--ink) !important; }
tr.part th { padding-left: 1.1rem; }
.notes { font-size: .84rem; color: var(--soft); margin: 0 0 1.6rem; line-height: 1.45; }
.notes p { margin: 0 0 .25rem; }
figure { margin: 1.4rem 0 1.2rem; }
.plot { overflow-x: auto; }
.plot svg { display: block; max-width: 100%; height: auto; min-width: 30rem; }
.plot.narrow svg { min-width: 0; }
figcaption { font-size: .88rem; line-height: 1.45; margin-top: .5rem; }
pre { background: var(--faint); border: 1px solid #e2e2dd; padding: .5rem .7rem; margin: .3rem 0 .9rem; font-size: .78rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; }
.chapter { margin: 1rem 0; border-top: 1px solid var(--line); padding-top: .6rem; }
summary { cursor: pointer; padding: .25rem 0; }
summary h3 { display: inline; margin: 0; }
summary .count { color: var(--soft); font-size: .88rem; margin-left: .4rem; }
.cell { padding-left: .9rem; border-left: 3px solid #e2e2dd; margin: 1.2rem 0; }
.cell h4 { margin-top: 0; }
.cell:target > h4, section:target > h3, table:target caption { background: #fdf0c8; }
.cell:target { border-left-color: #b35c00; }
.cell ol { margin: .4rem 0 .5rem; padding-left: 1.5rem; }
.cell > ol > li { margin-bottom: .7rem; }
.label { font-family: system-ui, sans-serif; font-size: .88rem; font-weight: 600; margin: 0 0 .2rem; }
blockquote { margin: 0; font-size: .97rem; unicode-bidi: isolate; overflow-wrap: anywhere; }
mark { background: #fdf0c8; color: inherit; font-weight: 600; }
.where { font-size: .8rem; color: var(--soft); margin: .1rem 0 .3rem; overflow-wrap: anywhere; }
.back { font-size: .84rem; font-family: system-ui, sans-serif; }
.parts { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: .2rem 0 .5rem; padding: 0; font-size: .9rem; }
footer { border-top: 2px solid var(--ink); margin-top: 3rem; padding-top: .8rem; padding-bottom: 2.5rem; font-size: .88rem; color: var(--soft); }
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h1 { font-size: 1.6rem; margin-top: 1.6rem; }
  .contents ul { columns: 1; }
  .contents li { padding: .3rem 0; }
  .facts { grid-template-columns: 1fr 1fr; }
  tbody th { min-width: 7rem; }
}
@page { size: A4; margin: 17mm 16mm 18mm;
  @bottom-right { content: counter(page); font: 8pt system-ui, sans-serif; color: #555; } }
@media print {
  body { font-size: 9.7pt; line-height: 1.38; }
  caption > span { max-width: none; }
  figcaption a { display: none; }
  .facts { margin-bottom: 4mm; }
  .facts div { padding: 1.5mm 3mm 1.5mm 0; }
  ul.points li { margin-bottom: 1.2mm; }
  main, header, footer { max-width: none; padding: 0; }
  .contents, .skip, .back { display: none; }
  h1 { margin-top: 0; font-size: 20pt; }
  h2 { font-size: 14pt; margin-top: 9mm; break-after: avoid; }
  h3, h4 { break-after: avoid; }
  h3 { font-size: 11.5pt; margin-top: 6mm; }
  .page { break-before: page; }
  .page > h2 { margin-top: 0; }
  a { color: inherit; text-decoration: none; }
  .scroll, .plot { overflow: visible; }
  .plot svg { min-width: 0; }
  table { font-size: 8pt; min-width: 0; width: 100%; }
  th, td { padding-right: .5em; }
  tbody th { min-width: 0; }
  thead { display: table-header-group; }
  tr, figure, li, .label { break-inside: avoid; }
  .whole { break-inside: avoid; }
  tr.group, thead { break-after: avoid; }
  caption { break-after: avoid; font-size: 9pt; }
  .notes, figcaption { font-size: 8.5pt; }
  blockquote { font-size: 9pt; }
  .where { font-size: 7.5pt; }
  pre { font-size: 7pt; }
}
`.trim();
