import type { Codebook } from "../../schemas/codebook.js";
import type { Span } from "../../schemas/coding.js";
import { ancestorsOf, columnsOf, mayBeNone, NONE } from "./columns.js";

/** What a person said about one passage, code by code. */
export interface Said {
  yes: ReadonlySet<string>;
  no: ReadonlySet<string>;
  /** Said in so many words that none applies. */
  isNone: boolean;
}

/** A person's whole answer about one passage, with where it stands in the file. */
export interface SheetAnswer {
  /** "Row 7 (line 12)", "Source 012 …". */
  place: string;
  passageId: string;
  sampleId: string | null;
  /** The passage's text as the file has it. */
  text: string;
  /** Every code that applies, those above with it; empty for "none of these". */
  codes: string[];
  note: string | null;
  /** The words that were marked, by code, in offsets of `text`. */
  spans: ReadonlyMap<string, Span[]>;
}

/**
 * The codes that apply by what was said, each with those above it, in the codebook's order; empty where none does.
 * In the place of them, what is wrong: codes that contradict each other, or an answer that is only half given.
 */
export function completeAnswer(codebook: Codebook, said: Said): { codes: string[] } | { problems: string[] } {
  const problems: string[] = [];
  const applying = new Set<string>();
  for (const code of said.yes) for (const each of [code, ...ancestorsOf(codebook, code)]) applying.add(each);
  for (const code of said.yes) {
    const denied = ancestorsOf(codebook, code).filter((above) => said.no.has(above));
    if (denied.length > 0)
      problems.push(`'${code}' is yes, but ${quoteAll(denied)}, of which it is a kind, is no`);
  }
  if (said.isNone && said.yes.size > 0)
    problems.push(
      `'${NONE}' is yes, but so ${said.yes.size === 1 ? "is" : "are"} ${quoteAll([...said.yes])}`,
    );
  for (const column of columnsOf(codebook)) {
    if (column.kind !== "choice") continue;
    const chosen = [...column.values].filter(([, code]) => said.yes.has(code)).map(([word]) => word);
    if (chosen.length > 1) problems.push(`${quoteAll(chosen)} exclude each other under '${column.name}'`);
    if (column.when !== null && chosen.length > 0) {
      if (said.no.has(column.when))
        problems.push(`'${column.name}' is '${chosen[0]}', but '${column.when}' is no`);
      else applying.add(column.when);
    }
  }
  if (problems.length > 0) return { problems };
  for (const column of columnsOf(codebook)) {
    if (column.kind !== "choice") continue;
    const isAsked = column.when === null || applying.has(column.when);
    const isChosen = [...column.values.values()].some((code) => applying.has(code));
    if (isAsked && !isChosen) {
      const because = column.when === null ? "every passage has one" : `'${column.when}' applies`;
      problems.push(`'${column.name}' is empty; ${because}: one of ${[...column.values.keys()].join(", ")}`);
    }
  }
  if (problems.length > 0) return { problems };
  if (applying.size === 0 && !said.isNone) {
    const open = topsOf(codebook).filter((code) => !said.no.has(code));
    if (open.length > 0)
      return {
        problems: [
          `it is not said whether ${quoteAll(open)} ${open.length === 1 ? "applies" : "apply"}: yes or no in each` +
            (mayBeNone(codebook) ? `, or yes under '${NONE}'` : ""),
        ],
      };
  }
  return { codes: codebook.codes.map(({ code }) => code).filter((code) => applying.has(code)) };
}

/** The codes of which a "no" says no to everything below them. */
function topsOf(codebook: Codebook): string[] {
  const asked = new Set(
    columnsOf(codebook).flatMap((column) => (column.kind === "yes or no" ? [column.name] : [])),
  );
  return codebook.codes
    .filter(({ code, parent }) => asked.has(code) && parent === undefined)
    .map(({ code }) => code);
}

/** "'a', 'b' and 'c'". */
export function quoteAll(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}
