import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Said } from "../../pipeline/agreement/index.js";
import type { Example } from "../../pipeline/code/model/example.js";
import { consolidate } from "../../pipeline/consolidate/index.js";
import {
  evaluateLedgers,
  type LedgerEvaluation,
  parseLedger,
} from "../../pipeline/evaluate-ledgers/index.js";
import type { Domain, Mention, Stage } from "../../schemas/innovation.js";
import { ExpectedError } from "../errors.js";

/**
 * Counts the innovations that a coder's mentions come to and holds them against the ledgers of a folder. Bodies
 * without a ledger, and passages of documents whose name holds no date, are left out. Throws `ExpectedError` with
 * every problem of the ledgers, or where no body has one.
 */
export function compareWithLedgers(
  folder: string,
  examples: readonly Example[],
  said: readonly Said[],
): LedgerEvaluation {
  const bodies = readLedgers(folder).flatMap(({ organisationCode, entries }) => {
    const own = examples.flatMap((example, i) => {
      const meetingDate = example.document.match(/\d{4}-\d{2}-\d{2}/)?.[0];
      const answer = said[i];
      return example.body === organisationCode && meetingDate && answer
        ? [{ example, answer, meetingDate, i }]
        : [];
    });
    if (own.length === 0) return [];
    const mentions = own.flatMap(({ example, answer, meetingDate, i }) =>
      answer.innovation && answer.stage !== null && answer.domain !== null
        ? [
            toMention(
              example,
              answer.stage as Stage,
              answer.domain as Domain,
              answer.probabilities.innovation,
              meetingDate,
              i,
            ),
          ]
        : [],
    );
    const meetingDates = [...new Set(own.map((each) => each.meetingDate))].sort();
    const innovations = consolidate({ organisationCode, meetingDates, mentions });
    return [{ organisationCode, ledger: entries, innovations, mentions }];
  });
  if (bodies.length === 0) {
    throw new ExpectedError(
      `No body of the gold has a ledger in ${folder}. Ledgers are named ledger-CODE.json.`,
    );
  }
  return evaluateLedgers(bodies);
}

function toMention(
  { passage, document }: Example,
  stage: Stage,
  domain: Domain,
  probability: number | null,
  meetingDate: string,
  ordinal: number,
): Mention {
  const { id, heading, text } = passage;
  return {
    passageId: id,
    meetingId: document,
    meetingDate,
    heading,
    text,
    stage,
    domain,
    probability,
    quote: text,
    page: 1,
    ordinal,
  };
}

function readLedgers(folder: string) {
  const problems: string[] = [];
  const ledgers = readdirSync(folder)
    .filter((name) => /^ledger-.+\.json$/.test(name))
    .sort()
    .flatMap((name) => {
      const result = parseLedger(readFileSync(join(folder, name), "utf8"), name);
      if ("ledger" in result) return [result.ledger];
      problems.push(...result.problems);
      return [];
    });
  if (problems.length > 0)
    throw new ExpectedError(`The ledgers in ${folder} cannot be used:\n${problems.join("\n")}`);
  return ledgers;
}
