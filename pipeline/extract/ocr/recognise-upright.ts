import type { Box, PositionedText } from "../../../schemas/extraction.js";
import type { DrawnPage, OcrEngine, OcrReading } from "./engine.js";
import { findSlant } from "./ink.js";

/** Draws the page at a resolution, turned clockwise by a quarter turn or more and by a few degrees besides. */
export type DrawForOcr = (dpi: number, turn: number, skew: number) => Promise<DrawnPage>;

const DPI = 200;
const UPRIGHT_CONFIDENCE = 65;
const UPRIGHT_WORDS = 5;
// Less than this does not hurt: words stay on their line.
const TOLERATED_SKEW_DEGREES = 0.2;

/**
 * Reads a page whichever way up it was scanned: straightened as displayed first (or sideways, where its ink says so),
 * then turned, until a reading is certain; else the most certain one. Boxes are those of the page as displayed but
 * straightened, `angle` is the direction in which it was read.
 */
export async function recogniseUpright(engine: OcrEngine, draw: DrawForOcr): Promise<OcrReading> {
  const displayed = await draw(DPI, 0, 0);
  const { skew, isSideways } = findSlant(displayed.ink);
  let best: { reading: OcrReading; turn: number; page: DrawnPage } | null = null;
  for (const turn of isSideways ? [90, 270, 0, 180] : [0, 180, 90, 270]) {
    const isStraight = Math.abs(skew) < TOLERATED_SKEW_DEGREES;
    const page: DrawnPage =
      turn === 0 && isStraight ? displayed : await draw(DPI, turn, isStraight ? 0 : -skew);
    const reading = await engine.recognise(page);
    if (best === null || worth(reading) > worth(best.reading)) best = { reading, turn, page };
    if (best.reading.confidence >= UPRIGHT_CONFIDENCE && best.reading.words >= UPRIGHT_WORDS) break;
  }
  const { reading, turn, page } = best as NonNullable<typeof best>;
  return { ...reading, texts: reading.texts.map((text) => asDisplayed(text, turn, page)) };
}

function worth({ confidence, words }: OcrReading): number {
  return confidence * Math.sqrt(words);
}

/** A text of a page that was drawn turned clockwise, where it stands on the page as displayed. */
function asDisplayed(text: PositionedText, turn: number, drawn: DrawnPage): PositionedText {
  if (turn === 0) return text;
  const { x0, y0, x1, y1 } = text.box;
  const { width, height } = drawn;
  const box: Box =
    turn === 90
      ? { x0: y0, y0: width - x1, x1: y1, y1: width - x0 }
      : turn === 180
        ? { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 }
        : { x0: height - y1, y0: x0, x1: height - y0, y1: x1 };
  return { ...text, box, angle: 360 - turn };
}
