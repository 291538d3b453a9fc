import { type Agreement, agreementOnCode } from "../../pipeline/agreement/index.js";
import {
  type CoderOfFrame,
  type ComparedPassage,
  listCodersOfFrame,
  readComparedAnswers,
} from "../../sql/load/index.js";
import type { Queryable } from "../../sql/run-query.js";

/** How two coders agree on one code. */
export interface PairAgreement extends Agreement {
  frame: string;
  code: string;
  one: CoderOfFrame;
  other: CoderOfFrame;
  /** "design": each passage weighs as many as the sample drew it from, so that figures hold for the archive. */
  weighting: "none" | "design";
  sampleId: string | null;
}

/** Every pair in which at least one is a person, people first. */
export async function comparePeople(
  db: Queryable,
  options: { frame: string; codes: readonly string[]; sampleId: string | null },
): Promise<PairAgreement[]> {
  const coders = await listCodersOfFrame(db, options.frame);
  const people = coders.filter(isPerson);
  const found: PairAgreement[] = [];
  for (const [k, one] of people.entries()) {
    for (const other of [...people.slice(k + 1), ...coders.filter((coder) => !isPerson(coder))])
      found.push(...(await comparePair(db, { ...options, one, other })));
  }
  return found;
}

/** How two coders agree on each code, without weights, and by the sample's chances where it holds any of the passages. */
export async function comparePair(
  db: Queryable,
  options: {
    frame: string;
    codes: readonly string[];
    sampleId: string | null;
    one: CoderOfFrame;
    other: CoderOfFrame;
  },
): Promise<PairAgreement[]> {
  const { frame, codes, sampleId, one, other } = options;
  const passages = await readComparedAnswers(db, { frame, one, other, sampleId });
  if (passages.length === 0) return [];
  const drawn = passages.filter(({ inclusion }) => inclusion !== null);
  return codes.flatMap((code) => {
    const pair = { frame, code, one, other };
    const plain: PairAgreement = {
      ...pair,
      weighting: "none",
      sampleId: null,
      ...agreementOnCode(passages.map((passage) => compare(passage, code, 1))),
    };
    if (drawn.length === 0) return [plain];
    const weighted = drawn.map((passage) => compare(passage, code, 1 / (passage.inclusion ?? 1)));
    return [plain, { ...pair, weighting: "design" as const, sampleId, ...agreementOnCode(weighted) }];
  });
}

export function isPerson({ coder }: { coder: string }): boolean {
  return coder.startsWith("human:");
}

function compare(passage: ComparedPassage, code: string, weight: number) {
  return {
    one: passage.one.includes(code),
    other: passage.other.includes(code),
    weight,
    cluster: passage.meetingId,
  };
}
