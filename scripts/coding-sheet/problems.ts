/** Enough to see what is wrong with a large file. */
const SHOWN = 40;

/** Everything that is wrong with a file of codings, in lines a person can act on. Nothing of it is stored. */
export class CodingsError extends Error {
  override readonly name = "UsageError";
  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    const more = problems.length - SHOWN;
    super(
      [
        `Nothing of ${file} was stored: ${problems.length === 1 ? "there is a mistake" : `there are ${problems.length} mistakes`} in it.`,
        ...problems.slice(0, SHOWN).map((problem) => `  - ${problem}`),
        ...(more > 0 ? [`  … and ${more} more.`] : []),
      ].join("\n"),
    );
  }
}

/** A value as it is shown in a message: short, on one line. */
export function show(value: string): string {
  const line = value.replace(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
