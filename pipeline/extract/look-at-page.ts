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

type Operators = Awaited<ReturnType<PdfPage["getOperatorList"]>>;

// What pdf.js warns of for each image of a document opened for text.
const IMAGE_LEFT_OUT = /^Image exceeded maximum allowed size/;

/**
 * Says what the drawing instructions of a page show, in a document opened for text, which leaves images out: a group in
 * which something was moved and nothing drawn was one. `warnings` are those that came with the instructions.
 */
export function lookAtPage(
  page: PdfPage,
  { fnArray, argsArray }: Operators,
  warnings: readonly string[],
): PageLook {
  const wereImagesLeftOut = warnings.some((warning) => IMAGE_LEFT_OUT.test(warning));
  const viewport = page.getViewport({ scale: 1 });
  const area = Math.max(1, viewport.width * viewport.height);
  const look: PageLook = { hasImages: false, imageShare: 0, shapes: 0, textDrawings: 0 };
  const outer: Group[] = [];
  let group: Group = { matrix: [1, 0, 0, 1, 0, 0], isMoved: false, isPainted: false };
  const seeImage = () => {
    const [a, b, c, d] = group.matrix;
    const covered = Math.abs(a * d - b * c) / area;
    look.hasImages = true;
    look.imageShare = Math.max(look.imageShare, Math.min(1, Number.isFinite(covered) ? covered : 0));
    group.isPainted = true;
  };
  const close = () => {
    if (wereImagesLeftOut && group.isMoved && !group.isPainted) seeImage();
    const { isPainted } = group;
    group = outer.pop() ?? { matrix: [1, 0, 0, 1, 0, 0], isMoved: false, isPainted: false };
    group.isPainted ||= isPainted;
  };
  fnArray.forEach((operation, index) => {
    const values = argsArray[index];
    if (operation === SAVE || operation === FORM_BEGIN) {
      outer.push(group);
      group = { matrix: group.matrix, isMoved: false, isPainted: false };
      if (operation === FORM_BEGIN && isMatrix(values?.[0])) group.matrix = multiply(group.matrix, values[0]);
    } else if (operation === TRANSFORM && isMatrix(values)) {
      group.matrix = multiply(group.matrix, values);
      group.isMoved = true;
    } else if (operation === RESTORE || operation === FORM_END) {
      close();
    } else if (IMAGES.has(operation)) {
      seeImage();
    } else if (operation === PATH || SHOW_TEXT.has(operation)) {
      group.isPainted = true;
      if (operation === PATH) look.shapes++;
      else look.textDrawings++;
    }
  });
  close();
  // Left out somewhere in the page, nobody knows where: better to look once too often.
  return wereImagesLeftOut && !look.hasImages ? { ...look, hasImages: true, imageShare: 1 } : look;
}

type Group = { matrix: Matrix; isMoved: boolean; isPainted: boolean };

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
