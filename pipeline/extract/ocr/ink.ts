/** The ink of a drawn page: how dark each pixel is, 0 for paper to 255, row by row. */
export type Ink = { width: number; height: number; dark: Uint8Array };

/** How the lines of a page run. */
export type Slant = {
  /** Degrees clockwise by which they run down to the right; 0 where there is nothing to go by. */
  skew: number;
  /** Whether they seem to run from top to bottom or from bottom to top instead. */
  isSideways: boolean;
};

type Box = { x0: number; y0: number; x1: number; y1: number };

const IS_INK = 110;
const LARGEST_SKEW = 8;
const COARSE_STEP = 0.25;
const FINE_STEP = 0.05;
const SAMPLED = 60_000;
const FEWEST_SAMPLES = 500;
// At this many pixels a bin, the line of type and the gap below it are well apart in print of any usual size.
const BIN = 4;

/** The ink of an RGBA picture. */
export function inkOf(rgba: Uint8ClampedArray, width: number, height: number): Ink {
  const dark = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < dark.length; pixel++, at += 4) {
    const [red, green, blue] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number];
    dark[pixel] = 255 - ((red * 77 + green * 150 + blue * 29) >> 8);
  }
  return { width, height, dark };
}

/** Finds the slant at which the ink falls most sharply into lines. */
export function findSlant(ink: Ink): Slant {
  const { xs, ys } = sampleInk(ink);
  if (xs.length < FEWEST_SAMPLES) return { skew: 0, isSideways: false };
  const across = steepest(xs, ys);
  const down = steepest(ys, xs);
  const isSideways = down.sharpness > across.sharpness * 1.2;
  // Seen from the side, what runs down to the right runs up.
  return isSideways ? { skew: -down.angle, isSideways } : { skew: across.angle, isSideways };
}

function sampleInk({ width, height, dark }: Ink): { xs: Float64Array; ys: Float64Array } {
  let inked = 0;
  for (const value of dark) if (value > IS_INK) inked++;
  const every = Math.max(1, Math.floor(inked / SAMPLED));
  const count = Math.ceil(inked / every);
  const [xs, ys] = [new Float64Array(count), new Float64Array(count)];
  let seen = 0;
  let kept = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((dark[y * width + x] as number) <= IS_INK || seen++ % every !== 0) continue;
      xs[kept] = x;
      ys[kept++] = y;
    }
  }
  return { xs: xs.subarray(0, kept), ys: ys.subarray(0, kept) };
}

function steepest(along: Float64Array, across: Float64Array): { angle: number; sharpness: number } {
  let best = { angle: 0, sharpness: sharpnessAt(0, along, across) };
  const seek = (from: number, to: number, step: number) => {
    for (let angle = from; angle <= to; angle += step) {
      const sharpness = sharpnessAt(angle, along, across);
      // A straight page must not be turned for a hair's breadth.
      if (sharpness > best.sharpness * 1.001) best = { angle, sharpness };
    }
  };
  seek(-LARGEST_SKEW, LARGEST_SKEW, COARSE_STEP);
  seek(best.angle - COARSE_STEP, best.angle + COARSE_STEP, FINE_STEP);
  return best;
}

function sharpnessAt(degrees: number, along: Float64Array, across: Float64Array): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const bins = new Map<number, number>();
  for (let index = 0; index < along.length; index++) {
    const bin = Math.floor(((across[index] as number) - (along[index] as number) * slope) / BIN);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  let sum = 0;
  for (const count of bins.values()) sum += count * count;
  return sum;
}

/** The usual width of the upright strokes within a box, in pixels and fractions; 0 where there is no ink. */
export function strokeWidth({ width, height, dark }: Ink, box: Box): number {
  const widths: number[] = [];
  const tall = box.y1 - box.y0;
  const [top, bottom] = [Math.max(0, Math.floor(box.y0)), Math.min(height, Math.ceil(box.y1))];
  const [left, right] = [Math.max(0, Math.floor(box.x0)), Math.min(width, Math.ceil(box.x1))];
  for (let y = top; y < bottom; y++) {
    let run = 0;
    let isInk = false;
    for (let x = left; x <= right; x++) {
      const value = x < right ? (dark[y * width + x] as number) : 0;
      if (value > 40) {
        run += value / 255;
        isInk ||= value > IS_INK;
        continue;
      }
      // Longer runs are cross strokes.
      if (isInk && run < tall * 0.5) widths.push(run);
      run = 0;
      isInk = false;
    }
  }
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 0;
}
