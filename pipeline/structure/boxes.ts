import type { Box } from "../../schemas/extraction.js";

/** The smallest box around all of them; they must not be empty. */
export function unite(boxes: readonly Box[]): Box {
  const first = boxes[0] as Box;
  return boxes.reduce(
    (whole, box) => ({
      x0: Math.min(whole.x0, box.x0),
      y0: Math.min(whole.y0, box.y0),
      x1: Math.max(whole.x1, box.x1),
      y1: Math.max(whole.y1, box.y1),
    }),
    first,
  );
}
