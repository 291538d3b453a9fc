import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Dark blue and pale orange: apart for colour-blind readers, and in grey. Shape and width always differ too. */
export const DARK = "#1d4e89";
export const PALE = "#f0b64d";
export const INK = "#222";
export const SOFT = "#767676";

const CONFIG = {
  background: "transparent",
  font: "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif",
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: "normal",
    domainColor: SOFT,
    tickColor: SOFT,
    gridColor: "#e4e4e4",
    labelLimit: 260,
  },
  header: { labelFontSize: 11, labelColor: INK, labelFontWeight: "bold", labelLimit: 260 },
  legend: {
    orient: "top",
    symbolSize: 70,
    labelFontSize: 11,
    titleFontSize: 11,
    labelColor: INK,
    titleColor: INK,
    labelLimit: 260,
  },
} as const;

export const WIDTH = 560;

/**
 * Vega measures text with a canvas where one is installed, and otherwise takes every letter for a wide one. This
 * estimate is nearer to a common sans serif, and the same on every machine.
 */
(vega as unknown as { textMetrics: { width: (item: TextItem, text?: string) => number } }).textMetrics.width =
  (item, text) => {
    const size = item.fontSize ?? 11;
    let width = 0;
    for (const character of String(text ?? item.text ?? "")) width += widthOf(character);
    return Math.ceil(width * size * (item.fontWeight === "bold" ? 1.08 : 1));
  };

interface TextItem {
  text?: string | string[];
  fontSize?: number;
  fontWeight?: string | number;
}

/** Advance of a character, as a share of the size of the type. */
function widthOf(character: string): number {
  if (/[iljtfrI.,:;'’|!()[\] -]/.test(character)) return 0.36;
  if (/[mwMW@%–—…]/.test(character)) return 0.92;
  return /\p{Lu}/u.test(character) ? 0.7 : 0.6;
}

/** Draws a chart as SVG without script; the same chart gives the same bytes. `id` keeps its ids apart from others'. */
export async function draw(id: string, spec: Record<string, unknown>): Promise<string> {
  const compiled = compile({ ...spec, config: CONFIG, padding: 4 } as unknown as TopLevelSpec).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return withOwnIds(id, svg);
}

/** Vega counts the ids of clip paths over the whole process: they are renamed after their figure. */
function withOwnIds(id: string, svg: string): string {
  const names = [...new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] as string))];
  return names.reduce(
    (text, name, n) =>
      text.replaceAll(`id="${name}"`, `id="${id}-${n}"`).replaceAll(`url(#${name})`, `url(#${id}-${n})`),
    svg,
  );
}

/** Labels such as "2010 H1": short enough to stand side by side; those that would touch are left out. */
export function periodAxis(): Record<string, unknown> {
  return { title: null, labelAngle: -45, labelOverlap: "greedy", grid: false };
}
