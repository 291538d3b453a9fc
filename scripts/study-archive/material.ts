import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { Domain } from "../../schemas/innovation.js";

/** Sectors of the study, as the material abbreviates them: acute, mental health, primary care trust, ambulance. */
export const SECTORS = { A: "acute", M: "mental health", P: "primary care", B: "ambulance" } as const;
export type Sector = keyof typeof SECTORS;

const Words = z.array(z.string().min(1)).min(1);

/** A kind of innovation that bodies may introduce. */
export const Kind = z.strictObject({
  domain: Domain,
  for: z.string().regex(/^[AMPB]+$/),
  names: Words,
  does: Words,
  aim: Words,
  results: Words,
});
export type Kind = z.infer<typeof Kind>;

const Telling = z.enum([
  "proposed",
  "approved",
  "pilot",
  "implemented",
  "extended",
  "evaluated",
  "abandoned",
  "deferred",
]);
export type Telling = z.infer<typeof Telling>;

const Section = z.strictObject({
  titles: Words,
  keep: z.tuple([z.int().min(1), z.int().min(1)]),
  passages: Words,
});
export type Section = z.infer<typeof Section>;

const read = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(parse(readFileSync(join(import.meta.dirname, "material", file), "utf8")));

/** The words of the study-scale archive, checked. */
export function readMaterial() {
  return {
    kinds: read("innovations.yml", z.array(Kind)),
    stages: read("stages.yml", z.record(Telling, Words)),
    routine: read("routine.yml", z.array(Section)),
    tails: read("tails.yml", Words),
    orientation: read("orientation.yml", z.strictObject({ problem_sensing: Words, comfort_seeking: Words })),
    names: read(
      "names.yml",
      z.strictObject({
        towns: Words,
        surnames: Words,
        firms: Words,
        topics: Words,
        places: z.record(z.enum(["A", "M", "P", "B"]), Words),
      }),
    ),
  };
}

export type Material = ReturnType<typeof readMaterial>;
