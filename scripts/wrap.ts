/** Characters of a line in which text is pleasant to read. */
const LINE = 100;

/** A word longer than this is broken after a "|", as the alternatives of a rule's pattern may be. */
const LONGEST_WORD = 40;

/** Text in lines of at most 100 characters, broken at spaces; each begins with `indent`, the first with `first`. */
export function wrap(text: string, indent = "", first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const { piece, isGlued } of text.split(/\s+/).flatMap(breakWord)) {
    const space = isEmpty || isGlued ? "" : " ";
    if (!isEmpty && line.length + space.length + piece.length > LINE) {
      lines.push(line);
      line = indent + piece;
    } else line += space + piece;
    isEmpty = false;
  }
  if (!isEmpty) lines.push(line);
  return lines;
}

function breakWord(word: string): { piece: string; isGlued: boolean }[] {
  if (word === "") return [];
  const pieces = word.length > LONGEST_WORD ? (word.match(/[^|]*\||[^|]+$/g) ?? [word]) : [word];
  return pieces.map((piece, index) => ({ piece, isGlued: index > 0 }));
}

/** Text cut to a number of characters, the cut shown. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2).trimEnd()} …`;
}
