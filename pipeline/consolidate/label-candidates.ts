import type { Mention } from "../../schemas/innovation.js";
import { isAgendaPhrase } from "./agenda-words.js";
import { headingParts } from "./heading-parts.js";
import { readOpening } from "./opening.js";
import { nounPhrases } from "./phrases.js";
import { isUnseen, type StemWeights } from "./similarity.js";
import { STOP_WORDS } from "./stop-words.js";
import { contentWords } from "./words.js";

export const LABEL_FEATURES = [
  "share",
  "telling",
  "told",
  "toldAll",
  "occurs",
  "inHeadings",
  "isTitle",
  "isQuoted",
  "oneWord",
  "twoWords",
  "fourWords",
  "fiveWords",
  "hasPreposition",
  "headIsThing",
  "headIsVague",
  "isIntroduced",
  "inFirst",
  "early",
  "isName",
  "isAgenda",
  "isCoined",
  "isPlace",
  "namesPlace",
  "headIsAside",
] as const;

export type LabelFeatures = Record<(typeof LABEL_FEATURES)[number], number>;
export type LabelCandidate = { text: string; stems: string[]; features: LabelFeatures };

const MOST_WORDS = 6;
const ENDS_WITH_NAME = /\b(?:at|in|from|for|to|of|and)\s(?:the\s)?\p{Lu}\p{Ll}+[^,]*$/u;

/** Heads of phrases that name what boards introduce. */
const THINGS: ReadonlySet<string> = new Set(
  "app application alarm appointment approach assessment bed board booking bundle call car card centre charter check checklist clinic code collection dashboard database depot desk device diary drone email feedback form forum handover helpline hotline hub initiative kiosk laboratory lesson letter library line list lounge machine manual meeting message method model module monitor network newsletter notice nurse observation officer package panel passport pathway peer phone platform portal post practitioner procedure process prompt protocol pump record recognition reader register reminder responder review robot role room round rota scanner scheme screen screening service session software sensor sticker stream system tablet team technology telephone tele-health telehealth telemedicine template terminal test tool training transport triage unit vehicle video visit volunteer wand website wristband worker workshop".split(
    " ",
  ),
);

/** Heads of phrases that name whom or what it concerns, or how it is measured. */
const VAGUE: ReadonlySet<string> = new Set(
  "admission age area authority bed bid board breach business capital care case chair charge child clerk clinician commissioner committee community complaint complainant condition consultant contract cost council county crew day deal death department difficulty director discharge division doctor family finance form fund gain gp group health home hospital hour house income infection lead length letter level life manager matron member midwife money month morning need nhs number nurse opinion outcome parent partner patient pathway people performance person physician place police pound practice price problem quality quarter reason relative resident safety saving score service site staff station story supplier surgeon surgery target team term theatre time trust unit view visit wait ward week while winter woman work year yesterday".split(
    " ",
  ),
);

const INTRODUCES =
  /\b(?:introduc\w+|called|named|launch\w*|pilot(?:ed|ing|s)?(?: of)?|trial(?:led|ling)?(?: of)?|use of|purchase of|install\w*|establish\w*|creat\w+|appoint\w*|set up|case for|proposal for|propos\w+|bid for|idea of|possibility of|develop\w*|open\w*|new|opening of|adopt\w*|begun|started|starting)\s+(?:\w+\s+){0,2}$/iu;

