import { z } from "zod";
import { IsoDate } from "./minutes.js";

/** A body in the register of organisations. */
export const RegisterEntry = z.strictObject({
  code: z.string().min(1),
  name: z.string().min(1),
  /** Other names it bears or bore. */
  aliases: z.array(z.string()),
  sector: z.string().nullable(),
  /** Codes or names of the bodies it came from. */
  predecessors: z.array(z.string()),
  opened: IsoDate.nullable(),
  closed: IsoDate.nullable(),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** Where a column is: by its heading, or by its number, counted from 1. */
export const ColumnPlace = z.union([z.string().min(1), z.int().min(1)]);
export type ColumnPlace = z.infer<typeof ColumnPlace>;

/** Which column of a CSV file holds what. Files without a heading row give numbers only. */
export const RegisterMapping = z.strictObject({
  hasHeadings: z.boolean(),
  code: ColumnPlace,
  name: ColumnPlace,
  aliases: ColumnPlace.optional(),
  sector: ColumnPlace.optional(),
  predecessors: ColumnPlace.optional(),
  opened: ColumnPlace.optional(),
  closed: ColumnPlace.optional(),
});
export type RegisterMapping = z.infer<typeof RegisterMapping>;

/** The NHS trust file of the Organisation Data Service: no heading row, days written YYYYMMDD. */
export const NHS_ODS_MAPPING: RegisterMapping = {
  hasHeadings: false,
  code: 1,
  name: 2,
  opened: 11,
  closed: 12,
};

/** A register with the headings that the columns are called by here. */
export const PLAIN_MAPPING: RegisterMapping = {
  hasHeadings: true,
  code: "code",
  name: "name",
  aliases: "aliases",
  sector: "sector",
  predecessors: "predecessors",
  opened: "opened",
  closed: "closed",
};
