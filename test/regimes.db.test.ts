import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RegisterEntry } from "../schemas/organisation.js";
import type { RegimeMapping } from "../schemas/regime.js";
import { placeSpells } from "../scripts/regimes/place-spells.js";
import { readDay } from "../scripts/regimes/read-day.js";
import { readRegimeRows } from "../scripts/regimes/read-rows.js";
import { runChecks } from "../sql/checks.js";
import { listRegimes, storeRegimes } from "../sql/load/regimes.js";
import { confirmOrganisation, storeRegister } from "../sql/load/register.js";
import type { Warehouse } from "../sql/warehouse.js";
import { settleSuccessions } from "../workers/organisations/find-successions.js";
import { addDocument, preparePins } from "./support/archive.js";
import { runCommand } from "./support/command-line.js";
import { makeCoding, makeMeeting } from "./support/minutes.js";
import { openTestWarehouse } from "./support/warehouse.js";

const PLAIN: RegimeMapping = {
  hasHeadings: true,
  organisation: "organisation",
  regime: "regime",
  from: "from",
  to: "to",
};

const entry = (code: string, name: string, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  code,
  name,
  aliases: [],
  sector: null,
  predecessors: [],
  opened: null,
  closed: null,
  ...more,
});

const BODIES = {
  archive: [{ code: "RAA", name: "Northmere General NHS Trust" }],
  register: [
    entry("RBB", "Southmere Hospital NHS Trust", { closed: "2012-03-31", aliases: ["Southmere Infirmary"] }),
    entry("RCC", "Greater Mere NHS Foundation Trust", { predecessors: ["RBB", "Old Mere Hospital"] }),
  ],
};

/** What a file says, placed. */
function place(lines: string, mapping: Partial<RegimeMapping> = {}) {
  const { rows, problems } = readRegimeRows(lines, { ...PLAIN, ...mapping }, null);
  const placed = placeSpells(rows, BODIES);
  return {
    spells: placed.spells.map((spell) => [
      spell.organisationCode,
      spell.regime,
      spell.fromDate,
      spell.toDate,
    ]),
    problems: [...problems, ...placed.problems, ...placed.unknown].map(
      ({ line, problem }) => `${line}: ${problem}`,
    ),
  };
}

