import type { ReadingFailure } from "../../schemas/outcome.js";

/** A document that could not be read, with the outcome it gets. Across processes send `failure`, not the error. */
export class ReadingError extends Error {
  override name = "ReadingError";
  failure: ReadingFailure;
  constructor(failure: ReadingFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/** The outcome of anything thrown while a document was read; told by name, since classes differ between modules. */
export function failureOf(error: unknown, hasPassword: boolean): ReadingFailure {
  if (isReadingError(error)) return error.failure;
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  if (name === "PasswordException") {
    return {
      outcome: "encrypted",
      detail: hasPassword
        ? "The file is locked and the given password does not open it. Give the right one with --password or in the manifest's column 'password'."
        : "The file is locked with a password. Give it with --password or in the manifest's column 'password'.",
      page: null,
    };
  }
  return {
    outcome: "damaged",
    detail: `The file begins like a PDF but cannot be opened: ${oneLine(message)} Open it in a PDF viewer and save it again, or fetch it anew.`,
    page: null,
  };
}

function isReadingError(error: unknown): error is ReadingError {
  return error instanceof Error && error.name === "ReadingError" && "failure" in error;
}

/** A library's message as one short sentence. */
export function oneLine(message: string): string {
  const text = message.replace(/\s+/g, " ").trim().slice(0, 200) || "no reason given";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
