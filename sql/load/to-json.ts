/**
 * JSON that PostgreSQL takes: it stores neither the character U+0000 nor half a surrogate pair. Each is replaced by
 * U+FFFD, which is as long, so that offsets stay right.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? toStorable(part) : part));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: U+0000 is what is looked for.
const NOT_STORABLE = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text that PostgreSQL takes, as long as it was. */
export function toStorable(text: string): string {
  return text.replace(NOT_STORABLE, "\uFFFD");
}
