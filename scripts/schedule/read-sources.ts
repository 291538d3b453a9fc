import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ScheduleSource } from "../../schemas/schedule.js";
import { readManifest } from "../../workers/sources/manifest.js";
import { UsageError } from "../errors.js";

/**
 * Sources as they are written on the command line: PLACE, or CODE=PLACE. A place that ends in .csv is a manifest.
 * Throws where one is not there or cannot be used, naming it.
 */
export async function readSources(texts: readonly string[]): Promise<ScheduleSource[]> {
  const sources: ScheduleSource[] = [];
  for (const text of texts) {
    const match = /^([\w.-]{1,32})=(.+)$/s.exec(text);
    const place = resolve(match?.[2] ?? text);
    const kind = /\.csv$/i.test(place) ? "manifest" : "files";
    if (kind === "manifest") await readManifest(place);
    else if (!/[*?[{]/.test(place)) await refuseMissing(text, place);
    if (sources.some((source) => source.place === place))
      throw new UsageError(`--source ${text}: given twice.`);
    sources.push({ kind, place, organisationCode: match?.[1] ?? null });
  }
  return sources;
}

async function refuseMissing(text: string, place: string): Promise<void> {
  const exists = await stat(place).then(
    () => true,
    () => false,
  );
  if (!exists)
    throw new UsageError(`--source ${text}: there is no ${place}. Give a folder, a file or a manifest.`);
}
