import type { PinnedCoder, Pins } from "../../sql/load/pins.js";

/** One version that two runs do not share. */
export interface VersionChange {
  what: string;
  before: string | null;
  after: string | null;
}

/** What the coders of two sets of versions do not share: codebooks, rules and model, by name. */
export function compareVersions(before: Pins, after: Pins): VersionChange[] {
  const [earlier, later] = [listVersions(before), listVersions(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .map((what) => ({ what, before: earlier.get(what) ?? null, after: later.get(what) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Every version of a set by its name, in order of names: readers first, then codebooks. */
export function listVersions(pins: Pins): Map<string, string> {
  const versions = new Map([
    ["extract", String(pins.extractVersion)],
    ["structure", String(pins.structureVersion)],
    ["consolidate", String(pins.consolidateVersion)],
    ["model", pins.modelVersion ?? "none"],
  ]);
  const rules = new Set(
    pins.coders.filter(({ coder }) => coder === "rules").map((coder) => coder.coderVersion),
  );
  versions.set("rules", [...rules].sort().join(", "));
  for (const { frame, codebookVersion } of [...pins.coders].sort(byFrame)) {
    versions.set(`codebook ${frame}`, codebookVersion);
  }
  return versions;
}

/** The frames that the two sets code by different coders; in the others every coding is the same. */
export function framesThatDiffer(before: Pins, after: Pins): string[] {
  const frames = [...new Set([...before.coders, ...after.coders].map(({ frame }) => frame))].sort();
  return frames.filter((frame) => keyOf(before, frame) !== keyOf(after, frame));
}

function keyOf(pins: Pins, frame: string): string {
  const coders = pins.coders.filter((coder) => coder.frame === frame);
  return JSON.stringify(
    coders.map((coder) => [coder.coder, coder.coderVersion, coder.codebookVersion]).sort(),
  );
}

function byFrame(one: PinnedCoder, other: PinnedCoder): number {
  return one.frame < other.frame ? -1 : one.frame > other.frame ? 1 : 0;
}
