import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Share } from "./intervals.js";

/** Dark blue and pale orange: apart for colour-blind readers, and in grey. Shape and width always differ too. */
const DARK = "#1d4e89";
const PALE = "#f0b64d";
const INK = "#222";
const SOFT = "#767676";

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

const WIDTH = 560;

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
async function draw(id: string, spec: Record<string, unknown>): Promise<string> {
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

export interface DomainBar {
  domain: string;
  halfYear: string;
  inUse: number;
  strict: number;
}

/** One small chart a domain: bars for innovations in use, a narrow dark bar inside for the strict count. */
export function plotDomains(
  id: string,
  bars: DomainBar[],
  domains: string[],
  halfYears: string[],
): Promise<string> {
  const most = Math.max(1, ...bars.map(({ inUse }) => inUse));
  const isLong = halfYears.length > 12;
  const x = { field: "halfYear", type: "ordinal", sort: halfYears, axis: periodAxis() };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    scale: { domain: [0, most] },
    axis: { title: null, tickCount: Math.min(most, 4), format: "d" },
  });
  return draw(id, {
    data: { values: bars },
    facet: { field: "domain", type: "nominal", sort: domains, title: null, header: { labelAnchor: "start" } },
    columns: isLong ? 3 : 4,
    spacing: { row: 14, column: 12 },
    resolve: { axis: { x: "independent", y: "independent" } },
    spec: {
      width: isLong ? 194 : 136,
      height: 92,
      layer: [
        {
          mark: { type: "bar", color: PALE, stroke: INK, strokeWidth: 0.6, width: { band: 0.82 } },
          encoding: { x, y: y("inUse") },
        },
        { mark: { type: "bar", color: DARK, width: { band: 0.36 } }, encoding: { x, y: y("strict") } },
      ],
    },
  });
}

export interface SharePoint {
  halfYear: string;
  share: Share | null;
}

/** A share over time with its intervals. */
export function plotShareOverTime(
  id: string,
  points: SharePoint[],
  title: string,
  halfYears: string[],
): Promise<string> {
  const values = points.flatMap(({ halfYear, share }) => (share === null ? [] : [{ halfYear, ...share }]));
  const x = {
    field: "halfYear",
    type: "ordinal",
    sort: halfYears,
    scale: { domain: halfYears },
    axis: periodAxis(),
  };
  const axis = { title, format: ".0%", tickCount: 5 };
  return draw(id, {
    data: { values },
    width: WIDTH,
    height: 150,
    layer: [
      {
        mark: { type: "rule", color: INK },
        encoding: {
          x,
          y: { field: "low", type: "quantitative", axis, scale: { domainMin: 0 } },
          y2: { field: "high" },
        },
      },
      {
        mark: { type: "point", shape: "diamond", filled: true, size: 70, color: DARK, opacity: 1 },
        encoding: { x, y: { field: "value", type: "quantitative" } },
      },
    ],
  });
}

export interface RatePoint {
  halfYear: string;
  series: "problem-sensing" | "comfort-seeking";
  value: number;
  low: number;
  high: number;
}

/** Passages per hundred with either orientation, over time: filled circles and open squares, with intervals. */
export function plotRatesOverTime(id: string, points: RatePoint[], halfYears: string[]): Promise<string> {
  const names = ["problem-sensing", "comfort-seeking"];
  const x = {
    field: "halfYear",
    type: "ordinal",
    sort: halfYears,
    scale: { domain: halfYears },
    axis: periodAxis(),
  };
  const offset = { field: "series", sort: names, scale: { paddingOuter: 1 } };
  const colour = {
    field: "series",
    type: "nominal",
    scale: { domain: names, range: [DARK, "#b35c00"] },
    title: null,
  };
  return draw(id, {
    data: { values: points },
    width: WIDTH,
    height: 170,
    layer: [
      {
        mark: { type: "rule" },
        encoding: {
          x,
          xOffset: offset,
          y: {
            field: "low",
            type: "quantitative",
            axis: { title: "share of passages", format: ".0%", tickCount: 5 },
            scale: { domainMin: 0 },
          },
          y2: { field: "high" },
          color: colour,
        },
      },
      {
        mark: { type: "point", size: 60, fill: "white", opacity: 1, strokeWidth: 1.8 },
        encoding: {
          x,
          xOffset: offset,
          y: { field: "value", type: "quantitative" },
          shape: {
            field: "series",
            type: "nominal",
            scale: { domain: names, range: ["circle", "square"] },
            title: null,
          },
          color: colour,
          fill: {
            field: "series",
            type: "nominal",
            scale: { domain: names, range: [DARK, "#ffffff"] },
            title: null,
          },
        },
      },
    ],
  });
}

