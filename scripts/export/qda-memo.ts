/** What a coding's memo says in a project: for people to read, and for `readMemo` to read back. */
export interface Memo {
  passageId: string;
  page: number;
  coder: string;
  coderVersion: string;
  codebookVersion: string;
  probability: number | null;
  quote: string | null;
  because: string | null;
}

const LINES: [key: string, name: keyof Memo][] = [
  ["passage", "passageId"],
  ["page", "page"],
  ["coder", "coder"],
  ["coder version", "coderVersion"],
  ["codebook", "codebookVersion"],
  ["probability", "probability"],
  ["quote", "quote"],
  ["because", "because"],
];

/** One line a fact; what there is nothing to say of is left out. */
export function writeMemo(memo: Memo): string {
  return LINES.flatMap(([key, name]) => {
    const value = memo[name];
    // A quote may run over lines of the minutes: JSON keeps it on one.
    return value === null ? [] : [`${key}: ${name === "quote" ? JSON.stringify(value) : oneLine(value)}`];
  }).join("\n");
}

/** The facts of a memo that `writeMemo` wrote; null for other memos. */
export function readMemo(text: string): Memo | null {
  const facts = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^([a-z ]+): (.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) facts.set(key, value);
  }
  const of = (key: string) => facts.get(key) ?? null;
  const [passageId, page, coder, coderVersion, codebookVersion] = [
    of("passage"),
    of("page"),
    of("coder"),
    of("coder version"),
    of("codebook"),
  ];
  if (!passageId || !page || !coder || !coderVersion || !codebookVersion) return null;
  const probability = of("probability");
  return {
    passageId,
    page: Number(page),
    coder,
    coderVersion,
    codebookVersion,
    probability: probability === null ? null : Number(probability),
    quote: readQuote(of("quote")),
    because: of("because"),
  };
}

function readQuote(text: string | null): string | null {
  if (text === null) return null;
  try {
    return String(JSON.parse(text));
  } catch {
    // A person changed it in the other program.
    return text;
  }
}

function oneLine(value: string | number): string {
  return String(value).replace(/\s*\n\s*/g, " ");
}
