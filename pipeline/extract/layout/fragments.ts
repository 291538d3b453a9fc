import type { Box, PositionedText, RawPage } from "../../../schemas/extraction.js";

/** A run of text with two boxes: `at` in the frame in which it reads upright, `box` as displayed on the page. */
export type Fragment = {
  text: string;
  at: Box;
  box: Box;
  fontSize: number;
  isBold: boolean;
  isItalic: boolean;
};

/** Fragments that share a direction of reading. `turn` is that direction, in whole degrees clockwise. */
export type Direction = { turn: number; fragments: Fragment[]; characters: number };

/** Slanted by less than this, text still belongs to the lines around it (a scan put in askew); watermarks lie steeper. */
const STRAIGHT_WITHIN_DEGREES = 12;

/** The page's runs of text, drawn once each, by direction of reading: straight ones first, the one with most text ahead. */
export function readDirections(page: RawPage): Direction[] {
  const directions = new Map<number, Direction>();
  const drawn = new Map<number, string[]>();
  for (const text of page.texts) {
    const characters = text.text.trim().length;
    if (characters === 0 || !isPlaced(text)) continue;
    // Bold is sometimes feigned by drawing the same words twice.
    const place = Math.round(text.box.x0) * 1e6 + Math.round(text.box.y0);
    const here = drawn.get(place);
    if (here?.includes(text.text)) continue;
    if (here === undefined) drawn.set(place, [text.text]);
    else here.push(text.text);
    const turn = nearestTurn(text.angle);
    const direction = directions.get(turn) ?? { turn, fragments: [], characters: 0 };
    direction.fragments.push(toFragment(text, turn, page));
    direction.characters += characters;
    directions.set(turn, direction);
  }
  return [...directions.values()].sort(
    (a, b) =>
      Number(a.turn % 90 !== 0) - Number(b.turn % 90 !== 0) || b.characters - a.characters || a.turn - b.turn,
  );
}

/** The smallest box around all of them; they must not be empty. */
export function unite(boxes: readonly Box[]): Box {
  let { x0, y0, x1, y1 } = boxes[0] as Box;
  for (const box of boxes) {
    if (box.x0 < x0) x0 = box.x0;
    if (box.y0 < y0) y0 = box.y0;
    if (box.x1 > x1) x1 = box.x1;
    if (box.y1 > y1) y1 = box.y1;
  }
  return { x0, y0, x1, y1 };
}

function isPlaced(text: PositionedText): boolean {
  const { x0, y0, x1, y1 } = text.box;
  return Number.isFinite(x1 - x0 + y1 - y0 + text.fontSize) && x1 > x0 && y1 > y0;
}

function nearestTurn(angle: number): number {
  const whole = ((Math.round(angle) % 360) + 360) % 360;
  const quarter = (Math.round(whole / 90) * 90) % 360;
  const distance = Math.abs(((whole - quarter + 540) % 360) - 180);
  return distance <= STRAIGHT_WITHIN_DEGREES ? quarter : whole;
}

function toFragment(text: PositionedText, turn: number, page: RawPage): Fragment {
  return {
    text: text.text,
    at: turnUpright(text.box, turn, page),
    box: text.box,
    fontSize: text.fontSize,
    isBold: text.isBold,
    isItalic: text.isItalic,
  };
}

function turnUpright(box: Box, turn: number, page: RawPage): Box {
  if (turn === 90) return { x0: box.y0, x1: box.y1, y0: page.width - box.x1, y1: page.width - box.x0 };
  if (turn === 270) return { x0: page.height - box.y1, x1: page.height - box.y0, y0: box.x0, y1: box.x1 };
  if (turn === 180) {
    return {
      x0: page.width - box.x1,
      x1: page.width - box.x0,
      y0: page.height - box.y1,
      y1: page.height - box.y0,
    };
  }
  return box;
}
