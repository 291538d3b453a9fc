/** Words that stand for kinds of words in a feature's name. */
const KINDS: Record<string, string> = {
  "@person": "[a person]",
  "@chair": "[the chair]",
  "@board": "[the board]",
  "@role": "[a post]",
  "@name": "[a name]",
  "#": "[a number]",
};

/** The rule whose hit a feature is: its frame and id; null for every other feature. */
export function ruleOfFeature(feature: string): { frame: string; ruleId: string } | null {
  const found = /^r:([a-z0-9-]+)\.(.+)$/.exec(feature);
  return found === null ? null : { frame: found[1] as string, ruleId: found[2] as string };
}

/** What a feature of the trained coder says, for people to read; a feature of an unknown block keeps its name. */
export function describeFeature(feature: string): string {
  const name = feature.slice(2);
  switch (feature.slice(0, 2)) {
    case "w:":
      return `"${inWords(name)}"`;
    case "n:":
      return `"${inWords(name)}" under a negation`;
    case "s:": {
      const [subject = "", verb = ""] = name.split(">");
      return `${inWords(subject)} as the one who does "${inWords(verb)}"`;
    }
    case "h:":
      return `"${inWords(name)}" in the heading`;
    case "z:":
      return `shape: ${name.replace(/^words below (\d+)$/, "fewer than $1 words").replace("words below no limit", "a long passage")}`;
    case "r:":
      return describeRuleFeature(feature, name);
    default:
      return feature;
  }
}

function describeRuleFeature(feature: string, name: string): string {
  const rule = ruleOfFeature(feature);
  if (rule !== null) return `rule ${rule.ruleId} (${rule.frame})`;
  const [frame = "", code = ""] = name.split(">");
  return code.startsWith("not ")
    ? `a rule against ${code.slice(4)} (${frame})`
    : `a rule for ${code} (${frame})`;
}

function inWords(name: string): string {
  return name
    .split(" ")
    .map((word) => KINDS[word] ?? word)
    .join(" ");
}
