import { STOP_WORDS } from "./stop-words.js";

/** What headings add to a thing to say what kind of report on it this is. */
const KIND_OF_REPORT =
  /^(?:(?:full|outline|final|first|second|interim|draft|annual|quarterly|monthly|\d+|one|two|three|six|nine|twelve|half|month|months|week|wk|year|quarter|business|case|report|reports|review|evaluation|update|updates|proposal|proposals|progress|paper|presentation|results?|experience|briefing|summary|plan|and|of|on|the|a|an|for|from|to|by|in|q[1-4])[\s,']*)+$/iu;

const LEADING =
  /^(?:(?:an?|the|update|report|presentation|paper|evaluation|review|progress|proposal|introduction|business case|outline|results|briefing)\s+(?:of|on|for|from)\s+(?:the\s+|an?\s+)?)+/iu;

const NUMBER =
  /^\s*(?:(?:[A-Z]{1,4}\/)?\d{1,4}(?:[./]\d{1,4})*[.):]?|[A-Z]\d{1,2}[.):]?|\(?[a-z]\)|[ivx]{1,4}[.)])\s+/u;

/**
 * The parts of a heading that could name a thing: without agenda number, without what says the kind of report
 * ("business case", "six month review"), without dates and initials in brackets.
 */
export function headingParts(heading: string): string[] {
  const bare = heading.replace(NUMBER, "").replace(/\([^)]*\)/gu, " ");
  return bare
    .split(/\s[–—-]\s|[:;–—|]\s?|\s{2,}/u)
    .map((part) =>
      part
        .replace(LEADING, "")
        .replace(/[\s.,]+$/u, "")
        .trim(),
    )
    .filter((part) => part !== "" && !KIND_OF_REPORT.test(part) && !/\b(?:19|20)\d{2}\b/u.test(part))
    .filter((part) => part.split(/\s+/u).some((word) => !STOP_WORDS.has(word.toLowerCase())));
}
