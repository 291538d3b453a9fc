import {
  type CountedInnovation,
  countInnovations,
  groupBy,
  halfYearsRead,
  type Measure,
  notInUse,
} from "../counts.js";
import { type Block, count, formatPercent, head, idOf, type Row, type Table } from "../document.js";
import { sayChoice, sayErrorRate, shortErrorRate } from "../error-rates.js";
import { nameHalfYear, sayGaps, shortHalfYear } from "../half-years.js";
import { type Share, shareOf } from "../intervals.js";
import type { InnovationRow, ReportModel } from "../model.js";
import { nameOrganisation } from "../names.js";
import { plotShareOverTime } from "../plots/innovations.js";
import { composeCorrected } from "./corrected.js";
import { chapterByBody, chapterByDomain, innovationBodyId, innovationCellId } from "./innovation-evidence.js";
import { type Counted, composeByDomain } from "./innovations-by-domain.js";
import type { Part } from "./part.js";
import { tabulateStudy } from "./study.js";

/** Innovations: the study's table, by domain and half-year, the share of safety, and by body. */
export async function composeInnovations(model: ReportModel): Promise<Part> {
  const counted: Counted = {
    "in use": countInnovations(model.innovations, "in use", model.scope),
    strict: countInnovations(model.innovations, "strict", model.scope),
  };
  const waiting = notInUse(model.innovations, model.scope);
  const halfYears = halfYearsRead(model.meetings);
  const innovationsOf = (measure: Measure): InnovationRow[] =>
    counted[measure].map(({ innovation }) => innovation);
  return {
    section: {
      id: "innovations",
      title: "Innovations",
      blocks: [describeErrors(model), tabulateStudy(model, counted, halfYears)],
      sections: [
        {
          id: "innovations-by-domain",
          title: "By domain and half-year",
          blocks: await composeByDomain(model, counted, halfYears),
          sections: [],
        },
        {
          id: "innovations-safety",
          title: "The share of safety",
          blocks: await composeSafety(model, counted["in use"], halfYears),
          sections: [],
        },
        ...(model.corrected.some(({ frame }) => frame === "innovation")
          ? [
              {
                id: "innovations-corrected",
                title: "Passages that report an innovation, corrected",
                blocks: composeCorrected(model, "innovation", {
                  id: "table-innovations-corrected",
                  caption: "Share of passages that report an innovation, by the machine and corrected",
                  codes: ["mention"],
                }),
                sections: [],
              },
            ]
          : []),
        {
          id: "innovations-by-body",
          title: "By body",
          blocks: [tabulateBodies(model, counted, waiting)],
          sections: [],
        },
      ],
    },
    evidence: [
      chapterByDomain(model, "in use", counted["in use"], "innovations-by-domain"),
      chapterByDomain(model, "strict", counted.strict, "innovations-by-domain"),
      chapterByBody(
        model,
        [
          { measure: "in use", innovations: innovationsOf("in use") },
          { measure: "strict", innovations: innovationsOf("strict") },
          { measure: "not in use", innovations: waiting },
        ],
        "table-bodies",
      ),
    ],
  };
}

function describeErrors({ errorRates }: ReportModel): Block {
  return {
    kind: "paragraph",
    content: [
      "An innovation is the intentional introduction of something new to the body that reports it and meant to bring a significant benefit; told again at later meetings, it is still one. ",
      errorRates === null
        ? "How often the machine errs in finding innovations was not measured here."
        : `Passages that report an innovation were found with ${sayErrorRate(errorRates, "mention")}; ${sayChoice(errorRates, "stage")}, ${sayChoice(errorRates, "domain")}. Errors of grouping the mentions come on top.`,
    ],
  };
}

