import type { PdfPage } from "./pdf-document.js";

/** What is drawn on a page besides its text layer. */
export type PageLook = {
  hasImages: boolean;
  /** The part of the page that its largest image covers, 0 to 1. */
  imageShare: number;
  /** Drawn shapes: rules of tables, or letters turned into outlines. */
  shapes: number;
  /** Text drawing instructions, whether or not the text can be told. */
  textDrawings: number;
};

// Numbers of pdf.js' drawing instructions (its OPS table).
const SAVE = 10;
const RESTORE = 11;
const TRANSFORM = 12;
const SHOW_TEXT = new Set([44, 45, 46, 47]);
const FORM_BEGIN = 74;
const FORM_END = 75;
const IMAGES = new Set([83, 84, 85, 86, 87, 88, 89, 90]);
const PATH = 91;

type Matrix = [number, number, number, number, number, number];

/** Says what a page of a document opened for drawing shows. Throws where the page cannot be interpreted. */
export async function lookAtPage(page: PdfPage): Promise<PageLook> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const area = Math.max(1, viewport.width * viewport.height);
  const look: PageLook = { hasImages: false, imageShare: 0, shapes: 0, textDrawings: 0 };
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const saved: Matrix[] = [];
  fnArray.forEach((operation, index) => {
    const values = argsArray[index];
    if (operation === SAVE || operation === FORM_BEGIN) saved.push(matrix);
    if (operation === TRANSFORM && isMatrix(values)) matrix = multiply(matrix, values);
    if (operation === FORM_BEGIN && isMatrix(values?.[0])) matrix = multiply(matrix, values[0]);
    if (operation === RESTORE || operation === FORM_END) matrix = saved.pop() ?? [1, 0, 0, 1, 0, 0];
    if (IMAGES.has(operation)) {
      look.hasImages = true;
      const covered = Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / area;
      look.imageShare = Math.max(look.imageShare, Math.min(1, Number.isFinite(covered) ? covered : 0));
    }
    if (operation === PATH) look.shapes++;
    if (SHOW_TEXT.has(operation)) look.textDrawings++;
  });
  return look;
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((entry) => typeof entry === "number");
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ];
}
