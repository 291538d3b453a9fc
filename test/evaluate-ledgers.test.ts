import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignOneToOne } from "../pipeline/evaluate-ledgers/assignment.js";
import { evaluateLedgers, type LedgerEntry, parseLedger } from "../pipeline/evaluate-ledgers/index.js";
import { holdsQuote, normaliseText } from "../pipeline/evaluate-ledgers/overlap.js";
import type { Innovation } from "../schemas/innovation.js";

function entry(id: string, quotes: string[], fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    id,
    label: `Ledger ${id}`,
    domain: "quality",
    implemented: true,
    first_implemented_meeting: "2010-01-28",
    mentions: quotes.map((quote) => ({ meeting: "2010-01-28", stage: "implemented", quote })),
    ...fields,
  };
}

function innovation(id: string, passages: string[], fields: Partial<Innovation> = {}): Innovation {
  return {
    innovationId: id,
    organisationCode: "B1",
    label: `Machine ${id}`,
    domain: "quality",
    parentDomain: "quality",
    stage: "implemented",
    firstMentioned: "2010-01-28",
    firstInUse: "2010-01-28",
    firstImplementedOrEvaluated: "2010-01-28",
    inUseAtFirstMeeting: true,
    mentions: passages.map((passageId) => ({ passageId, stage: "implemented" as const })),
    ...fields,
  };
}

const MENTIONS = [
  { passageId: "a", meetingDate: "2010-01-28", text: "The robot went into service\non 3rd May." },
  { passageId: "b", meetingDate: "2010-01-28", text: "Volunteers help patients “to eat” at lunch." },
  { passageId: "c", meetingDate: "2010-03-25", text: "The robot went into service on 3rd May." },
];

describe("evaluateLedgers", () => {
  test("finds by the passage that holds a quote, whatever its line breaks and quotation marks", () => {
    const { overall } = evaluateLedgers([
      {
        organisationCode: "B1",
        ledger: [entry("1", ["went into service on 3rd May"]), entry("2", ['help patients "to eat"'])],
        innovations: [
          innovation("x", ["b"]),
          innovation("y", ["a"], { domain: "targets", parentDomain: "productivity" }),
        ],
        mentions: MENTIONS,
      },
    ]);
    expect(overall.inUse.found.map(({ ledgerId, innovationId }) => [ledgerId, innovationId])).toEqual([
      ["1", "y"],
      ["2", "x"],
    ]);
    expect(overall.inUse.precision.value).toBe(1);
    expect(overall.domainRight).toMatchObject({ count: 1, of: 2 });
    expect(overall.domainWrong[0]?.detail).toBe("ledger quality, machine targets");
  });

  test("the same words at another meeting are no proof", () => {
    const { overall } = evaluateLedgers([
      {
        organisationCode: "B1",
        ledger: [entry("1", ["went into service on 3rd May"])],
        innovations: [innovation("x", ["c"])],
        mentions: MENTIONS,
      },
    ]);
    expect(overall.inUse.missed).toHaveLength(1);
    expect(overall.inUse.invented[0]?.detail).toBe("in no ledger entry");
  });

  test("an entry in two parts is found once, its second part invented, and named as split", () => {
    const { overall } = evaluateLedgers([
      {
        organisationCode: "B1",
        ledger: [entry("1", ["went into service", "help patients"])],
        innovations: [innovation("x", ["a"]), innovation("y", ["b"])],
        mentions: MENTIONS,
      },
    ]);
    expect(overall.inUse).toMatchObject({ inLedger: 1, byMachine: 2 });
    expect(overall.inUse.found).toHaveLength(1);
    expect(overall.inUse.invented).toHaveLength(1);
    expect(overall.split.map(({ ledgerId }) => ledgerId)).toEqual(["1"]);
  });

  test("two entries in one innovation are found once, and named as merged", () => {
    const { overall } = evaluateLedgers([
      {
        organisationCode: "B1",
        ledger: [entry("1", ["went into service"]), entry("2", ["help patients"])],
        innovations: [innovation("x", ["a", "b"])],
        mentions: MENTIONS,
      },
    ]);
    expect(overall.inUse.found).toHaveLength(1);
    expect(overall.inUse.missed).toHaveLength(1);
    expect(overall.merged.map(({ innovationId }) => innovationId)).toEqual(["x"]);
  });

  test("a proposal that the machine believes in use is invented among those in use, found among all", () => {
    const { overall } = evaluateLedgers([
      {
        organisationCode: "B1",
        ledger: [entry("1", ["went into service"], { implemented: false, first_implemented_meeting: null })],
        innovations: [innovation("x", ["a"])],
        mentions: MENTIONS,
      },
    ]);
    expect(overall.inUse.invented[0]?.detail).toContain("not in use");
    expect(overall.all.found).toHaveLength(1);
  });

  test("nothing to count gives no figure rather than a perfect one", () => {
    const { overall } = evaluateLedgers([]);
    expect(overall.inUse.precision).toEqual({ count: 0, of: 0, value: null, low: null, high: null });
  });
});

describe("assignOneToOne", () => {
  test("is worth as much as the best of all assignments", () => {
    const worths = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(6), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(worths, (worth) => {
        const columns = assignOneToOne(worth);
        const taken = columns.filter((column) => column !== null);
        expect(new Set(taken).size).toBe(taken.length);
        const total = columns.reduce<number>(
          (sum, column, row) => sum + (column === null ? 0 : (worth[row]?.[column] ?? 0)),
          0,
        );
        expect(total).toBe(bestTotal(worth, 0, new Set()));
      }),
    );
  });
});

function bestTotal(worth: number[][], row: number, taken: Set<number>): number {
  if (row === worth.length) return 0;
  let best = bestTotal(worth, row + 1, taken);
  (worth[row] as number[]).forEach((value, column) => {
    if (taken.has(column)) return;
    best = Math.max(best, value + bestTotal(worth, row + 1, new Set([...taken, column])));
  });
  return best;
}

describe("holdsQuote", () => {
  test("a quote that runs over the end of the passage counts where most of it is there", () => {
    const passage = normaliseText("Since May a matron has rung each person who complains");
    expect(
      holdsQuote(passage, normaliseText("a matron has rung each person who complains about Surgery")),
    ).toBe(true);
    expect(
      holdsQuote(passage, normaliseText("each person who was discharged in May had been rung by a matron")),
    ).toBe(false);
  });
});

describe("parseLedger", () => {
  test.each([
    ["ledger-B1.json", "[", /not JSON/],
    ["b1.json", "[]", /ledger-<organisation code>\.json/],
    ["ledger-B1.json", JSON.stringify([{ ...entry("1", ["q"]), domain: "money" }]), /entry 1 › domain/],
    ["ledger-B1.json", JSON.stringify([{ ...entry("1", ["q"]), colour: "red" }]), /colour/],
    ["ledger-B1.json", JSON.stringify([entry("1", ["q"]), entry("1", ["r"])]), /used twice/],
    ["ledger-B1.json", JSON.stringify([entry("1", ["q"], { implemented: false })]), /must be null/],
  ])("says what is wrong in %s: %s", (name, text, message) => {
    const result = parseLedger(text, name);
    expect("problems" in result ? result.problems.join("\n") : "").toMatch(message);
  });

  test("reads a good ledger and whose it is", () => {
    const result = parseLedger(JSON.stringify([entry("1", ["q"])]), "some/folder/ledger-B1.json");
    expect(result).toMatchObject({ ledger: { organisationCode: "B1", entries: [{ id: "1" }] } });
  });
});
