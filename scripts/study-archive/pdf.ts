import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import PDFDocument from "pdfkit";
import type { Body } from "./bodies.js";
import type { WrittenSection } from "./minutes.js";
import { longDate } from "./slots.js";

/** A fixed day: the same minutes give the same file. */
const WRITTEN_ON = new Date(Date.UTC(2026, 0, 1));
const MARGIN = 62;

/** Prints the minutes of a meeting as its body would. */
export async function printMinutes(
  file: string,
  body: Body,
  meeting: { date: string; ordinal: number; sections: readonly WrittenSection[] },
): Promise<void> {
  const { style } = body;
  const regular = style.font === "Times" ? "Times-Roman" : "Helvetica";
  const bold = `${style.font}-Bold`;
  const pdf = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    bufferPages: true,
    info: { Title: `Minutes ${meeting.date}`, CreationDate: WRITTEN_ON, ModDate: WRITTEN_ON },
  });
  const written = pipeline(pdf, createWriteStream(file));
  pdf
    .font(bold)
    .fontSize(style.size + 4)
    .text(body.name, { align: "center" });
  pdf.moveDown(0.5).fontSize(style.size + 1);
  pdf.text(
    `Minutes of the meeting of the Trust Board held in public on ${longDate(meeting.date)} in the Board Room, ${body.town}`,
  );
  pdf.moveDown().fontSize(style.size).text("Present").moveDown(0.3).font(regular);
  for (const { name, role } of body.members) pdf.text(`${name}, ${role}`);
  const year = meeting.date.slice(2, 4);
  let item = meeting.ordinal * 17;
  for (const [index, { title, passages }] of meeting.sections.entries()) {
    item += 1;
    const number =
      style.numbering === "year"
        ? `${year}/${String(item).padStart(3, "0")} `
        : style.numbering === "none"
          ? ""
          : `${index + 1}. `;
    if (pdf.y > 842 - MARGIN - 5 * style.size) pdf.addPage();
    pdf
      .moveDown(0.9)
      .font(bold)
      .text(`${number}${style.hasCapitals ? title.toUpperCase() : title}`);
    pdf.font(regular);
    for (const [place, passage] of passages.entries()) {
      pdf.moveDown(0.5);
      if (style.numbering === "paragraph") pdf.text(`${index + 1}.${place + 1} ${passage}`, { lineGap: 1 });
      else if (style.isBulleted) pdf.text(`• ${passage}`, { lineGap: 1, indent: 0 });
      else pdf.text(passage, { lineGap: 1 });
    }
  }
  pdf.moveDown(2).text("Signed ........................................ Chair");
  printEdges(pdf, body, meeting.date);
  pdf.end();
  await written;
}

/** Page numbers and, where the house has one, a running head. */
function printEdges(pdf: PDFKit.PDFDocument, body: Body, date: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Text below the margin would open a page of its own.
    pdf.page.margins.bottom = 0;
    pdf.fontSize(8);
    if (body.style.hasRunningHead)
      pdf.text(`${body.name}: Board minutes ${date}`, MARGIN, 30, { lineBreak: false });
    pdf.text(`Page ${page + 1} of ${count}`, MARGIN, 842 - 40, { lineBreak: false });
  }
}
