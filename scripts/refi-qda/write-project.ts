import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import type { QdaFrame, QdaProject, QdaSource } from "./model.js";
import { SOURCES_FOLDER } from "./namespaces.js";
import { ProjectXml } from "./write-xml.js";

/** Every entry has this time, in the zone of the machine as ZIP counts: the same project gives the same bytes. */
export const ZIP_TIME = new Date(1980, 0, 1);
export const ZIP_OPTIONS = { mtime: ZIP_TIME, mode: 0o100644, forceDosTimestamp: true } as const;

/**
 * Writes a project (.qdpx) to `sink` and ends it: a ZIP of `project.qde` and each source's text. Sources may come one
 * at a time; the same project gives the same bytes. Throws where code or source names repeat or a text holds carriage
 * returns, on which programs disagree about offsets.
 */
export async function writeProject(
  project: QdaProject | (QdaFrame & { sources: AsyncIterable<QdaSource> }),
  sink: Writable,
): Promise<{ sources: number; codings: number }> {
  refuseRepeated("code", project.codes);
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, sink);
  // Whoever is still being asked for sources hears of a full disk at the end of them.
  written.catch(() => undefined);
  const pieces: Buffer[] = [];
  const xml = new ProjectXml(project, (piece) => pieces.push(Buffer.from(piece, "utf8")));
  const names = new Set<string>();
  let codings = 0;
  for await (const source of project.sources) {
    if (names.has(source.name)) throw new Error(`Two sources are named '${source.name}'.`);
    if (source.text.includes("\r")) throw new Error(`Source '${source.name}' holds carriage returns.`);
    names.add(source.name);
    codings += source.codings.length;
    xml.addSource(source);
    zip.addBuffer(Buffer.from(source.text, "utf8"), `${SOURCES_FOLDER}${source.guid}.txt`, ZIP_OPTIONS);
  }
  xml.end();
  zip.addBuffer(Buffer.concat(pieces), "project.qde", ZIP_OPTIONS);
  zip.end();
  await written;
  return { sources: names.size, codings };
}

function refuseRepeated(what: string, things: readonly { name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of things) {
    if (seen.has(name)) throw new Error(`Two ${what}s are named '${name}'.`);
    seen.add(name);
  }
}
