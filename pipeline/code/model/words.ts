import type { Sentence, Token } from "../../text/index.js";

/** A word as the model sees it: people, roles, numbers and names replaced by what they are. */
export interface ModelWord {
  /** "@person", "@chair", "@board", "@role", "@name", "#", "#%", "#£", or the lemma in small letters. */
  norm: string;
  pos: string;
  isNegated: boolean;
  start: number;
  end: number;
}

const TITLES = new Set(
  "mr mrs ms miss mx dr prof professor sir lady lord dame sr sister cllr councillor rev revd canon father".split(
    " ",
  ),
);

/** Heads of the names of posts; "Director of Nursing" and "Chief Operating Officer" are each one word to the model. */
const ROLE_STARTS = new Set([
  "chief",
  "medical",
  "nursing",
  "finance",
  "clinical",
  "deputy",
  "executive",
  "interim",
  "acting",
  "associate",
  "managing",
  "nurse",
  "company",
  "head",
  "director",
  "operations",
]);
const ROLE_HEADS = new Set([
  "executive",
  "officer",
  "director",
  "nurse",
  "secretary",
  "matron",
  "accountant",
  "head",
  "midwife",
  "pharmacist",
]);
const CHAIRS = new Set(["chair", "chairman", "chairwoman", "chairperson", "chairmen"]);
const BOARDS = new Set([
  "board",
  "committee",
  "members",
  "member",
  "governors",
  "trustees",
  "councillors",
  "non-executives",
  "neds",
  "cabinet",
  "directors",
]);

/** Capitals that are words, not people's initials. */
const ACRONYMS = new Set(
  (
    "nhs cqc pct sha pcts ccg ccgs icb icbs ics stp ed a&e ae icu itu hdu gp gps hsmr shmi si sis suis hr it ict ip ipc mrsa cdiff qipp cquin cip cips kpi kpis rag sla slas tda nhsi nhse " +
    "pals link links lpc lpcs opg ofsted send ehcp ict osc hosc oscs bme bame ppe covid dna dnas los rtt dtoc dtocs ooh ems mri ct dvt vte ward uk eu usa us tv pc pcs pdf faq " +
    "baf crr qa qi qsc ftsu hcsw hca hcas rn rns rcn bma gmc nmc nice npsa hse nhsla pfi pdsa lean ehr epr emr pas pacs datix riddor unison rcog rcm who ohid phe pch dh doh dhsc agm egm aob tor tors sen fgb sats pe itt cpd inset " +
    "am pm ft fts cat c1 c2 eoc pts cad camhs chc cmht cpn mha dols aep ebitda i&e igt dsp gdpr foi ico ceo cfo coo cno md cmo nurs ned op ops id ok"
  ).split(" "),
);

/**
 * The words of one sentence as the model sees them. Marks are left out, but for "?" and ":" which say
 * that something was asked or that someone speaks.
 */
export function readModelWords(sentence: Sentence): ModelWord[] {
  const words: ModelWord[] = [];
  const { tokens } = sentence;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    const small = token.text.toLowerCase();
    const span = personEnd(tokens, i);
    if (span > i) {
      words.push(spanning("@person", token, tokens[span - 1] as Token));
      i = span - 1;
      continue;
    }
    const role = roleEnd(tokens, i);
    if (role > i) {
      words.push(spanning("@role", token, tokens[role - 1] as Token));
      i = role - 1;
      continue;
    }
    const norm = normOf(token, small, tokens, i);
    if (norm !== null) {
      words.push({ norm, pos: token.pos, isNegated: token.isNegated, start: token.start, end: token.end });
    }
  }
  return words;
}

function spanning(norm: string, first: Token, last: Token): ModelWord {
  return { norm, pos: "PROPN", isNegated: false, start: first.start, end: last.end };
}

/** Where a titled name ("Dr M P", "Professor Oduya-Marsh") that starts at i ends; i where none does. */
function personEnd(tokens: readonly Token[], i: number): number {
  const first = tokens[i] as Token;
  if (!TITLES.has(first.text.toLowerCase().replace(".", "")) || !/^\p{Lu}/u.test(first.text)) return i;
  let end = i + 1;
  while (end < tokens.length && end < i + 5) {
    const token = tokens[end] as Token;
    const isPart = token.text === "." || token.text === "-" || /^\p{Lu}[\p{L}'’.-]*$/u.test(token.text);
    if (!isPart) break;
    // A full stop belongs to the name only between its parts: "Mr. T. said", not "asked Mr Teal. The".
    if (token.text === "." && !/^\p{Lu}?[\p{L}]{0,3}$/u.test((tokens[end - 1] as Token).text)) break;
    end += 1;
  }
  return end > i + 1 ? end : i;
}

function roleEnd(tokens: readonly Token[], i: number): number {
  const first = tokens[i] as Token;
  if (!/^\p{Lu}/u.test(first.text) || !ROLE_STARTS.has(first.text.toLowerCase())) return i;
  let end = i + 1;
  let isRole = first.text.toLowerCase() === "director" || first.text.toLowerCase() === "head";
  while (end < tokens.length && end < i + 4 && /^\p{Lu}/u.test((tokens[end] as Token).text)) {
    if (ROLE_HEADS.has((tokens[end] as Token).text.toLowerCase())) isRole = true;
    end += 1;
  }
  if (!isRole || (end === i + 1 && tokens[end]?.text !== "of")) return i;
  if (tokens[end]?.text === "of") {
    let after = end + 1;
    while (
      after < tokens.length &&
      after < end + 6 &&
      /^(?:\p{Lu}[\p{L}-]*|and|&|,)$/u.test((tokens[after] as Token).text)
    )
      after += 1;
    while (after > end + 1 && /^(?:and|&|,)$/.test((tokens[after - 1] as Token).text)) after -= 1;
    if (after > end + 1) end = after;
  }
  return end;
}

function normOf(token: Token, small: string, tokens: readonly Token[], i: number): string | null {
  const { text } = token;
  if (text === "?" || text === ":") return text;
  if (text === "%") return "%";
  if (text === "£" || text === "$" || text === "€") return "£";
  if (/\d/.test(text)) return "#";
  if (!/\p{L}/u.test(text)) return null;
  if (CHAIRS.has(small)) return "@chair";
  if (BOARDS.has(small)) return "@board";
  if (/^\p{Lu}{2,4}$/u.test(text)) return ACRONYMS.has(small) || isShouted(tokens, i) ? small : "@person";
  if (/^\p{Lu}\p{Ll}+/u.test(text) && token.pos === "PROPN" && i > 0 && !isShouted(tokens, i)) return "@name";
  if (/^\p{Lu}\.?$/u.test(text) && small !== "a" && small !== "i") return "@person";
  return /^\p{L}/u.test(token.lemma) ? token.lemma.toLowerCase() : small;
}

/** Stands among words in capitals: "IT WAS RESOLVED". */
function isShouted(tokens: readonly Token[], i: number): boolean {
  const isCapital = (token: Token | undefined) => token !== undefined && /^\p{Lu}{3,}$/u.test(token.text);
  return isCapital(tokens[i - 1]) || isCapital(tokens[i + 1]);
}
