import { z } from "zod";

/** Something that a schedule looks at: files behind a path, folder or glob, or a manifest of paths and addresses. */
export const ScheduleSource = z.strictObject({
  kind: z.enum(["files", "manifest"]),
  /** Absolute path. */
  place: z.string().min(1),
  /** The body whose minutes they are, where no manifest says otherwise. */
  organisationCode: z.string().nullable(),
});
export type ScheduleSource = z.infer<typeof ScheduleSource>;

/** When which sources are looked at. */
export const Schedule = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/i, "letters, digits, '-' and '_'"),
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron: z.string(),
  /** A name of the IANA time zone database. */
  timeZone: z.string(),
  sources: z.array(ScheduleSource).min(1),
});
export type Schedule = z.infer<typeof Schedule>;
