import type { ReadingFailure } from "../../schemas/outcome.js";

const HEADER_WITHIN = 1024;
const TRAILER_WITHIN = 4096;

/** Why these bytes are no PDF, whatever their name says; null where they may be one. */
export function whyNotPdf(bytes: Uint8Array): ReadingFailure | null {
  const found = kindOf(bytes);
  return found === null
    ? null
    : {
        outcome: "not a PDF",
        detail: `${found} Fetch the document again or leave the file out.`,
        page: null,
      };
}

/** Whether the bytes are a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1
  );
}

function kindOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return "The file is empty (0 bytes).";
  const head = latin1(bytes.subarray(0, HEADER_WITHIN));
  if (head.includes("%PDF-")) return null;
  if (isZip(bytes)) return "The file is a ZIP archive (or a Word, Excel or OpenDocument file), not a PDF.";
  if (/^\s*(\ufeff|ï»¿)?\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|\?xml)/is.test(head)) {
    return "The file is a web page (HTML or XML), not a PDF; often the page that says the document moved.";
  }
  if (head.startsWith("\xd0\xcf\x11\xe0"))
    return "The file is an old Office document (Word, Excel), not a PDF.";
  if (head.startsWith("{\\rtf")) return "The file is an RTF document, not a PDF.";
  if (/^(\xff\xd8\xff|\x89PNG|GIF8|II\*|MM\0\*)/.test(head)) return "The file is a picture, not a PDF.";
  const tail = latin1(bytes.subarray(-TRAILER_WITHIN));
  // Some writers lose the first line; what ends like a PDF is worth a try.
  if (/startxref|%%EOF/.test(tail)) return null;
  return `The file has no PDF header ('%PDF-') in its first ${HEADER_WITHIN} bytes.`;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
