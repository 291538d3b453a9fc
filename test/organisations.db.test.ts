import { afterAll, beforeAll, expect, test } from "vitest";
import type { RegisterEntry } from "../schemas/organisation.js";
import { confirmOrganisation, listUnconfirmed, storeRegister } from "../sql/load/register.js";
import type { Warehouse } from "../sql/warehouse.js";
import { confirmByRegister, findOrganisations } from "../workers/organisations/find-organisations.js";
import { addDocument, preparePins } from "./support/archive.js";
import { makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

let warehouse: Warehouse;
let runId: string;

beforeAll(async () => {
  warehouse = await openTestWarehouse();
  runId = await preparePins(warehouse.pool);
});

afterAll(() => warehouse.close());

const entry = (code: string, name: string, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  code,
  name,
  aliases: [],
  sector: "acute",
  predecessors: [],
  opened: null,
  closed: null,
  ...more,
});

const add = (source: string, organisationName: string, meetingDate: string) =>
  addDocument(warehouse.pool, {
    runId,
    source,
    meetings: [makeMeeting(["The report was noted."], { organisationName, meetingDate })],
  });

const bodies = async () =>
  (
    await warehouse.pool.query(
      "select organisation_code, organisation_name, is_confirmed from marts.organisations order by 1",
    )
  ).rows;

test("bodies read from minutes get their codes from the register, through names, aliases and mergers", async () => {
  await add("/a/1.pdf", "Northmere General NHS Trust", "2010-01-28");
  await add("/a/2.pdf", "Southmere Hospital", "2010-02-25");
  await add("/a/3.pdf", "Nobody's Own Board", "2010-03-25");
  await storeRegister(warehouse.pool, [
    entry("RAA", "The Northmere General N.H.S. Trust"),
    entry("RBB", "Greater Mere NHS Foundation Trust", { predecessors: ["Southmere Hospital"] }),
  ]);
  const confirmed = await confirmByRegister(warehouse.pool);
  expect(confirmed.map(({ from, to }) => [from, to.code])).toEqual([
    ["northmere-general-nhs-trust", "RAA"],
    ["southmere-hospital", "RBB"],
  ]);
  expect((await listUnconfirmed(warehouse.pool)).map((body) => body.name)).toEqual(["Nobody's Own Board"]);
  expect((await bodies()).filter((body) => body.is_confirmed).map((body) => body.organisation_code)).toEqual([
    "RAA",
    "RBB",
  ]);
});

test("a body is found in the register when its minutes are read", async () => {
  const found = await findOrganisations(
    warehouse.pool,
    [
      makeMeeting(["The report was noted."], {
        organisationName: "Northmere General NHS Trust",
        meetingDate: "2010-05-27",
      }),
    ],
    null,
  );
  expect(found[0]?.code).toBe("RAA");
});

test("a person says who a body is, and its name leads there from now on", async () => {
  await confirmOrganisation(warehouse.pool, {
    from: "nobodys-own-board",
    to: { code: "RCC", name: "Somebody's Board", sector: null },
  });
  expect(await listUnconfirmed(warehouse.pool)).toEqual([]);
  await add("/a/4.pdf", "Nobody's Own Board", "2010-04-29");
  expect(await listUnconfirmed(warehouse.pool)).toEqual([]);
  const { rows } = await warehouse.pool.query(
    "select meetings from marts.organisations where organisation_code = 'RCC'",
  );
  expect(rows).toEqual([{ meetings: 2 }]);
});

test("a body that is not there cannot be confirmed", async () => {
  const confirming = confirmOrganisation(warehouse.pool, {
    from: "nowhere",
    to: { code: "RDD", name: "Nowhere", sector: null },
  });
  await expect(confirming).rejects.toThrow(/no unconfirmed organisation 'nowhere'/);
});
