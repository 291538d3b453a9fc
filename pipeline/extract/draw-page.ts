import type { DrawnPage } from "./ocr/engine.js";
import { inkOf } from "./ocr/ink.js";
import { type OpenPdf, openPdf, type PdfPage } from "./pdf-document.js";

type Canvas = { width: number; height: number; toBuffer(type: "image/png"): Buffer };
type Drawing = {
  canvas: Canvas;
  context: { getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray } };
};
type CanvasFactory = { create(width: number, height: number): Drawing; destroy(drawing: Drawing): void };
type DrawablePage = PdfPage & {
  rotate: number;
  getViewport(options: { scale: number; rotation?: number }): ReturnType<PdfPage["getViewport"]>;
  render(options: Record<string, unknown>): { promise: Promise<void> };
};

// A3 at 200 dots an inch has 7.7 million pixels; posters are drawn coarser rather than in gigabytes.
const MAX_PIXELS = 8_000_000;

/**
 * Draws one page of a document opened for drawing at `dpi` dots an inch (less where the page is huge), turned
 * clockwise by `turn` degrees (a multiple of 90) from how it is displayed and by `skew` degrees more around its
 * middle. Throws where the page cannot be drawn.
 */
export async function drawPage(
  open: OpenPdf,
  number: number,
  dpi: number,
  turn = 0,
  skew = 0,
): Promise<DrawnPage> {
  const page = (await open.document.getPage(number)) as DrawablePage;
  const rotation = (page.rotate + turn) % 360;
  const whole = page.getViewport({ scale: 1, rotation });
  const scale = Math.min(dpi / 72, Math.sqrt(MAX_PIXELS / Math.max(1, whole.width * whole.height)));
  const viewport = page.getViewport({ scale, rotation });
  const factory = (open.document as unknown as { canvasFactory: CanvasFactory }).canvasFactory;
  const pixelWidth = Math.max(1, Math.round(viewport.width));
  const pixelHeight = Math.max(1, Math.round(viewport.height));
  const drawing = factory.create(pixelWidth, pixelHeight);
  try {
    const transform = skew === 0 ? null : aroundMiddle(skew, pixelWidth, pixelHeight);
    await page.render({ canvasContext: drawing.context, canvas: drawing.canvas, viewport, transform })
      .promise;
    const png = new Uint8Array(drawing.canvas.toBuffer("image/png"));
    const { data } = drawing.context.getImageData(0, 0, pixelWidth, pixelHeight);
    const ink = inkOf(data, pixelWidth, pixelHeight);
    return { png, pixelWidth, pixelHeight, width: whole.width, height: whole.height, ink };
  } finally {
    factory.destroy(drawing);
    page.cleanup();
  }
}

function aroundMiddle(degrees: number, width: number, height: number): number[] {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [x, y] = [width / 2, height / 2];
  return [cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos];
}

/** Draws pages of a PDF, one at a time; all of them where `pages` is null. Pages that cannot be drawn are left out. */
export async function drawPages(
  bytes: Uint8Array,
  options: { password: string | null; pages: number[] | null; dpi: number },
): Promise<{ page: number; png: Uint8Array; width: number; height: number }[]> {
  const open = await openPdf(bytes, { password: options.password, for: "drawing" });
  const drawings = [];
  try {
    const all = Array.from({ length: open.document.numPages }, (_, index) => index + 1);
    for (const page of options.pages ?? all) {
      if (page < 1 || page > open.document.numPages) continue;
      const drawn = await drawPage(open, page, options.dpi).catch(() => null);
      if (drawn) drawings.push({ page, png: drawn.png, width: drawn.width, height: drawn.height });
    }
  } finally {
    await open.close().catch(() => {});
  }
  return drawings;
}
