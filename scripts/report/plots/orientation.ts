import type { Share } from "../intervals.js";
import { DARK, draw, INK, periodAxis, SOFT, WIDTH } from "./draw.js";

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