async function composeSafety(
  model: ReportModel,
  inUse: CountedInnovation[],
  halfYears: string[],
): Promise<Block[]> {
  const rowOf = (halfYear: string | null): { safety: number; all: number; share: Share | null } => {
    const here = inUse.filter((row) => halfYear === null || row.halfYear === halfYear);
    const safety = here.filter(({ innovation }) => innovation.domain === "safety").length;
    return { safety, all: here.length, share: shareOf(safety, here.length) };
  };
  const row = (title: string, halfYear: string | null): Row => {
    const { safety, all, share } = rowOf(halfYear);
    const to = innovationCellId("in use", "safety", halfYear);
    return {
      cells: [
        head(title),
        count(safety, to),
        count(all, innovationCellId("in use", null, halfYear)),
        {
          content: [share === null ? "–" : safety === 0 ? "0.0%" : { text: formatPercent(share.value), to }],
        },
        { content: [share === null ? "–" : `${formatPercent(share.low)} to ${formatPercent(share.high)}`] },
      ],
    };
  };
  const table: Table = {
    kind: "table",
    id: "table-safety",
    caption: "Innovations in use whose domain is safety",
    columns: ["Half-year", "Safety", "All", "Share", "95% interval"],
    rows: [
      ...halfYears.map((halfYear) => row(nameHalfYear(halfYear), halfYear)),
      { ...row("All", null), kind: "total" },
    ],
    notes: [
      ["Published by the study: 14 of 144, 9.7%. Wilson intervals: they take the coding as given."],
      [
        `Error: passages that report an innovation ${sayErrorRate(model.errorRates, "mention")}; the domain safety chosen with precision / recall ${shortErrorRate(model.errorRates, "domain_safety")}.`,
      ],
    ],
  };
  if (inUse.length === 0) return [table];
  const points = halfYears.map((halfYear) => ({
    halfYear: shortHalfYear(halfYear),
    share: rowOf(halfYear).share,
  }));
  return [
    {
      kind: "figure",
      id: "figure-safety",
      caption: `Share of safety in the innovations in use, with 95% intervals.${sayGaps(halfYears)}`,
      alt: `Share of safety by half-year, from ${nameHalfYear(halfYears[0] as string)} to ${nameHalfYear(halfYears.at(-1) as string)}.`,
      valuesIn: "table-safety",
      svg: await plotShareOverTime("plot-safety", points, "share of safety", halfYears.map(shortHalfYear)),
    },
    table,
  ];
}

function tabulateBodies(model: ReportModel, counted: Counted, waiting: InnovationRow[]): Table {
  const meetings = groupBy(
    model.meetings.filter(({ isCounted }) => isCounted),
    ({ organisationCode }) => organisationCode,
  );
  const expected = new Map(model.coverage.map((row) => [row.organisationCode, row.meetingsExpected]));
  const hasExpected = model.coverage.some(({ meetingsExpected }) => meetingsExpected > 0);
  const rows = model.organisations.map(({ code }): Row => {
    const read = meetings.get(code) ?? [];
    const ofBody = (measure: Measure): CountedInnovation[] =>
      counted[measure].filter(({ innovation }) => innovation.organisationCode === code);
    const inUse = ofBody("in use");
    const rate = read.length === 0 ? "–" : ((10 * inUse.length) / read.length).toFixed(1);
    const to = innovationBodyId("in use", code);
    return {
      cells: [
        head(nameOrganisation(model, code)),
        count(read.length, idOf("meetings", code)),
        ...(hasExpected ? [count(expected.get(code) ?? 0, null)] : []),
        count(inUse.length, to),
        count(ofBody("strict").length, innovationBodyId("strict", code)),
        count(inUse.filter(({ innovation }) => innovation.inUseAtFirstMeeting).length, to),
        count(inUse.filter(({ innovation }) => innovation.domain === "safety").length, to),
        count(
          waiting.filter(({ organisationCode }) => organisationCode === code).length,
          innovationBodyId("not in use", code),
        ),
        { content: [inUse.length === 0 ? rate : { text: rate, to }] },
      ],
    };
  });
  return {
    kind: "table",
    id: "table-bodies",
    caption: "Innovations by body",
    columns: [
      "Body",
      "Meetings read",
      ...(hasExpected ? ["Expected"] : []),
      "In use",
      "Strict",
      "In use from the start",
      "Safety",
      "Not in use yet",
      "In use per 10 meetings",
    ],
    rows,
    notes: [
      [
        "In use from the start: reported in use at the first meeting in the archive. Not in use yet: proposed, approved or abandoned, and in no minutes reported in use.",
      ],
      [`Finding passages that report an innovation: ${sayErrorRate(model.errorRates, "mention")}.`],
    ],
  };
}
