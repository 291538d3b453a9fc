import type { Box, PositionedText } from "../../../schemas/extraction.js";
import type { DrawnPage, OcrEngine, OcrReading } from "./engine.js";

/** Draws the page at a resolution, turned clockwise by a quarter turn or more and straightened by a few degrees. */
export type DrawForOcr = (dpi: number, turn: number, skew: number) => Promise<DrawnPage>;

const DPI = 200;
const UPRIGHT_CONFIDENCE = 65;
const UPRIGHT_WORDS = 5;
// Engines read lines that run off by a degree; by more they begin to lose words.
const TOLERATED_SKEW_DEGREES = 1.2;
const LARGEST_SKEW_DEGREES = 20;

/**
 * Reads a page whichever way up it was scanned: as displayed, then turned, the most certain reading winning; a skewed
 * page is straightened and read again. Boxes are those of the page as displayed, `angle` the direction it was read in.
 */
export async function recogniseUpright(engine: OcrEngine, draw: DrawForOcr): Promise<OcrReading> {
  let best: { reading: OcrReading; turn: number; page: DrawnPage } | null = null;
  for (const turn of [0, 180, 90, 270]) {
    const page = await draw(DPI, turn, 0);
    const reading = await engine.recognise(page);
    if (best === null || worth(reading) > worth(best.reading)) best = { reading, turn, page };
    if (best.reading.confidence >= UPRIGHT_CONFIDENCE && best.reading.words >= UPRIGHT_WORDS) break;
  }
  const found = best as NonNullable<typeof best>;
  const { skew } = found.reading;
  if (Math.abs(skew) > TOLERATED_SKEW_DEGREES && Math.abs(skew) < LARGEST_SKEW_DEGREES) {
    const straightened = await engine.recognise(await draw(DPI, found.turn, -skew));
    if (worth(straightened) > worth(found.reading)) found.reading = straightened;
  }
  return {
    ...found.reading,
    texts: found.reading.texts.map((text) => asDisplayed(text, found.turn, found.page)),
  };
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
