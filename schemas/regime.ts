import { z } from "zod";
import { IsoDate } from "./minutes.js";
import { ColumnPlace } from "./organisation.js";

/** A spell of a rating or regime of a body, by the archive's code for it. Both days included. */
export const RegimeSpell = z.strictObject({
  organisationCode: z.string().min(1),
  /** The rating or regime in the words of the file: "special measures", "Inadequate". */
  regime: z.string().min(1),
  fromDate: IsoDate,
  /** Null while it is in force. */
  toDate: IsoDate.nullable(),
  /** The body as the file names it, and the line on which it stands, counted from 1. */
  given: z.string(),
  line: z.int().min(1),
});
export type RegimeSpell = z.infer<typeof RegimeSpell>;

/** Which column of a CSV file of ratings or regimes holds what. */
export const RegimeMapping = z.strictObject({
  hasHeadings: z.boolean(),
  /** Code or name of the body. */
  organisation: ColumnPlace,
  /** Not needed where one regime is given for the whole file. */
  regime: ColumnPlace.optional(),
  from: ColumnPlace,
  /** Without it a spell lasts until the body's next one begins. */
  to: ColumnPlace.optional(),
});
export type RegimeMapping = z.infer<typeof RegimeMapping>;
