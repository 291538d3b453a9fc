import { type Innovation, PARENT_OF_DOMAIN } from "../../schemas/innovation.js";
import { assignOneToOne } from "./assignment.js";
import type { LedgerEntry } from "./ledger.js";
import { holdsQuote, normaliseText } from "./overlap.js";
import { f1Of, type Proportion, proportionOf } from "./proportion.js";

export { type Ledger, LedgerEntry, parseLedger } from "./ledger.js";
export type { Proportion } from "./proportion.js";

/** One body: what a reader entered, what the machine found, and the passages of what it found. */
export type BodyToEvaluate = {
  organisationCode: string;
  ledger: readonly LedgerEntry[];
  innovations: readonly Innovation[];
  /** At least the passages that the innovations mention. */
  mentions: readonly { passageId: string; meetingDate: string; text: string }[];
};

/** A row behind a figure, in words. Ledger id and label, or innovation id and label, or both. */
export type EvaluatedRow = {
  organisationCode: string;
  ledgerId: string | null;
  ledgerLabel: string | null;
  innovationId: string | null;
  label: string | null;
  /** What is to be said of it: the two domains, the two dates, the other parts of a split. */
  detail: string;
};

/** Found, missed and invented of one way to count, with the rows behind each. */
export type Counted = {
  inLedger: number;
  byMachine: number;
  found: EvaluatedRow[];
  missed: EvaluatedRow[];
  invented: EvaluatedRow[];
  precision: Proportion;
  recall: Proportion;
  f1: Proportion;
};

export type LedgerFigures = {
  /** Innovations in use: what the study counts. */
  inUse: Counted;
  /** Every innovation, proposals among them. */
  all: Counted;
  /** Of the innovations in use that were found: the domain, its parent, and the first meeting in use. */
  domainRight: Proportion;
  parentDomainRight: Proportion;
  firstInUseRight: Proportion;
  domainWrong: EvaluatedRow[];
  firstInUseWrong: EvaluatedRow[];
  /** Ledger entries whose quotes lie in several innovations, and innovations that hold quotes of several entries. */
  split: EvaluatedRow[];
  merged: EvaluatedRow[];
};

export type LedgerEvaluation = {
  overall: LedgerFigures;
  bodies: ({ organisationCode: string } & LedgerFigures)[];
};

/**
 * Holds the machine's innovations against ledgers. An innovation and an entry belong together when a mention's
 * passage, at the same meeting, holds a quote of the entry; among all such pairs the one-to-one assignment is
 * taken that finds most entries and, of these, covers most quotes. Innovations in use are assigned among
 * themselves: an entry in use whose innovation is not in use is missed, and the other way round invented.
 */
export function evaluateLedgers(bodies: readonly BodyToEvaluate[]): LedgerEvaluation {
  const parts = bodies.map((body) => ({
    organisationCode: body.organisationCode,
    parts: evaluateBody(body),
  }));
  return {
    overall: figuresOf(parts.map(({ parts }) => parts)),
    bodies: parts.map(({ organisationCode, parts }) => ({ organisationCode, ...figuresOf([parts]) })),
  };
}

type Pair = { entry: LedgerEntry; innovation: Innovation; row: EvaluatedRow };
type Matched = {
  inLedger: number;
  byMachine: number;
  pairs: Pair[];
  missed: EvaluatedRow[];
  invented: EvaluatedRow[];
};
type BodyParts = { inUse: Matched; all: Matched; split: EvaluatedRow[]; merged: EvaluatedRow[] };

function evaluateBody(body: BodyToEvaluate): BodyParts {
  const overlap = overlapsOf(body);
  const quotesOf = (entry: LedgerEntry, innovation: Innovation) => overlap.get(entry)?.get(innovation) ?? 0;
  const match = (entries: readonly LedgerEntry[], innovations: readonly Innovation[]) =>
    matchOneToOne(body, entries, innovations, quotesOf);
  return {
    inUse: match(
      body.ledger.filter((entry) => entry.implemented),
      body.innovations.filter((innovation) => innovation.firstInUse !== null),
    ),
    all: match(body.ledger, body.innovations),
    split: body.ledger.flatMap((entry) => {
      const parts = body.innovations.filter((innovation) => quotesOf(entry, innovation) > 0);
      if (parts.length < 2) return [];
      return [rowOf(body, entry, null, `in ${parts.length}: ${parts.map(({ label }) => label).join("; ")}`)];
    }),
    merged: body.innovations.flatMap((innovation) => {
      const entries = body.ledger.filter((entry) => quotesOf(entry, innovation) > 0);
      if (entries.length < 2) return [];
      return [
        rowOf(
          body,
          null,
          innovation,
          `of ${entries.length}: ${entries.map(({ label }) => label).join("; ")}`,
        ),
      ];
    }),
  };
}

