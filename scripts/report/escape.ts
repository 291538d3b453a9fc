const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text as it may stand in HTML, between tags or in a quoted attribute. Characters that HTML forbids (controls,
 * halves of a character) are shown as the replacement character, so that the file is valid whatever a PDF held.
 */
export function escapeHtml(text: string): string {
  return toVisible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Text as it may stand in a line of Markdown, or in a cell of a table. */
export function escapeMarkdown(text: string): string {
  return toVisible(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]|#~]/g, (character) => `\\${character}`)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

function toVisible(text: string): string {
  return text
    .replace(/\p{Surrogate}|\p{Noncharacter_Code_Point}/gu, "\uFFFD")
    .replace(/\p{Cc}/gu, (character) => (/[\t\n\r]/.test(character) ? character : "\uFFFD"));
}
