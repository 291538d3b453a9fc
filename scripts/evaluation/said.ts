import type { Said } from "../../pipeline/agreement/index.js";
import { orientationOf } from "../../pipeline/code/answer.js";
import { ANSWERED_FRAMES, type Coders, decide } from "../../pipeline/code/index.js";
import { domainCode, type Example } from "../../pipeline/code/model/example.js";
import { TOPICS } from "../../pipeline/code/model/tasks.js";
import type { OutOfFold } from "../../pipeline/code/model/train.js";
import type { Coding } from "../../schemas/coding.js";
import { DOMAINS, STAGES } from "../../schemas/innovation.js";

export const THEMES = ["p1", "p2", "p3", "p4", "p5", "c1", "c2", "c3", "c4", "c5", "c6"] as const;

/** What each coder says of the examples: the decision, and the rules and the model on their own. */
export function askCoders(coders: Coders, examples: readonly Example[]): Map<string, Said[]> {
  const answers = new Map<string, Said[]>();
  const say = (coder: string, said: Said) => {
    const list = answers.get(coder);
    if (list) list.push(said);
    else answers.set(coder, [said]);
  };
  for (const { passage } of examples) {
    const { codings, probabilities } = coders.answer(passage);
    const asked = codings.filter(({ frame }) => ANSWERED_FRAMES.some((known) => known === frame));
    for (const coder of new Set(asked.map((coding) => coding.coder))) {
      const own = asked.filter((coding) => coding.coder === coder);
      say(coder, readCodings(own, coder === "model" ? probabilities : new Map()));
    }
    say("decision", readCodings(decide(asked), probabilities));
  }
  return answers;
}

function readCodings(codings: readonly Coding[], probabilities: ReadonlyMap<string, number>): Said {
  const codes = new Set(codings.map(({ frame, code }) => `${frame}/${code}`));
  return toSaid(
    (key) => codes.has(key),
    (key) => probabilities.get(key) ?? null,
  );
}

/** What models that never saw the example's body said of it. */
export function readOutOfFold(answers: ReadonlyMap<string, OutOfFold>): Said {
  return toSaid(
    (key) => answers.get(key)?.applies ?? false,
    (key) => answers.get(key)?.probability ?? null,
  );
}

function toSaid(applies: (key: string) => boolean, probability: (key: string) => number | null): Said {
  const isProblem = applies("orientation/problem_sensing");
  const isComfort = applies("orientation/comfort_seeking");
  // Asked of every passage, so that stage and domain can be judged on mentions that were missed, too.
  const choose = <T extends string>(values: readonly T[], key: (value: T) => string): T | null => {
    const ranked = values
      .map((value) => ({ value, p: probability(key(value)) }))
      .filter((each): each is { value: T; p: number } => each.p !== null)
      .sort((one, other) => other.p - one.p);
    return ranked[0]?.value ?? values.find((value) => applies(key(value))) ?? null;
  };
  return {
    orientation: orientationOf(isProblem, isComfort),
    themes: THEMES.filter((theme) => applies(`orientation/${theme}`)),
    innovation: applies("innovation/mention"),
    stage: choose(STAGES, (stage) => `innovation/stage_${stage}`),
    domain: choose(DOMAINS, (domain) => `innovation/${domainCode(domain)}`),
    topic: choose(TOPICS, (topic) => `attention/${topic}`),
    probabilities: {
      problem_sensing: probability("orientation/problem_sensing"),
      comfort_seeking: probability("orientation/comfort_seeking"),
      innovation: probability("innovation/mention"),
    },
  };
}
