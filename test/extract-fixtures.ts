import { deflateRawSync, constants as zlib } from "node:zlib";
import PDFDocument from "pdfkit";

type Draw = (document: PDFKit.PDFDocument) => void;

/** A PDF as pdfkit writes it. */
export async function makePdf(draw: Draw, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({ size: "A4", margin: 72, ...options });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  draw(document);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

export const MINUTES_LINES = [
  "Wexcombe Hospitals NHS Trust",
  "Minutes of the meeting of the Trust Board held on Thursday 28 January 2010",
  "Present: Mrs A Reed (Chair), Dr B Holt, Mr C Vane",
  "10/001 Chairman's report",
  "The Chairman thanked the staff of both hospitals for their work during the snow.",
  "10/002 Pharmacy",
  "The Board was told that a consultant and a pharmacist now walk round the wards together twice a week.",
  "Dr Holt asked how many charts had been changed and whether the wards had noticed.",
];

/** One page of minutes in plain type. */
export function drawMinutes(document: PDFKit.PDFDocument): void {
  document.fontSize(12);
  for (const line of MINUTES_LINES) document.text(line).moveDown(0.8);
}

/** `count` pages of minutes; the first words of each name it. */
export function drawPagesOfMinutes(document: PDFKit.PDFDocument, count: number): void {
  for (let page = 1; page <= count; page++) {
    if (page > 1) document.addPage();
    document.text(`Page number ${page}.`).moveDown();
    drawMinutes(document);
  }
}

/** The PDF with the compressed content of these pages (counted from 1) broken from the byte `from` on. */
export function rotPages(pdf: Buffer, pages: number[], from = 2): Buffer {
  const rotten = Buffer.from(pdf);
  const marker = Buffer.from("stream\n");
  let page = 0;
  for (let at = rotten.indexOf(marker); at !== -1; at = rotten.indexOf(marker, at + 1)) {
    if (rotten.subarray(at - 3, at).toString() === "end") continue;
    page++;
    const content = at + marker.length;
    // Ones make a block type that does not exist.
    if (pages.includes(page)) rotten.fill(0xff, content + from, content + 60);
  }
  return rotten;
}

/** A PDF of hand-written objects, numbered from 1; the first is the catalogue. */
export function makeRawPdf(objects: (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: string | Buffer) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    length += bytes.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    push(`${index + 1} 0 obj\n`);
    push(object);
    push("\nendobj\n");
  });
  const start = length;
  push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) push(`${String(offset).padStart(10, "0")} 00000 n \n`);
  push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

function stream(dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from("\nendstream"),
  ]);
}

/** A file of about 1 MB for each GB of content that it unpacks to. */
export function makeFlateBomb(gigabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(16 << 20, " "), { finishFlush: zlib.Z_FULL_FLUSH });
  const blocks = Array.from({ length: gigabytes * 64 }, () => block);
  const content = Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...blocks,
    Buffer.from([0x03, 0x00, 0, 0, 0, 0]),
  ]);
  return makeRawPdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
    stream("/Filter /FlateDecode", content),
  ]);
}

/** A page whose content calls forms that call forms: ten to the power of `depth` lines of text in a few kB. */
export function makeEndlessPdf(depth = 10, goodPagesBefore = 0): Buffer {
  const resources = "/Resources << /Font << /F 4 0 R >> >>";
  const form = (index: number) =>
    index === depth
      ? stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${resources}`,
          Buffer.from("BT /F 9 Tf 72 700 Td (round) Tj ET"),
        )
      : stream(
          `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${7 + index} 0 R >> >>`,
          Buffer.from("/X Do ".repeat(10)),
        );
  const last = 6 + depth;
  const good = Array.from({ length: goodPagesBefore }, (_, index) => last + 1 + index);
  return makeRawPdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${[...good, 3].map((id) => `${id} 0 R`).join(" ")}] /Count ${good.length + 1} >>`,
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /X 6 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    stream("", Buffer.from("/X Do ".repeat(10))),
    ...Array.from({ length: depth + 1 }, (_, index) => form(index)),
    ...good.map(() => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
  ]);
}
