import type { Share } from "../intervals.js";
import { DARK, draw, INK, PALE, periodAxis, WIDTH } from "./draw.js";

export interface DomainBar {
  domain: string;
  halfYear: string;
  inUse: number;
  strict: number;
}

const WAYS = ["In use", "Strict: implemented or evaluated"] as const;
/** Half-years that stand side by side with bars wide enough to tell apart on a phone. */
const FEW = 8;

/**
 * One row of bars a domain, the half-years of all of them under each other: in use a pale bar with an outline, the
 * strict count a dark one beside it. Narrow enough that a phone shows it nearly at full size.
 */
export function plotDomains(
  id: string,
  bars: DomainBar[],
  domains: string[],
  halfYears: string[],
): Promise<string> {
  const most = Math.max(1, ...bars.map(({ inUse, strict }) => Math.max(inUse, strict)));
  const values = bars.flatMap(({ inUse, strict, ...place }) =>
    // Of none there is no bar, not the outline of one; its half-year stands on the axis all the same.
    [inUse, strict].map((innovations, n) => ({ ...place, way: WAYS[n], innovations: innovations || null })),
  );
  const isFew = halfYears.length <= FEW;
  const x = {
    field: "halfYear",
    type: "ordinal",
    sort: halfYears,
    scale: { domain: halfYears, paddingInner: 0.3, paddingOuter: 0.15 },
    axis: { ...periodAxis(), labelFontSize: 12, ...(isFew ? { labelAngle: 0 } : {}) },
  };
  const xOffset = { field: "way", type: "nominal", sort: [...WAYS], scale: { domain: [...WAYS] } };
  const y = {
    field: "innovations",
    type: "quantitative",
    scale: { domain: [0, most] },
    axis: { title: null, values: ticksTo(most), format: "d", labelFontSize: 12 },
  };
  const color = {
    field: "way",
    type: "nominal",
    sort: [...WAYS],
    scale: { domain: [...WAYS], range: [PALE, DARK] },
    legend: { title: null, labelFontSize: 13, symbolType: "square", symbolSize: 130, symbolStrokeColor: INK },
  };
  return draw(id, {
    data: { values },
    facet: {
      row: {
        field: "domain",
        type: "nominal",
        sort: domains,
        title: null,
        header: {
          labelAngle: 0,
          labelAnchor: "start",
          labelOrient: "top",
          labelFontSize: 13,
          labelPadding: 4,
        },
      },
    },
    spacing: { row: 12 },
    spec: {
      width: isFew ? 360 : WIDTH - 60,
      height: 56,
      layer: [
        { mark: { type: "bar", stroke: INK, strokeWidth: 0.8 }, encoding: { x, xOffset, y, color } },
        ...(isFew
          ? [
              {
                mark: { type: "text", dy: -7, fontSize: 11, color: INK },
                encoding: { x, xOffset, y, text: { field: "innovations", type: "quantitative" } },
              },
            ]
          : []),
      ],
    },
  });
}

/** Nought, the most, and the whole number between them, where there is one: more would touch. */
function ticksTo(most: number): number[] {
  return most > 1 && most % 2 === 0 ? [0, most / 2, most] : [0, most];
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
