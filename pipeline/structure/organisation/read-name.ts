import type { Evidence } from "../../../schemas/minutes.js";
import { findDates } from "../dates.js";
import type { TitleWords } from "../title-block.js";
import { settleCase } from "./letter-case.js";

export type NameReading = { name: string | null; evidence: Evidence[] };

/** Words that organisations' names end in or hold. */
const FORM =
  /\b(?:ccg|icb|pct|sha|nhs ft|nhs (?:foundation )?trust|(?:university |teaching |local )?health board|primary care trust|care trust|(?:integrated care|clinical commissioning) (?:board|group|partnership|system)|bwrdd iechyd|ambulance service|health authority|pharmaceutical committee|medical committee|trust|council|authority|association|school|academy|university|college|society|foundation|partnership|federation|institute|department|agency|librar(?:y|ies)|company|limited|ltd|llp|inc|cic|charity|commission|hospitals?|service|city of|county of|town of|community board|mental health board|healthwatch|group|friends of|board|panel|club|committee)\b/i;
/** Names that any body may bear: they say who met, not whose minutes these are. */
const GENERIC =
  /^(?:the |a |our )?(?:(?:trust|full|main|public|private|unitary|executive|annual|general|ordinary|extraordinary|special|draft|unconfirmed|confirmed|approved|final|members?|of|the|and|governing|body|governors?|directors?|trustees?|board|council|committee|sub-?committee|meeting|minutes|agenda|papers?|pack|session|part|one|two|1|2|i|ii|a|b|in|held|open|closed|audit|risk|quality|safety|finance|performance|remuneration|cabinet|user|group|panel|parent|forum|executive|management|business|strategic|corporate|governance|nomination|charitable|funds|workforce|people|investment|clinical|present|attendance|apologies|date|time|venue|location|chair|action|notes?|bod|agm|no|number)[\s,:;()/&–—-]*)+$/i;
/** Offices that a person holds, and what is no name at all. */
const NO_ORGANISATION =
  /(?:^|,\s*)(?:(?:vice|deputy|city|town|parish)[- ])?(?:president|chair(?:man|woman|person)?|clerk|secretary|mayor|leader|treasurer|member|director)s? (?:of|to) (?:the )?(?:council|board|committee|trust)$|\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b|^(?:at|in|on|from|with)\b|\),/i;
/** A meeting or its minutes, after the name of the body. */
const MEETING_AFTER =
  /\s+(?:(?:full|main|regular|special|annual|general|quarterly|monthly)\s+)*(?:(?:board|commission)\s+)?(?:(?:meeting|action|draft|approved)\s+)*(?:minutes|meeting)(?: of| on| held)?$/i;
const BODY_BEFORE =
  /^(?:board of (?:directors|trustees|governors)|governing body|trustees|directors|governors|members|council of governors) of (?:the )?(?=\p{Lu})/iu;