/** Every phrase of the mentions that could be their innovation's label, with what speaks for it. */
export function labelCandidates(mentions: readonly Mention[], weight: StemWeights): LabelCandidate[] {
  const running = mentions.map((mention) => contentWords(mention.text).map((word) => word.stem));
  const spoken = running.map((stems) => new Set(stems));
  const lines = running.map((stems) => ` ${stems.join(" ")} `);
  const headed = mentions.map((mention) => stemsOf(headingParts(mention.heading).join(". ")));
  const share = (stem: string) =>
    spoken.filter((stems, i) => stems.has(stem) || headed[i]?.has(stem)).length / mentions.length;
  const found = new Map<string, LabelCandidate>();
  mentions.forEach((mention, at) => {
    const { title } = readOpening(mention.text);
    const sources = [
      ...headingParts(mention.heading).map((text) => ({ text, kind: "heading" as const })),
      ...(title === null ? [] : headingParts(title).map((text) => ({ text, kind: "title" as const }))),
      { text: mention.text, kind: "text" as const },
    ];
    for (const { text, kind } of sources) {
      const phrases = nounPhrases(text).map((phrase) => ({ ...phrase, isWhole: false }));
      if (kind !== "text" && text.split(/\s+/u).length <= MOST_WORDS) {
        phrases.push({ ...wholeOf(text), isWhole: true });
      }
      for (const phrase of phrases) {
        const stems = [...new Set(contentWords(phrase.text).map((word) => word.stem))];
        if (stems.length === 0) continue;
        const key = `${phrase.head} ${stems.join(" ")}`;
        const candidate = found.get(key) ?? startCandidate(phrase.text, stems);
        found.set(key, candidate);
        const { features } = candidate;
        if (kind === "text") {
          const before = text.slice(Math.max(0, phrase.start - 40), phrase.start);
          const quoted = /['"‘“]$/u.test(before) && /^['"’”]/u.test(text.slice(phrase.end));
          features.isQuoted = Math.max(features.isQuoted, quoted ? 1 : 0);
          features.isIntroduced = Math.max(features.isIntroduced, INTRODUCES.test(before) ? 1 : 0);
          if (isCapitalised(phrase.text) && /[\p{L},]\s$/u.test(before)) {
            features.isName = 1;
            if (/\b(?:at|in|from|near|across|to|for|of)\s(?:the\s)?$/u.test(before)) features.isPlace = 1;
            if (stems.every(isUnseen)) features.isCoined = 1;
          }
          features.early = Math.max(features.early, 1 - phrase.start / Math.max(200, text.length));
        }
        if (phrase.isWhole) features.isTitle += 1 / mentions.length;
        if (at === 0) features.inFirst = 1;
        features.hasPreposition = phrase.hasPreposition ? 1 : 0;
        features.headIsThing = THINGS.has(phrase.head) || THINGS.has(singular(phrase.head)) ? 1 : 0;
        const isVagueHead = isVague(phrase.head) || isVague(singular(phrase.head));
        const ofPlace =
          (phrase.hasPreposition && ENDS_WITH_NAME.test(phrase.text)) ||
          (isVagueHead && isUnseen(stems[0] ?? "") && /^\p{Lu}\p{Ll}/u.test(phrase.text));
        features.namesPlace = ofPlace ? 1 : 0;
        features.headIsAside = phrase.hasPreposition && STOP_WORDS.has(phrase.head) ? 1 : 0;
        features.headIsVague = isVagueHead ? 1 : 0;
      }
    }
  });
  const candidates = [...found.values()];
  const most = Math.max(...candidates.map(({ stems }) => told(stems)), 1e-9);
  for (const { text, stems, features } of candidates) {
    const words = text.split(/[\s-]+/u).length;
    features.share = mean(stems.map(share));
    features.telling = mean(stems.map(weight));
    features.told = told(stems) / most;
    features.toldAll = mean(stems.map((stem) => share(stem) * weight(stem)));
    features.occurs = lines.filter((line) => line.includes(` ${stems.join(" ")} `)).length / mentions.length;
    features.inHeadings =
      headed.filter((heading) => stems.every((stem) => heading.has(stem))).length / mentions.length;
    features.oneWord = words === 1 ? 1 : 0;
    features.twoWords = words === 2 ? 1 : 0;
    features.fourWords = words === 4 ? 1 : 0;
    features.fiveWords = words >= 5 ? 1 : 0;
    features.isAgenda = isAgendaPhrase(stems) ? 1 : 0;
    features.isCoined *= features.share;
  }
  return candidates;

  function told(stems: readonly string[]): number {
    return stems.reduce((sum, stem) => sum + share(stem) * weight(stem), 0);
  }
}

function isVague(head: string): boolean {
  return VAGUE.has(head) || STOP_WORDS.has(head);
}

function isCapitalised(text: string): boolean {
  return /^(?:\p{Lu}[\p{L}'’]*[\s-]?)+$/u.test(text);
}

function wholeOf(text: string) {
  const head = text.match(/(\p{L}+)\W*$/u)?.[1]?.toLowerCase() ?? "";
  return { text, start: 0, end: text.length, head, hasPreposition: false };
}

function startCandidate(text: string, stems: string[]): LabelCandidate {
  return {
    text,
    stems,
    features: Object.fromEntries(LABEL_FEATURES.map((name) => [name, 0])) as LabelFeatures,
  };
}

function stemsOf(text: string): Set<string> {
  return new Set(contentWords(text).map((word) => word.stem));
}

function singular(word: string): string {
  return word.replace(/s$/u, "");
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
