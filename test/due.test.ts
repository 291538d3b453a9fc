import { describe, expect, test } from "vitest";
import { checkSchedule, lastDue, nextDue } from "../workers/schedule/due.js";

const MINUTE = 60_000;

/** Every instant that counts as the last due one to somebody who asks every quarter of an hour, whenever they began. */
function askedThroughout(cron: string, timeZone: string, from: string, to: string): string[] {
  const [first, last] = [new Date(from), new Date(to)];
  const seen = new Set<string>();
  for (let now = first.getTime(); now <= last.getTime(); now += 15 * MINUTE) {
    const due = lastDue({ cron, timeZone }, first, new Date(now));
    if (due !== null) seen.add(due.toISOString());
  }
  return [...seen];
}

describe("every night is due once", () => {
  const nights: [what: string, cron: string, zone: string, from: string, to: string, due: string[]][] = [
    [
      "01:30 in London as the clocks go forward: at the change, since that time does not exist",
      "30 1 * * *",
      "Europe/London",
      "2027-03-27T12:00:00Z",
      "2027-03-29T12:00:00Z",
      ["2027-03-28T01:00:00.000Z", "2027-03-29T00:30:00.000Z"],
    ],
    [
      "01:30 in London as the clocks go back: the first of the two",
      "30 1 * * *",
      "Europe/London",
      "2027-10-30T12:00:00Z",
      "2027-11-01T12:00:00Z",
      ["2027-10-31T00:30:00.000Z", "2027-11-01T01:30:00.000Z"],
    ],
    [
      "02:30 in Berlin as the clocks go forward",
      "30 2 * * *",
      "Europe/Berlin",
      "2027-03-27T12:00:00Z",
      "2027-03-29T12:00:00Z",
      ["2027-03-28T01:00:00.000Z", "2027-03-29T00:30:00.000Z"],
    ],
    [
      "02:30 in Berlin as the clocks go back",
      "30 2 * * *",
      "Europe/Berlin",
      "2027-10-30T12:00:00Z",
      "2027-11-01T12:00:00Z",
      ["2027-10-31T00:30:00.000Z", "2027-11-01T01:30:00.000Z"],
    ],
    [
      "an ordinary week",
      "30 1 * * *",
      "Europe/London",
      "2027-06-01T12:00:00Z",
      "2027-06-03T12:00:00Z",
      ["2027-06-02T00:30:00.000Z", "2027-06-03T00:30:00.000Z"],
    ],
  ];
  test.each(nights)("%s", (_what, cron, zone, from, to, due) => {
    expect(askedThroughout(cron, zone, from, to)).toEqual(due);
  });

  test("asked between the two 01:30s of autumn, the night that was had is not due again", () => {
    const schedule = { cron: "30 1 * * *", timeZone: "Europe/London" };
    const had = new Date("2027-10-31T00:30:00Z");
    for (const now of ["2027-10-31T00:45:00Z", "2027-10-31T01:30:00Z", "2027-10-31T01:31:00Z"]) {
      expect(lastDue(schedule, had, new Date(now))).toBeNull();
    }
    expect(nextDue(schedule, new Date("2027-10-31T00:45:00Z"))).toEqual(new Date("2027-11-01T01:30:00Z"));
  });

  test("of several missed nights the latest alone is due", () => {
    const schedule = { cron: "30 1 * * *", timeZone: "Europe/London" };
    const since = new Date("2027-06-01T12:00:00Z");
    expect(lastDue(schedule, since, new Date("2027-06-11T09:00:00Z"))).toEqual(
      new Date("2027-06-11T00:30:00Z"),
    );
  });

  test("a night is due from its very instant, and not before the schedule was made", () => {
    const schedule = { cron: "30 1 * * *", timeZone: "UTC" };
    const at = new Date("2027-06-02T01:30:00Z");
    const before = new Date("2027-06-01T12:00:00Z");
    expect(lastDue(schedule, before, new Date(at.getTime() - 1))).toBeNull();
    expect(lastDue(schedule, before, at)).toEqual(at);
    expect(
      lastDue(schedule, new Date(at.getTime() + MINUTE), new Date(at.getTime() + 2 * MINUTE)),
    ).toBeNull();
  });
});

const wrong: [cron: string, zone: string, says: RegExp][] = [
  ["30 1 * *", "UTC", /five fields/],
  ["0 30 1 * * *", "UTC", /five fields/],
  ["61 1 * * *", "UTC", /'61 1 \* \* \*' cannot be used/],
  ["30 1 30 2 *", "UTC", /no such day/],
  ["30 1 * * *", "Europe/Londres", /no time zone/],
];
test.each(wrong)("a schedule of '%s' in %s is refused in words", (cron, timeZone, says) => {
  expect(() => checkSchedule({ cron, timeZone }, new Date("2027-01-01T00:00:00Z"))).toThrow(says);
});
