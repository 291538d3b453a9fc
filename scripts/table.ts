import Table from "cli-table3";

/** Characters of a table without boxes: columns apart, one rule under the head. */
const PLAIN = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Rows as lines of a plain text table; numbers stand at the right. Ends with a line break. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const isNumeric = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"),
  );
  const table = new Table({
    head: [...head],
    chars: PLAIN,
    colAligns: isNumeric.map((isRight) => (isRight ? "right" : "left")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) table.push(row.map((cell) => (cell === null ? "" : String(cell))));
  return `${table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}