describe("a file of ratings or regimes", () => {
  test("names bodies by code, name, alias or the name of a body that is gone", () => {
    const { spells, problems } = place(
      [
        "organisation,regime,from,to",
        "raa,special measures,2013-07-16,2014-07-01",
        "Southmere Infirmary,special measures,16/7/2011,31 March 2012",
        "Old Mere Hospital,watched,20130101,",
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(spells).toEqual([
      ["RAA", "special measures", "2013-07-16", "2014-07-01"],
      ["RBB", "special measures", "2011-07-16", "2012-03-31"],
      ["RCC", "watched", "2013-01-01", null],
    ]);
  });

  test("without a column for the end, a rating lasts until the next", () => {
    const { spells } = place("Provider,Rating,Published\nRAA,Good,2013-01-01\nRAA,Inadequate,2012-01-01\n", {
      organisation: "Provider",
      regime: "Rating",
      from: "Published",
      to: undefined,
    });
    expect(spells).toEqual([
      ["RAA", "Inadequate", "2012-01-01", "2012-12-31"],
      ["RAA", "Good", "2013-01-01", null],
    ]);
  });

  const WRONG: [what: string, line: string, says: RegExp][] = [
    [
      "overlapping days",
      "RAA,b,2010-06-30,2010-12-31",
      /^3: RAA 2010-06-30 to 2010-12-31 \(b\) overlaps line 2: 2010-01-01 to 2010-06-30 \(a\)/,
    ],
    [
      "a spell without an end before another",
      "RAA,b,2009-01-01,",
      /^2: RAA 2010-01-01 .* overlaps line 3: 2009-01-01 to now/,
    ],
    ["the same line again", "RAA,a,2010-01-01,2010-06-30", /^3: .* overlaps line 2/],
    [
      "an unknown body",
      "Northmere Generel NHS Trust,b,2011-01-01,",
      /^3: "Northmere Generel NHS Trust" is no body .* Did you mean Northmere General NHS Trust \(RAA\)\?/,
    ],
    ["a day that is none", "RAA,b,2011-02-30,", /^3: "2011-02-30" is no day \(from\): 2013-07-16/],
    ["more than a day", "RAA,b,from 2011-02-20,", /^3: "from 2011-02-20" is no day/],
    [
      "an end before the beginning",
      "RAA,b,2011-02-20,2011-02-19",
      /^3: It ends \(2011-02-19\) before it begins/,
    ],
    ["no body", ",b,2011-02-20,", /^3: No organisation/],
    ["no regime", "RAA,,2011-02-20,", /^3: No rating or regime for RAA/],
  ];
  test.each(WRONG)("%s is named with its line", (_, line, says) => {
    const { problems } = place(`organisation,regime,from,to\nRAA,a,2010-01-01,2010-06-30\n${line}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(says);
  });

  test("lines are counted as in the file, whatever its cells hold", () => {
    const { problems } = place(
      'organisation,regime,from,to\nRAA,"a\nb",2010-01-01,2010-02-01\n\nRAA,c,soon,\n',
    );
    expect(problems).toEqual([expect.stringMatching(/^5: "soon" is no day/)]);
  });

  test("a day is read whole or not at all", () => {
    expect(
      ["2013-07-16", "16/07/2013", "16 July 2013", "20130716", "2013-07-16T00:00:00", "2013-07-16 00:00"].map(
        readDay,
      ),
    ).toEqual(Array(6).fill("2013-07-16"));
    expect(["", "2013", "July 2013", "31/02/2013", "2013-07-16 to 2014"].map(readDay)).toEqual(
      Array(5).fill(null),
    );
  });
});

describe("in the warehouse", () => {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-regimes-"));
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await openTestWarehouse();
    const runId = await preparePins(warehouse.pool);
    const add = (name: string, meetingDate: string, texts: string[]) =>
      addDocument(warehouse.pool, {
        runId,
        source: `/${name}/${meetingDate}.pdf`,
        meetings: [makeMeeting(texts, { organisationName: name, meetingDate })],
        answers: (passage) =>
          ["innovation", "orientation", "attention"].map((frame) => {
            const code = frame === "orientation" ? (/\[(\w+)\]/.exec(passage.text)?.[1] ?? null) : null;
            return makeCoding(passage, { frame, code, ...(code === null ? {} : { quote: `[${code}]` }) });
          }),
      });
    await add("Southmere Hospital NHS Trust", "2010-03-01", ["[c1] fine", "[c1] still fine"]);
    await add("Southmere Hospital NHS Trust", "2011-09-01", ["[p1] why", "[c1] fine"]);
    await add("Greater Mere NHS Foundation Trust", "2010-04-01", [
      "[c1] a body of its own before the merger",
    ]);
    await add("Greater Mere NHS Foundation Trust", "2012-06-01", ["[p1] why", "[p1] where", "calm"]);
    await add("Northmere General NHS Trust", "2010-05-01", ["calm"]);
    await storeRegister(warehouse.pool, [
      entry("RAA", "Northmere General NHS Trust"),
      entry("RBB", "Southmere Hospital NHS Trust", { closed: "2012-03-31" }),
      entry("RCC", "Greater Mere NHS Foundation Trust", {
        predecessors: ["Southmere Hospital N.H.S. Trust"],
      }),
    ]);
    for (const [from, code, name] of [
      ["southmere-hospital-nhs-trust", "RBB", "Southmere Hospital NHS Trust"],
      ["greater-mere-nhs-foundation-trust", "RCC", "Greater Mere NHS Foundation Trust"],
    ] as const) {
      await confirmOrganisation(warehouse.pool, { from, to: { code, name, sector: null } });
    }
    await settleSuccessions(warehouse.pool);
  });
  afterAll(async () => {
    await warehouse.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const compare = async () =>
    (
      await warehouse.pool.query(`
        select organisation_code, period, from_date, to_date, meetings, passages, problem_sensing, comfort_seeking, balance
        from marts.regime_comparison
        order by organisation_code, array_position(array['before', 'during', 'after'], period)`)
    ).rows;

  async function bring(lines: string, ...args: string[]) {
    const file = join(folder, "regimes.csv");
    writeFileSync(file, lines);
    return runCommand(["regimes", "import", file, ...args, "--data", folder], {
      DATABASE_URL: warehouse.url,
    });
  }

  test("a body's successor speaks for it after its end, and not for what it was before", async () => {
    const { code, stdout } = await bring(
      "organisation,regime,from,to\nRBB,special measures,2011-07-01,2012-01-31\n",
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 spells of 1 bodies stored")]);
    expect(await compare()).toEqual([
      {
        organisation_code: "RBB",
        period: "before",
        from_date: "2010-03-01",
        to_date: "2011-06-30",
        meetings: 1,
        passages: 2,
        problem_sensing: 0,
        comfort_seeking: 2,
        balance: -1,
      },
      {
        organisation_code: "RBB",
        period: "during",
        from_date: "2011-07-01",
        to_date: "2012-01-31",
        meetings: 1,
        passages: 2,
        problem_sensing: 1,
        comfort_seeking: 1,
        balance: 0,
      },
      {
        organisation_code: "RBB",
        period: "after",
        from_date: "2012-02-01",
        to_date: "2012-06-01",
        meetings: 1,
        passages: 3,
        problem_sensing: 2,
        comfort_seeking: 0,
        balance: 1,
      },
    ]);
    expect(await listRegimes(warehouse.pool)).toMatchObject([{ bodies: "RBB, RCC", meetings: 3, line: 2 }]);
  });

  test("a regime without an end is over when the body is", async () => {
    await storeRegimes(warehouse.pool, {
      scheme: "regimes",
      source: "a.csv",
      spells: [
        {
          organisationCode: "RBB",
          regime: "watched",
          fromDate: "2011-01-01",
          toDate: null,
          given: "RBB",
          line: 2,
        },
      ],
    });
    expect((await compare()).map((row) => [row.period, row.to_date, row.meetings])).toEqual([
      ["before", "2010-12-31", 1],
      ["during", "2012-03-31", 1],
      ["after", "2012-06-01", 1],
    ]);
  });

  test("periods without minutes are zeros; a body without any is left out", async () => {
    const { stdout } = await bring(
      "body,from\nNorthmere General NHS Trust,2010-01-01\nRAA,2010-01-01\nNobody's Board,2010-01-01\n",
      ...["--map", "organisation=body,from=from", "--regime", "watched", "--skip-unknown", "--json"],
    );
    expect(JSON.parse(stdout)).toEqual({ scheme: "regimes", spells: 2, bodies: 2, leftOut: 1 });
    expect((await compare()).map((row) => [row.organisation_code, row.period, row.meetings])).toEqual([
      ["northmere-general-nhs-trust", "before", 0],
      ["northmere-general-nhs-trust", "during", 1],
      ["northmere-general-nhs-trust", "after", 0],
    ]);
  });

  test("a file with a wrong line is refused whole and changes nothing", async () => {
    const before = await listRegimes(warehouse.pool);
    const { code, stderr } = await bring(
      "organisation,regime,from,to\nRCC,a,2010-01-01,2010-06-30\nRCC,b,2010-06-01,\nNobody,c,2010-01-01,\n",
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /2 wrong lines; nothing of it was taken:\n {2}- Line 3: RCC .*overlaps line 2.*\n {2}- Line 4: "Nobody" is no body/,
    );
    expect(await listRegimes(warehouse.pool)).toEqual(before);
  });

  test("a body that gets another code takes its regimes along, and the checks find no mistake", async () => {
    await storeRegimes(warehouse.pool, {
      scheme: "regimes",
      source: "a.csv",
      spells: [
        {
          organisationCode: "northmere-general-nhs-trust",
          regime: "watched",
          fromDate: "2010-01-01",
          toDate: "2010-12-31",
          given: "Northmere",
          line: 2,
        },
      ],
    });
    await confirmOrganisation(warehouse.pool, {
      from: "northmere-general-nhs-trust",
      to: { code: "RAA", name: "Northmere General NHS Trust", sector: null },
    });
    expect((await compare()).map((row) => [row.organisation_code, row.period, row.meetings])).toEqual([
      ["RAA", "before", 0],
      ["RAA", "during", 1],
      ["RAA", "after", 0],
    ]);
    expect((await runChecks(warehouse.pool)).filter(({ mistakes }) => mistakes > 0)).toEqual([]);
  });

  test("what was brought can be removed by its scheme", async () => {
    const env = { DATABASE_URL: warehouse.url };
    const removed = await runCommand(["regimes", "remove", "regimes", "--data", folder], env);
    expect(removed.stdout).toBe("1 spells removed.\n");
    const again = await runCommand(["regimes", "remove", "regimes", "--data", folder], env);
    expect([again.code, again.stderr]).toEqual([
      2,
      expect.stringContaining("Nothing stands under the scheme"),
    ]);
  });
});