export interface BalanceRow {
  name: string;
  balance: Share | null;
}

/** Balance of each body with its interval, in the order given. */
export function plotBalances(id: string, rows: BalanceRow[]): Promise<string> {
  const names = rows.map(({ name }) => name);
  const values = rows.map(({ name, balance }) => ({ name, ...balance }));
  const y = {
    field: "name",
    type: "nominal",
    sort: names,
    scale: { domain: names },
    axis: { title: null, grid: true },
  };
  const scale = { domain: [-1, 1] };
  const axis = {
    title: "balance: −1 only comfort-seeking, +1 only problem-sensing",
    values: [-1, -0.5, 0, 0.5, 1],
    labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.1f')",
  };
  return draw(id, {
    data: { values },
    width: WIDTH - 160,
    height: { step: 18 },
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: "rule", color: SOFT, strokeDash: [3, 3] },
        encoding: { x: { field: "zero", type: "quantitative" } },
      },
      {
        mark: { type: "rule", color: INK },
        encoding: { y, x: { field: "low", type: "quantitative", scale, axis }, x2: { field: "high" } },
      },
      {
        mark: { type: "point", filled: true, size: 60, color: DARK, opacity: 1 },
        encoding: { y, x: { field: "value", type: "quantitative" } },
      },
    ],
  });
}

export interface BalancePoint {
  organisation: string;
  halfYear: string;
  balance: Share | null;
}

/** One small chart a body: its balance over time. */
export function plotBalancesOverTime(
  id: string,
  points: BalancePoint[],
  organisations: string[],
  halfYears: string[],
): Promise<string> {
  const values = points.map(({ organisation, halfYear, balance }) => ({
    organisation,
    halfYear,
    ...balance,
  }));
  const x = {
    field: "halfYear",
    type: "ordinal",
    sort: halfYears,
    scale: { domain: halfYears },
    axis: periodAxis(),
  };
  const y = {
    type: "quantitative",
    scale: { domain: [-1, 1] },
    axis: {
      title: null,
      values: [-1, 0, 1],
      labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+d')",
    },
  };
  return draw(id, {
    data: { values },
    facet: {
      field: "organisation",
      type: "nominal",
      sort: organisations,
      title: null,
      header: { labelAnchor: "start", labelLimit: 160 },
    },
    columns: 4,
    spacing: { row: 12, column: 14 },
    resolve: { axis: { x: "independent", y: "independent" } },
    spec: {
      width: 132,
      height: 64,
      layer: [
        {
          mark: { type: "rule", color: INK },
          encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
        },
        {
          mark: { type: "point", filled: true, size: 36, color: DARK, opacity: 1 },
          encoding: { x, y: { ...y, field: "value" } },
        },
      ],
    },
  });
}

export interface TopicBar {
  topic: string;
  share: number;
}

/** Share of words by topic, longest first. */
export function plotTopics(id: string, bars: TopicBar[]): Promise<string> {
  const topics = bars.map(({ topic }) => topic);
  const y = { field: "topic", type: "nominal", sort: topics, axis: { title: null } };
  const x = {
    field: "share",
    type: "quantitative",
    scale: { domainMin: 0 },
    axis: { title: "share of words", format: ".0%", tickCount: 6 },
  };
  return draw(id, {
    data: { values: bars.map((bar) => ({ ...bar, label: `${(bar.share * 100).toFixed(1)}%` })) },
    width: WIDTH - 140,
    height: { step: 22 },
    layer: [
      { mark: { type: "bar", color: PALE, stroke: INK, strokeWidth: 0.6 }, encoding: { y, x } },
      {
        mark: { type: "text", align: "left", dx: 4, fontSize: 11, color: INK },
        encoding: { y, x, text: { field: "label", type: "nominal" } },
      },
    ],
  });
}

/** Labels such as "2010 a": short enough to stand side by side; those that would touch are left out. */
function periodAxis(): Record<string, unknown> {
  return { title: null, labelAngle: -45, labelOverlap: "greedy", grid: false };
}
