import type { PdfMetadata } from "../../schemas/extraction.js";
import type { PdfDocument } from "./pdf-document.js";

/** What the PDF says of itself; every field null where it says nothing or cannot be read. */
export async function readMetadata(document: PdfDocument): Promise<PdfMetadata> {
  const info: Record<string, unknown> = await document.getMetadata().then(
    (metadata) => metadata.info,
    () => ({}),
  );
  return {
    title: words(info.Title),
    author: words(info.Author),
    creator: words(info.Creator),
    producer: words(info.Producer),
    createdAt: isoTime(info.CreationDate),
    modifiedAt: isoTime(info.ModDate),
  };
}

function words(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value
    // biome-ignore lint/suspicious/noControlCharactersInRegex: databases refuse them
    .replace(/[\u0000-\u001f\ud800-\udfff]+/g, " ")
    .trim()
    .slice(0, 500);
  return text === "" ? null : text;
}

/** "D:20100128143000+01'00'" as "2010-01-28T14:30:00+01:00"; null where it is no such date. */
export function isoTime(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const parts =
    /^\s*(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/.exec(value);
  if (!parts) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00", , sign, zoneHour, zoneMinute = "00"] =
    parts;
  const zone = sign ? `${sign}${zoneHour}:${zoneMinute}` : "Z";
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  return Number.isNaN(Date.parse(time)) ? null : time;
}
