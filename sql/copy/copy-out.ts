import type { Readable } from "node:stream";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/**
 * The rows of a query as CSV with a heading, as PostgreSQL itself writes it: nothing of it passes through JavaScript
 * values. Booleans read true and false, empty cells are null and "" is an empty text.
 */
export function copyCsv(client: pg.ClientBase, query: string): Readable {
  return client.query(copyTo(`copy (${query}) to stdout with (format csv, header, encoding 'UTF8')`));
}

/** The rows of a query as JSON, one object a line. */
export function copyJsonLines(client: pg.ClientBase, query: string): Readable {
  // COPY's text format would escape backslashes once more. JSON holds no raw control characters, so a CSV that quotes
  // and separates with such leaves every line as it is.
  return client.query(
    copyTo(
      `copy (select row_to_json(line) from (${query}) as line)
       to stdout with (format csv, quote e'\\x01', delimiter e'\\x02', encoding 'UTF8')`,
    ),
  );
}
