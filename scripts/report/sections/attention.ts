import { groupBy } from "../counts.js";
import {
  type Block,
  type Cell,
  count,
  type Evidence,
  formatPercent,
  head,
  idOf,
  type Row,
  type Table,
} from "../document.js";
import { sayChoice, scoresOf, shortErrorRate } from "../error-rates.js";
import { nameHalfYear, UNDATED } from "../half-years.js";
import type { AttentionRow, ReportModel } from "../model.js";
import { capitalise, nameCode } from "../names.js";
import { plotTopics } from "../plots/attention.js";
import { listCodings, passageEvidence } from "./coded-evidence.js";
import type { Part } from "./part.js";

const FRAME = "attention";
const COLUMNS_A_TABLE = 7;

/** What boards speak of: shares of passages and words by topic, over all and by half-year. */
export async function composeAttention(model: ReportModel): Promise<Part> {
  const byTopic = [...groupBy(model.attention, ({ topic }) => topic)]
    .map(([topic, rows]) => ({ topic, words: sum(rows, "words"), passages: sum(rows, "passages"), rows }))
    .sort((a, b) => b.words - a.words || (a.topic < b.topic ? -1 : 1));
  const all = byTopic.reduce((total, { words }) => total + words, 0);
  const blocks: Block[] =
    all === 0
      ? [{ kind: "paragraph", content: ["No passage was coded for its topic."] }]
      : [
          {
            kind: "paragraph",
            content: [
              `Each coded passage has one topic. The share of words says how much room a topic takes in the minutes, which is not how long the board spoke of it. Error: ${sayChoice(model.errorRates, "topic")}.`,
            ],
          },
          {
            kind: "figure",
            id: "figure-attention",
            caption: "Share of the words of coded passages, by topic, all half-years.",
            alt: byTopic
              .map(({ topic, words }) => `${nameTopic(model, topic)} ${formatPercent(words / all)}`)
              .join("; "),
            valuesIn: "table-attention",
            svg: await plotTopics(
              "plot-attention",
              byTopic.map(({ topic, words }) => ({ topic: nameTopic(model, topic), share: words / all })),
            ),
          },
          tabulateTopics(model, byTopic, all),
          ...tabulateHalfYears(model, byTopic),
        ];
  return {
    section: { id: "attention", title: "Attention", blocks, sections: [] },
    evidence:
      all === 0
        ? []
        : [
            {
              id: "evidence.attention",
              title: "Passages by topic",
              cells: byTopic.flatMap((topic) => collect(model, topic)),
            },
          ],
  };
}

interface Topic {
  topic: string;
  words: number;
  passages: number;
  rows: AttentionRow[];
}

function nameTopic(model: ReportModel, topic: string): string {
  return capitalise(nameCode(model.frames, FRAME, topic));
}

function sum(rows: AttentionRow[], field: "words" | "passages"): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

function tabulateTopics(model: ReportModel, topics: Topic[], all: number): Table {
  const isMeasured = topics.some(({ topic }) => scoresOf(model.errorRates, topic) !== null);
  return {
    kind: "table",
    id: "table-attention",
    caption: "Attention by topic, all half-years",
    columns: ["Topic", "Passages", "Words", "Share of words", ...(isMeasured ? ["Precision / recall"] : [])],
    rows: topics.map(
      ({ topic, words, passages }): Row => ({
        cells: [
          head(nameTopic(model, topic)),
          count(passages, cellId(topic)),
          count(words, null),
          share(words, all, cellId(topic)),
          ...(isMeasured ? [{ content: [shortErrorRate(model.errorRates, topic)] }] : []),
        ],
      }),
    ),
    notes: isMeasured ? [["n/m: not measured."]] : [],
  };
}

/** Shares by half-year, a few half-years a table. */
function tabulateHalfYears(model: ReportModel, topics: Topic[]): Table[] {
  const halfYears = [...new Set(model.attention.map(({ halfYear }) => halfYear))]
    .filter((halfYear) => halfYear !== UNDATED)
    .sort();
  const tables: Table[] = [];
  for (let start = 0; start < halfYears.length; start += COLUMNS_A_TABLE) {
    const columns = halfYears.slice(start, start + COLUMNS_A_TABLE);
    const n = tables.length + 1;
    tables.push({
      kind: "table",
      id: `table-attention-half-years-${n}`,
      caption: `Share of words by topic and half-year${halfYears.length > COLUMNS_A_TABLE ? `, part ${n}` : ""}`,
      columns: ["Topic", ...columns.map(nameHalfYear)],
      rows: topics.map(({ topic, rows }) => ({
        cells: [
          head(nameTopic(model, topic)),
          ...columns.map((halfYear) => {
            const whole = sum(
              model.attention.filter((row) => row.halfYear === halfYear),
              "words",
            );
            const own = sum(
              rows.filter((row) => row.halfYear === halfYear),
              "words",
            );
            return share(own, whole, cellId(topic));
          }),
        ],
      })),
      notes: [[`Error: ${sayChoice(model.errorRates, "topic")}.`]],
    });
  }
  return tables;
}

function share(part: number, whole: number, to: string): Cell {
  if (whole === 0) return { content: ["–"] };
  const text = formatPercent(part / whole);
  return { content: [part === 0 ? text : { text, to }] };
}

function cellId(topic: string): string {
  return idOf("attention", topic);
}

function collect(model: ReportModel, { topic, passages }: Topic): Evidence[] {
  if (passages === 0) return [];
  return [
    passageEvidence(model, {
      id: cellId(topic),
      title: nameTopic(model, topic),
      count: passages,
      quotes: model.codeQuotes.filter((quote) => quote.frame === FRAME && quote.code === topic),
      sql: listCodings(model, FRAME, topic),
      back: "table-attention",
    }),
  ];
}
