import { createHash } from "node:crypto";
import type pg from "pg";
import { lockBodies } from "./locks.js";

/** Code and name of the body of which neither manifest nor minutes say who it is. */
const UNKNOWN = { code: "unknown", name: "Body not recognised" };
const LONGEST_CODE = 60;

/** What is known of a body; what the manifest says wins. */
export interface OrganisationFacts {
  /** From a manifest; null where none names the body. */
  code: string | null;
  manifestName: string | null;
  sector: string | null;
  /** As printed in the minutes. */
  printedName: string | null;
}

/**
 * A name made comparable: 'The X NHS Trust', 'X N.H.S. TRUST' and 'X NHS  Trust' are one. Changes nothing that
 * tells bodies apart ('Trust' and 'Foundation Trust' stay two).
 */
export function organisationNameKey(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "");
}

/**
 * The codes of these bodies, which are made where they are new. Without a code from a manifest it is that of a body
 * with the same name, or one made from the name, which is the same in every archive. When a manifest names a body
 * whose code had been made from its name, everything moves to the manifest's code: the order of the files does not
 * matter. To be called inside a transaction, before any body is locked. Throws an error of class 40 (try again) where
 * a body changed in the same moment.
 */
export async function ensureOrganisations(
  client: pg.ClientBase,
  facts: readonly OrganisationFacts[],
): Promise<string[]> {
  const isAnyNew = (await findSettled(client, facts)).includes(null);
  await lockBodies(client, isAnyNew ? "exclusive" : "shared");
  const codes: string[] = [];
  for (const [index, code] of (await findSettled(client, facts)).entries()) {
    if (code === null && !isAnyNew) {
      throw Object.assign(new Error("A body was given another code at this moment."), { code: "40001" });
    }
    codes.push(code ?? (await ensureOrganisation(client, facts[index] as OrganisationFacts)));
  }
  return codes;
}

/** The code of each body that is there already, as it is to be; null where something is to be made or changed. */
async function findSettled(
  client: pg.ClientBase,
  facts: readonly OrganisationFacts[],
): Promise<(string | null)[]> {
  const codes = [];
  for (const one of facts) codes.push(await findSettledOne(client, one));
  return codes;
}

async function findSettledOne(client: pg.ClientBase, facts: OrganisationFacts): Promise<string | null> {
  const key = keyOf(facts);
  if (facts.code === null && key !== "") return codeOfName(client, key);
  const { rowCount } =
    facts.code === null
      ? await client.query("select 1 from raw.organisations where organisation_code = $1", [UNKNOWN.code])
      : await client.query(
          `select 1 from raw.organisations left join raw.organisation_names using (organisation_code)
           where organisation_code = $1 and is_confirmed and ($2 = '' or name_key = $2)
             and ($3::text is null or organisation_name <= $3) and ($4::text is null or sector <= $4)`,
          [facts.code, key, facts.manifestName, facts.sector],
        );
  return (rowCount ?? 0) > 0 ? (facts.code ?? UNKNOWN.code) : null;
}

function keyOf({ manifestName, printedName }: OrganisationFacts): string {
  const name = manifestName ?? printedName;
  return name === null ? "" : organisationNameKey(name);
}

/** The code of one body, which is made or changed as it must be. The bodies' lock must be held, exclusive. */
export async function ensureOrganisation(client: pg.ClientBase, facts: OrganisationFacts): Promise<string> {
  const key = keyOf(facts);
  if (facts.code === null) {
    if (key === "") return makeIfNew(client, UNKNOWN.code, UNKNOWN.name, null);
    const code = (await codeOfName(client, key)) ?? codeFromKey(key);
    await makeIfNew(client, code, facts.manifestName ?? facts.printedName, facts.sector);
    await linkName(client, key, code);
    return code;
  }
  // Of several spellings in manifests the first by alphabet stays, whatever the order in which they come.
  await client.query(
    `insert into raw.organisations (organisation_code, organisation_name, sector, is_confirmed)
     values ($1, $2, $3, true)
     on conflict (organisation_code) do update
     set organisation_name = case when organisations.is_confirmed
           then least(organisations.organisation_name, excluded.organisation_name) else excluded.organisation_name end,
         sector = case when organisations.is_confirmed
           then least(organisations.sector, excluded.sector) else excluded.sector end,
         is_confirmed = true`,
    [facts.code, facts.manifestName, facts.sector],
  );
  if (key !== "") {
    const former = await codeOfName(client, key);
    if (former === null) await linkName(client, key, facts.code);
    else if (former !== facts.code) await moveIfUnconfirmed(client, former, facts.code);
  }
  return facts.code;
}

/** A code made from a comparable name: 'suffolk-libraries'. */
export function codeFromKey(key: string): string {
  const slug = key.replace(/ /g, "-");
  if (slug.length <= LONGEST_CODE) return slug;
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 8);
  return `${slug.slice(0, LONGEST_CODE - 9)}-${hash}`;
}

async function codeOfName(client: pg.ClientBase, key: string): Promise<string | null> {
  const { rows } = await client.query<{ organisation_code: string }>(
    "select organisation_code from raw.organisation_names where name_key = $1",
    [key],
  );
  return rows[0]?.organisation_code ?? null;
}

async function linkName(client: pg.ClientBase, key: string, code: string): Promise<void> {
  await client.query(
    "insert into raw.organisation_names (name_key, organisation_code) values ($1, $2) on conflict do nothing",
    [key, code],
  );
}

async function makeIfNew(
  client: pg.ClientBase,
  code: string,
  name: string | null,
  sector: string | null,
): Promise<string> {
  await client.query(
    `insert into raw.organisations (organisation_code, organisation_name, sector, is_confirmed)
     values ($1, $2, $3, false) on conflict do nothing`,
    [code, name, sector],
  );
  return code;
}

/**
 * Moves meetings and names of a body that nobody confirmed to another, which must exist. The bodies' lock must be
 * held, exclusive.
 */
export async function moveIfUnconfirmed(client: pg.ClientBase, from: string, to: string): Promise<void> {
  // Innovations of it that are being put together at this moment are finished first.
  const { rows } = await client.query(
    "select 1 from raw.organisations where organisation_code = $1 and not is_confirmed for update",
    [from],
  );
  if (rows.length === 0) return;
  await client.query("update raw.meetings set organisation_code = $2 where organisation_code = $1", [
    from,
    to,
  ]);
  await client.query(
    "update raw.organisation_names set organisation_code = $2 where organisation_code = $1",
    [from, to],
  );
  await client.query(
    `update raw.regimes set organisation_code = $2 where organisation_code = $1 and not exists (
       select from raw.regimes as own
       where own.organisation_code = $2 and own.scheme = regimes.scheme
         and daterange(own.from_date, own.to_date, '[]') && daterange(regimes.from_date, regimes.to_date, '[]'))`,
    [from, to],
  );
  await client.query("delete from raw.organisations where organisation_code = $1", [from]);
  await client.query("update raw.organisations set revision = revision + 1 where organisation_code = $1", [
    to,
  ]);
}
