import type pg from "pg";
import { matchOrganisation } from "../../pipeline/structure/organisation/match-organisation.js";
import type { ManifestRow, Meeting } from "../../schemas/minutes.js";
import type { RegisterEntry } from "../../schemas/organisation.js";
import { confirmOrganisation, listUnconfirmed, readRegisterEntries } from "../../sql/load/register.js";

/** Who held each meeting by the archive's register, from the manifest's name or the printed one; null where unknown. */
export async function findOrganisations(
  pool: pg.Pool,
  meetings: readonly Meeting[],
  manifest: ManifestRow | null,
): Promise<(RegisterEntry | null)[]> {
  const register = await readRegisterEntries(pool);
  return meetings.map((meeting) => {
    const name = manifest?.organisationName ?? meeting.organisationName;
    return name === null ? null : (matchOrganisation(name, register, meeting.meetingDate)?.entry ?? null);
  });
}

/** Gives every unconfirmed body that the register knows its code from there; returns what was found for whom. */
export async function confirmByRegister(pool: pg.Pool): Promise<{ from: string; to: RegisterEntry }[]> {
  const register = await readRegisterEntries(pool);
  const confirmed: { from: string; to: RegisterEntry }[] = [];
  for (const { code, name, firstMeeting } of await listUnconfirmed(pool)) {
    const match = name === null ? null : matchOrganisation(name, register, firstMeeting);
    if (match === null) continue;
    await confirmOrganisation(pool, { from: code, to: match.entry });
    confirmed.push({ from: code, to: match.entry });
  }
  return confirmed;
}
