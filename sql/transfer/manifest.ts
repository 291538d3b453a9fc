import { z } from "zod";

/** What an export says of itself: the file `manifest.json` in it. */
export const Manifest = z.strictObject({
  format: z.enum(["boardsense archive", "boardsense release"]),
  /** Rises when files of an older form can no longer be read. */
  formatVersion: z.literal(1),
  /** Null in a release: it is no archive's copy, and the same archive gives the same release. */
  archiveId: z.string().nullable(),
  exportedAt: z.string().nullable(),
  /** Of a release: versions of everything, counts, what was removed. */
  about: z.record(z.string(), z.unknown()).optional(),
  /** Migrations of the database, by which another one must have been made. */
  schema: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
  /** In the order in which they can be filled. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.int().min(0),
      bytes: z.int().min(0),
      /** Of the table's text as COPY writes it, in lower-case hex. */
      sha256: z.string(),
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST_FILE = "manifest.json";

/** The file of a table in an export. */
export function fileOf(table: string): string {
  return `tables/${table}.copy`;
}
