import { draw, INK, PALE, WIDTH } from "./draw.js";

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
