import type pg from "pg";
import { nameKey } from "../../pipeline/structure/organisation/match-organisation.js";
import type { RegisterEntry } from "../../schemas/organisation.js";
import { storeSuccessions } from "../../sql/load/regimes.js";
import { readRegisterEntries } from "../../sql/load/register.js";

/** Which bodies of the register came from which: predecessors are named there by code, name or alias. */
export function findSuccessions(
  register: readonly RegisterEntry[],
): { predecessor: string; successor: string }[] {
  const byCode = new Map(register.map((entry) => [entry.code, entry.code]));
  const byName = new Map(
    // Of two bodies of one name the one that is gone is the predecessor.
    [...register]
      .sort((a, b) => Number(a.closed !== null) - Number(b.closed !== null))
      .flatMap((entry) => [entry.name, ...entry.aliases].map((name) => [nameKey(name), entry.code] as const)),
  );
  const pairs = new Map<string, { predecessor: string; successor: string }>();
  for (const { code: successor, predecessors } of register) {
    for (const named of predecessors) {
      const predecessor = byCode.get(named) ?? byName.get(nameKey(named));
      if (predecessor === undefined || predecessor === successor) continue;
      pairs.set(JSON.stringify([predecessor, successor]), { predecessor, successor });
    }
  }
  return [...pairs.values()];
}

/** Stores which bodies came from which, by the archive's register as it is now. */
export async function settleSuccessions(pool: pg.Pool): Promise<void> {
  await storeSuccessions(pool, findSuccessions(await readRegisterEntries(pool)));
}
