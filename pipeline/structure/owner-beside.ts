import { isColumnHeading } from "./columns.js";
import { LONGEST_OWNER_WORDS, readOwner } from "./owners.js";
import { isReference } from "./paper-references.js";
import { findRemarks, tellsAction } from "./side-column.js";
import type { SourceLine } from "./source-lines.js";
import { toldOwner } from "./told-actions.js";

/** Names one below the other, those that wrap made whole ("Director of", "Nursing"). */
function joinWrapped(lines: readonly string[]): string[] {
  const names: string[] = [];
  for (const line of lines) {
    const last = names.at(-1);
    const goesOn =
      last !== undefined && (/(?:\b(?:of|and|for|the|to)|[&/,–-])$/i.test(last) || /^\p{Ll}/u.test(line));
    if (goesOn) names[names.length - 1] = `${last} ${line}`;
    else names.push(line);
  }
  return names;
}

/** Whom the side column beside lines names, without the column's own heading; of an action told whole, who acts. */
export function ownerBeside(lines: readonly SourceLine[]): string | null {
  if (lines.every((line) => line.side.length === 0)) return null;
  const names = findRemarks(lines.flatMap((line) => line.side)).flatMap((pieces) => {
    const words = pieces
      .map((piece) => piece.text)
      .filter((text) => !isColumnHeading(text) && !isReference(text));
    const text = words.join(" ");
    if (tellsAction(text)) return toldOwner(text) ?? [];
    return joinWrapped(words).flatMap((name) => readOwner(name) ?? []);
  });
  const owner = [...new Set(names)].join(" ");
  return owner === "" || owner.split(" ").length > LONGEST_OWNER_WORDS ? null : owner;
}
