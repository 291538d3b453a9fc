import type { Share } from "../intervals.js";
import { DARK, draw, INK, PALE, periodAxis, WIDTH } from "./draw.js";

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
