import { readOpener } from "./openers.js";
import { readOwner } from "./owners.js";
import type { SidePiece, SourceLine } from "./source-lines.js";
import { isNoPerson } from "./speakers.js";

/** A line's words in the side column go on from the piece above within this many type heights. */
const SAME_REMARK = 1.4;
/** A piece may stand this many type heights higher than the line it belongs to. */
const LEVEL = 0.7;
/** A remark of so many words goes on in capitals too; shorter ones are names, one below the other. */
const FEWEST_WORDS = 4;
const OPENS_REMARK = /^(?:(?:\(?\d{1,2}[.)]|\d{1,3}[-./]\d{1,3}[a-z]?)\s|[•▪◦-]\s|actions?\b)/i;

/** Puts pieces of a side column beside the lines of the text they belong to. */
export class SideColumn {
  private last: { remark: SidePiece[]; line: SourceLine } | null = null;

  /** `line`: level with the piece, or null where nothing stands beside it; `above`: the lines before, last one last. */
  attach(piece: SidePiece, line: SourceLine | null, above: readonly SourceLine[]): void {
    const isOpen =
      this.last !== null && goesOn(this.last.remark, piece) && !opensAnew(piece, line, this.last.remark);
    const open = isOpen ? this.last : null;
    const home = open?.line ?? line ?? findHome(piece, above);
    if (home === null) return;
    home.side.push(piece);
    this.last = { remark: [...(open?.remark ?? []), piece], line: home };
  }
}

function goesOn(remark: readonly SidePiece[], next: SidePiece): boolean {
  const last = remark.at(-1);
  if (last === undefined) return false;
  const step = next.box.y1 - last.box.y1;
  const size = last.box.y1 - last.box.y0;
  if (last.page !== next.page || step <= 0 || step > SAME_REMARK * size || OPENS_REMARK.test(next.text))
    return false;
  if (isUnfinished(last.text)) return true;
  // Few words after an action told, that tell none of their own, are its end unless they are a name.
  const isItsEnd =
    isTold(remark) && !/[.;]$/.test(last.text) && !tellsAction(next.text) && !isName(next.text);
  return isItsEnd || /^\p{Ll}/u.test(next.text) || last.text.split(" ").length >= FEWEST_WORDS;
}

const isTold = (remark: readonly SidePiece[]) => tellsAction(remark.map(({ text }) => text).join(" "));

/** Words that call for more. */
const isUnfinished = (text: string) => /\b(?:to|the|an?|and|or|of|for|with|by|from|at|on|in)$/.test(text);
/** Initials or titled names, one or several. */
const NAME =
  "(?:\\p{Lu}{2,4}|(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor)\\.? \\p{Lu}[\\p{L}'’-]+)";
const NAMES = new RegExp(`^${NAME}(?:(?:\\s*[/,&]\\s*|\\s+and\\s+)${NAME})*$`, "u");
const isName = (text: string) => NAMES.test(text) && !isNoPerson(text);

/** A name, or an action told, level with the start of another numbered or listed paragraph belongs to that one. */
const opensAnew = (piece: SidePiece, line: SourceLine | null, remark: readonly SidePiece[]) =>
  line !== null &&
  readOpener(line.text) !== null &&
  (isName(piece.text) || tellsAction(piece.text) || (!isTold(remark) && readOwner(piece.text) !== null)) &&
  !isUnfinished(remark.at(-1)?.text ?? "");

/** The nearest line above or level with the piece on its page; where it stands above all text there, the last line before. */
function findHome(piece: SidePiece, above: readonly SourceLine[]): SourceLine | null {
  let home: SourceLine | null = null;
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i] as SourceLine;
    if (line.page !== piece.page) break;
    // What stands beside a title belongs to the notes on it, where there are any.
    if (line.isItemTitle && (home !== null || i < above.length - 1)) continue;
    const isAbove = line.box.y1 <= piece.box.y1 + LEVEL * line.fontSize;
    if (isAbove && (home === null || line.box.y1 > home.box.y1)) home = line;
  }
  return home ?? above.at(-1) ?? null;
}

/** A decision or an action told in words, not merely who is to act. */
const TOLD =
  /\bto \p{Ll}{2,}|\bwill \p{Ll}{2,}|\b\p{Ll}+ed\b|\b(?:given|taken|chosen)\b|\bapproval (?:of|to|for)\b/u;

/** Words of the side column that make a remark of their own, each with its pieces; the names of those who act make none. */
export function findRemarks(side: readonly SidePiece[]): SidePiece[][] {
  const remarks: SidePiece[][] = [];
  for (const piece of side) {
    const open = remarks.at(-1);
    if (open !== undefined && goesOn(open, piece)) open.push(piece);
    else remarks.push([piece]);
  }
  return remarks;
}

/** Whether a remark's words tell a decision or an action. */
export function tellsAction(text: string): boolean {
  return text.includes(" ") && TOLD.test(text);
}