/** A name's short form, or the number under which a body is registered. */
const BRACKET_AFTER =
  /\s*\((?:[“"'‘]?(?:\p{Lu}[\p{Ll}\d&]*){2,}[”"'’]?|(?:[Rr]egistered )?(?:[Cc]harity|[Cc]ompany)[^)]*)\)$/u;
const BODY_AFTER = /\s+(?:board|council) of (?:directors|governors|trustees)$/i;
const SENTENCE = /\b(?:was|were|had|has|been|held|opened|noted|agreed|will|would|are|is|said|asked)\b/i;
/** A name longer than this is a sentence. */
const LONGEST = 110;
const FEWEST_LETTERS = 5;

/** The organisation whose minutes these are, well cased, from title block and running heads; null where none is named. */
export function readOrganisationName(words: TitleWords): NameReading {
  const evidence: Evidence[] = [];
  const ranked: { name: string; points: number }[] = [];
  const add = (quote: string, page: number | null, from: Evidence["from"], points: number) => {
    for (const name of namesIn(quote)) {
      ranked.push({ name, points: points + worth(name) });
      evidence.push({ value: settleCase(name), quote: quote.slice(0, 200), page, from });
    }
  };
  for (const [index, block] of words.title.slice(0, 8).entries()) {
    const page = block.lines[0]?.page ?? null;
    add(block.text, page, "title block", 3 - 0.3 * index);
    // Centred title lines of one size come as one block.
    if (block.lines.length > 1) {
      for (const line of block.lines) add(line.text, page, "title block", 2.6 - 0.3 * index);
    }
  }
  for (const margin of words.margins) add(margin.text, margin.page, "running head", 1);
  const best = ranked.sort((a, b) => b.points - a.points)[0];
  if (best === undefined) return { name: null, evidence };
  const name = betterCased(best.name, words);
  const chosen = evidence.findIndex((each) => each.value === settleCase(best.name));
  const [first] = evidence.splice(Math.max(0, chosen), 1);
  return { name, evidence: first === undefined ? evidence : [{ ...first, value: name }, ...evidence] };
}

function namesIn(text: string): string[] {
  const parts = withoutDates(text)
    .split(/\s*[–—]\s+|\s+\|\s+|\s+-\s+|\s*[:;]\s+|\s+\/\s+|\t|\n/)
    .flatMap((part) => [part, ...ofBody(part)]);
  const names = parts.filter((part) => isName(tidy(part)) || isTitledName(part)).map(tidy);
  return [...new Set(names)];
}

/** "Marlock Vale Board Meeting": what met is named by its title, though its name has no form of an organisation. */
function isTitledName(part: string): boolean {
  const name = tidy(part);
  const words = name.split(" ");
  return (
    MEETING_AFTER.test(part.trim()) &&
    words.length >= 2 &&
    words.length <= MOST_TITLE_WORDS &&
    words.every((word) => /^(?:\p{Lu}|of$|and$|the$|for$|&$)/u.test(word)) &&
    canBeName(name)
  );
}

const MOST_TITLE_WORDS = 7;

/** "Minutes of the meeting of the Board of X held on …": the X. */
function ofBody(part: string): string[] {
  const found =
    /\b(?:of|for) (?:the )?(?:(?:trust |main |full )?(?:board|council|governing body|committee|trustees|directors)(?: of (?:directors|trustees|governors))? of )?(?:the )?(\p{Lu}.*?)(?=\s+(?:held|meeting|on|at|in public|board of|,)|[,.]|$)/u.exec(
      part,
    );
  const named =
    /^(?:(?:draft|unconfirmed|confirmed)\s+)?(\p{Lu}.*?)\s+(?:board|council|committee)?\s*(?:meeting\s+)?(?:minutes|agenda)\b/iu.exec(
      part,
    );
  return [found?.[1], named?.[1]].filter((name): name is string => name !== undefined);
}

function tidy(part: string): string {
  return part
    .replace(
      /^(?:minutes|notes|outcomes|summary|meeting minutes|draft|unconfirmed|agenda|meeting)\s+(?:of|for|from)\s+(?:the\s+)?/i,
      "",
    )
    .replace(/^the\s+(?=\p{Lu})/iu, "")
    .replace(/[\s.,:;–—-]+$/u, "")
    .replace(BRACKET_AFTER, "")
    .replace(MEETING_AFTER, "")
    .replace(BODY_BEFORE, "")
    .replace(BODY_AFTER, "")
    .trim();
}

/** Dates part a name from what follows it: "Parenting Panel 29 October 2024". */
function withoutDates(text: string): string {
  return findDates(text).reduceRight(
    (left, { start, end }) => `${left.slice(0, start)}\n${left.slice(end)}`,
    text,
  );
}

/** Brackets that close before they open, or stay open, show a piece cut out of a list. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text.replace(/[^()]/g, "")) {
    depth += sign === "(" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Health boards and integrated care boards go by the service and their place: "NHS Highland". */
const OF_PLACE = /^NHS(?: \p{Lu}[\p{L}'’-]+(?: (?:and|&|of))?){1,5}(?<! (?:and|&|of))$/u;

const isName = (name: string) => (FORM.test(name) || OF_PLACE.test(name)) && canBeName(name);

function canBeName(name: string): boolean {
  return (
    name.length <= LONGEST &&
    name.replace(/[^\p{L}]/gu, "").length >= FEWEST_LETTERS &&
    !GENERIC.test(name) &&
    !SENTENCE.test(name) &&
    !NO_ORGANISATION.test(name) &&
    isBalanced(name) &&
    !/\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b|@|www\.|\b(?:road|street|avenue|suite|room|floor|page|postcode)\b/i.test(
      name,
    )
  );
}

function worth(name: string): number {
  let points = 0;
  if (/\bnhs\b.*\btrust\b|\bhealth board\b|\bcare (?:trust|board)\b|\bprimary care trust\b/i.test(name))
    points += 2;
  if (
    /\b(?:trust|council|authority|association|school|university|board|committee|society|inc|ltd|limited|library|libraries|ips|group|partnership)\.?$/i.test(
      name,
    )
  )
    points += 1;
  if (/^(?:bwrdd|prifysgol|cyngor|bòrd|comhairle)\b/i.test(name)) points -= 2;
  if (/\b(?:minutes|meeting|agenda|report|committee|panel|appendix)\b/i.test(name)) points -= 1.5;
  if (/^[•\d(]/.test(name)) points -= 2;
  if (name.split(" ").length > 10) points -= 1;
  if (/^\p{Ll}/u.test(name)) points -= 2;
  return points;
}

/** The name as a running head or the text writes it, where the title block has it in capitals. */
function betterCased(name: string, words: TitleWords): string {
  if (/\p{Ll}{2}/u.test(name)) return name;
  const pattern = new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"), "gi");
  for (const text of [...words.margins.map((margin) => margin.text), words.text]) {
    for (const match of text.matchAll(pattern)) {
      if (/\p{Ll}{2}/u.test(match[0])) return match[0].replace(/\s+/g, " ");
    }
  }
  return settleCase(name);
}
