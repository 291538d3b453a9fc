/**
 * Counts in how many passages each stem occurs, over texts given as one folder a body, and writes
 * pipeline/consolidate/word-rarity.json: stems that occur in at least three bodies, nothing else.
 *
 * tsx scripts/consolidate/rarity.ts FOLDER…   (each folder holds the .md or .txt minutes of one body)
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentWords } from "../../pipeline/consolidate/words.js";

const MIN_BODIES = 3;
const MIN_PASSAGES = 4;

const passagesWith = new Map<string, number>();
const bodiesWith = new Map<string, Set<string>>();
const formsOf = new Map<string, { named: number; all: number }>();
let passages = 0;
for (const folder of process.argv.slice(2)) {
  for (const name of readdirSync(folder).sort()) {
    if (!/\.(md|txt)$/.test(name)) continue;
    for (const passage of readFileSync(join(folder, name), "utf8").split(/\n\s*\n/)) {
      const words = contentWords(passage);
      for (const { stem, surface } of words) {
        const forms = formsOf.get(stem) ?? { named: 0, all: 0 };
        forms.all += 1;
        if (/^\p{Lu}\p{Ll}/u.test(surface)) forms.named += 1;
        formsOf.set(stem, forms);
      }
      const stems = new Set(words.map((word) => word.stem));
      if (stems.size < 3) continue;
      passages += 1;
      for (const stem of stems) {
        passagesWith.set(stem, (passagesWith.get(stem) ?? 0) + 1);
        const bodies = bodiesWith.get(stem) ?? new Set();
        bodies.add(folder);
        bodiesWith.set(stem, bodies);
      }
    }
  }
}
const kept = [...passagesWith]
  .filter(([stem, count]) => count >= MIN_PASSAGES && (bodiesWith.get(stem)?.size ?? 0) >= MIN_BODIES)
  .filter(([stem]) => !isName(stem))
  .sort(([a], [b]) => (a < b ? -1 : 1));
/** Nearly always with a capital: a person or a place, which no list of ours should hold. */
function isName(stem: string): boolean {
  const forms = formsOf.get(stem);
  return forms !== undefined && forms.named > 0.7 * forms.all;
}

const out = join(import.meta.dirname, "../../pipeline/consolidate/word-rarity.json");
writeFileSync(out, `${JSON.stringify({ passages, passagesWith: Object.fromEntries(kept) })}\n`);
process.stdout.write(`${kept.length} stems from ${passages} passages\n`);
