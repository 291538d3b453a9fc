/** A passage as the source text of a constructed document has it, and the heading it stands under. */
export type SourcePassage = { text: string; heading: string | null };

/** What the source of a constructed document says: its facts, its words and its passages, in order. */
export type SourceText = { facts: Record<string, string>; words: string[]; passages: SourcePassage[] };

const NUMBER = /^(?:[A-Z]{1,4}\/)?[A-Z]?\d+[\d/.]*\.?|^[A-Z]\./;
const BOLD_LINE = /^\*\*(.+?)\*\*$/;
const RUN_IN = /^\*\*((?:[A-Z]{1,4}\/)?[A-Z]?\d[\d/.]*[^*]*)\*\*/;
const LIST_LINE = /^(?:- |\([a-z]{1,4}\) )/;

/** Reads the Markdown beside a constructed PDF. Tables give words but no passages. */
export function readSourceText(markdown: string): SourceText {
  const [, front = "", body = markdown] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown) ?? [];
  const facts = Object.fromEntries(
    front.split("\n").map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
  return {
    facts,
    words: toWords(plain(body.replace(/^\|[-| :]+\|$/gm, "").replace(/\|/g, " "))),
    passages: readPassages(body),
  };
}

/** Words as they are compared: letters and figures only, in lower case. */
export function toWords(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function readPassages(body: string): SourcePassage[] {
  const blocks = body.split(/\n\s*\n/).flatMap(splitBlock);
  const isNumbered = blocks.filter((block) => isHeading(block) && NUMBER.test(titleOf(block))).length >= 3;
  const passages: SourcePassage[] = [];
  let heading: string | null = null;
  for (const block of blocks) {
    if (isHeading(block)) {
      const title = titleOf(block);
      if (!isNumbered || NUMBER.test(title) || block.startsWith("#")) heading = title;
      continue;
    }
    const runIn = RUN_IN.exec(block);
    if (runIn !== null) heading = plain(runIn[1] as string);
    const text = plain(block);
    if (/^[\s.…_]*$/.test(text)) continue;
    passages.push({ text, heading });
  }
  return passages;
}

/** Blank lines part blocks; within one, list lines and numbered lines stand for themselves. */
function splitBlock(block: string): string[] {
  const parts: string[] = [];
  for (const line of block.trim().split(/\n|(?<=\S) (?=\*\*\d+\.\d+\*\* )/)) {
    if (line.startsWith("|") || line.trim() === "") continue;
    const isOwn =
      LIST_LINE.test(line) || RUN_IN.test(line) || line.startsWith("#") || isBoldHeading(parts.at(-1));
    if (isOwn || parts.length === 0) parts.push(line);
    else parts[parts.length - 1] += ` ${line}`;
  }
  return parts;
}

const isBoldHeading = (block: string | undefined) =>
  block !== undefined && RUN_IN.test(block) && BOLD_LINE.test(block);
const isHeading = (block: string) =>
  block.startsWith("#") ||
  (BOLD_LINE.test(block) && !/^\*\*Actions?:\s*\S/.test(block) && block.length < 160);
const titleOf = (block: string) => plain(block.replace(/^#+\s*/, ""));

function plain(markdown: string): string {
  return markdown
    .replace(/^#+\s*/gm, "")
    .replace(/^- /gm, "")
    .replace(/\*\*|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])/g, "")
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, "$1")
    .trim();
}