/** How many quotes of each entry lie in the passages of each innovation. */
function overlapsOf(body: BodyToEvaluate): Map<LedgerEntry, Map<Innovation, number>> {
  const passages = new Map(
    body.mentions.map(({ passageId, meetingDate, text }) => [
      passageId,
      { meetingDate, text: normaliseText(text) },
    ]),
  );
  return new Map(
    body.ledger.map((entry) => {
      const quotes = entry.mentions.map(({ meeting, quote }) => ({ meeting, quote: normaliseText(quote) }));
      const counts = body.innovations.map((innovation): [Innovation, number] => {
        const held = quotes.filter(({ meeting, quote }) =>
          innovation.mentions.some(({ passageId }) => {
            const passage = passages.get(passageId);
            return (
              passage !== undefined && passage.meetingDate === meeting && holdsQuote(passage.text, quote)
            );
          }),
        );
        return [innovation, held.length];
      });
      return [entry, new Map(counts)];
    }),
  );
}

function matchOneToOne(
  body: BodyToEvaluate,
  entries: readonly LedgerEntry[],
  innovations: readonly Innovation[],
  quotesOf: (entry: LedgerEntry, innovation: Innovation) => number,
): Matched {
  // A pair found outweighs any number of quotes.
  const pairWorth = 1 + entries.reduce((sum, entry) => sum + entry.mentions.length, 0);
  const columnOf = assignOneToOne(
    entries.map((entry) =>
      innovations.map((innovation) => {
        const quotes = quotesOf(entry, innovation);
        return quotes === 0 ? 0 : pairWorth + quotes;
      }),
    ),
  );
  const pairs: Pair[] = [];
  const missed: EvaluatedRow[] = [];
  entries.forEach((entry, index) => {
    const column = columnOf[index];
    const innovation = column === null || column === undefined ? undefined : innovations[column];
    if (innovation) {
      const detail = `${quotesOf(entry, innovation)} of ${entry.mentions.length} quotes`;
      pairs.push({ entry, innovation, row: rowOf(body, entry, innovation, detail) });
    } else {
      const near = body.innovations.filter((candidate) => quotesOf(entry, candidate) > 0);
      const detail =
        near.length === 0
          ? "no mention found"
          : `found as ${near.map(({ label, stage }) => `${label} (${stage})`).join("; ")}`;
      missed.push(rowOf(body, entry, null, detail));
    }
  });
  const taken = new Set(pairs.map(({ innovation }) => innovation));
  const invented = innovations
    .filter((innovation) => !taken.has(innovation))
    .map((innovation) => {
      const near = body.ledger.filter((entry) => quotesOf(entry, innovation) > 0);
      const detail =
        near.length === 0
          ? "in no ledger entry"
          : `part of ${near.map(({ id, label, implemented }) => `${id} ${label}${implemented ? "" : " (not in use)"}`).join("; ")}`;
      return rowOf(body, null, innovation, detail);
    });
  return { inLedger: entries.length, byMachine: innovations.length, pairs, missed, invented };
}

function rowOf(
  body: BodyToEvaluate,
  entry: LedgerEntry | null,
  innovation: Innovation | null,
  detail: string,
): EvaluatedRow {
  return {
    organisationCode: body.organisationCode,
    ledgerId: entry?.id ?? null,
    ledgerLabel: entry?.label ?? null,
    innovationId: innovation?.innovationId ?? null,
    label: innovation?.label ?? null,
    detail,
  };
}

function figuresOf(parts: readonly BodyParts[]): LedgerFigures {
  const pairs = parts.flatMap(({ inUse }) => inUse.pairs);
  const domainWrong = pairs.filter(({ entry, innovation }) => entry.domain !== innovation.domain);
  const parentWrong = pairs.filter(
    ({ entry, innovation }) => PARENT_OF_DOMAIN[entry.domain] !== innovation.parentDomain,
  );
  const dateWrong = pairs.filter(
    ({ entry, innovation }) => entry.first_implemented_meeting !== innovation.firstInUse,
  );
  return {
    inUse: countedOf(parts.map(({ inUse }) => inUse)),
    all: countedOf(parts.map(({ all }) => all)),
    domainRight: proportionOf(pairs.length - domainWrong.length, pairs.length),
    parentDomainRight: proportionOf(pairs.length - parentWrong.length, pairs.length),
    firstInUseRight: proportionOf(pairs.length - dateWrong.length, pairs.length),
    domainWrong: domainWrong.map(({ entry, innovation, row }) => ({
      ...row,
      detail: `ledger ${entry.domain}, machine ${innovation.domain}`,
    })),
    firstInUseWrong: dateWrong.map(({ entry, innovation, row }) => ({
      ...row,
      detail: `ledger ${entry.first_implemented_meeting}, machine ${innovation.firstInUse}`,
    })),
    split: parts.flatMap(({ split }) => split),
    merged: parts.flatMap(({ merged }) => merged),
  };
}

function countedOf(parts: readonly Matched[]): Counted {
  const found = parts.flatMap(({ pairs }) => pairs.map(({ row }) => row));
  const missed = parts.flatMap(({ missed }) => missed);
  const invented = parts.flatMap(({ invented }) => invented);
  return {
    inLedger: parts.reduce((sum, { inLedger }) => sum + inLedger, 0),
    byMachine: parts.reduce((sum, { byMachine }) => sum + byMachine, 0),
    found,
    missed,
    invented,
    precision: proportionOf(found.length, found.length + invented.length),
    recall: proportionOf(found.length, found.length + missed.length),
    f1: f1Of(found.length, invented.length, missed.length),
  };
}
