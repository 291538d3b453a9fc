/** What decides which of several answers stands. */
interface Contender {
  coder: string;
  stands: boolean;
  isPinned: boolean;
}

/** Which of the answers in a frame stands, and why, in one sentence. */
export function sayWhyItStands(answers: readonly Contender[]): string {
  const standing = answers.find(({ stands }) => stands);
  if (standing === undefined)
    return "No answer stands: none is of the versions that the archive is pinned to.";
  const others = answers.filter((answer) => answer.isPinned && answer !== standing);
  const people = others.filter(({ coder }) => isPerson(coder));
  const name = sayCoder(standing.coder);
  if (isPerson(standing.coder)) {
    if (people.length > 0)
      return `${name} stands: a person's before a machine's, the latest of several people's.`;
    return `${name} stands: a person's counts before any machine's.`;
  }
  if (standing.coder === "model") {
    return `${name} stands: nobody has coded this passage by hand, and the model's counts before the rules'.`;
  }
  return `${name} stands: no person and no model answers this frame here.`;
}

/** A coder's answer, named: "The model's answer". */
export function sayCoder(coder: string): string {
  if (coder === "model") return "The model's answer";
  if (coder === "rules") return "The rules' answer";
  return `The answer of ${coder.replace("human:", "")}`;
}

function isPerson(coder: string): boolean {
  return coder.startsWith("human:");
}
