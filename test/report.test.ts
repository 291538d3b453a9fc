import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SetReport } from "../pipeline/agreement/index.js";
import { countInnovations, halfYearsRead, notInUse } from "../scripts/report/counts.js";
import { idOf } from "../scripts/report/document.js";
import { escapeHtml, escapeMarkdown } from "../scripts/report/escape.js";
import { entriesPerNumber, shortenQuote, showInPassage } from "../scripts/report/evidence.js";
import { sayGaps, UNDATED } from "../scripts/report/half-years.js";
import { openReport, renderReport } from "../scripts/report/index.js";
import { balanceOf, shareOf } from "../scripts/report/intervals.js";
import { parseScores, readErrorRates } from "../scripts/report/read-error-rates.js";
import { dropSharedFolder } from "../scripts/report/sources.js";
import { scoresOfModel } from "../scripts/training/scores.js";
import { makeArchive } from "./report-archive.js";

const SMALL = makeArchive({ bodies: 6, meetings: 72 });
const MEGABYTE = 1_000_000;

/** Ids and fragment links of a page. */
function linksOf(html: string): { ids: string[]; targets: string[] } {
  return {
    ids: [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] as string),
    targets: [...html.matchAll(/href="#([^"]*)"/g)].map((match) => match[1] as string),
  };
}

describe("the report as HTML", () => {
  test("every link lands on an element, and no id is given twice", async () => {
    const { ids, targets } = linksOf(await renderReport(SMALL));
    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  });

  test("the same archive gives the same bytes", async () => {
    const again = makeArchive({ bodies: 6, meetings: 72 });
    expect(await renderReport(again)).toBe(await renderReport(SMALL));
  });

  test("nothing is fetched and no script runs", async () => {
    const html = await renderReport(SMALL);
    expect(html).not.toMatch(/<script|\son\w+="|javascript:|@import|<link[^>]+href="(?!data:,)/i);
    expect(html.replace(/xmlns(:\w+)?="[^"]*"/g, "")).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test("the published figures stand beside those of the archive", async () => {
    const html = await renderReport(SMALL);
    for (const published of ["144", "73", "14", "62", "56", "26", "793", "71"]) {
      expect(html).toContain(`<td>${published}</td>`);
    }
    expect(html).toContain("the parents have no published value");
  });

  test("the caveats are on the first page", async () => {
    const html = await renderReport(SMALL);
    const firstPage = html.slice(0, html.indexOf('<section id="innovations"'));
    for (const said of [
      "A machine coded these passages",
      "model-coded gold; not validated on minutes of NHS hospital boards",
      "The counting rule differs",
      "our own step, not the study’s",
      "not always an accurate record",
      "Not validated at all",
      "1 file was not coded",
    ]) {
      expect(firstPage).toContain(said);
    }
  });

  test("a half-year with minutes and without innovations is a zero, one without minutes has no column", async () => {
    const model = { ...SMALL, innovations: SMALL.innovations.filter(({ domain }) => domain !== "safety") };
    const html = await renderReport(model);
    const row =
      /<tr class="part"><th scope="row" class="words short">Safety<\/th>(.*?)<\/tr>/.exec(html)?.[1] ?? "";
    expect(row.match(/<td>0 \(0\)<\/td>/g)).toHaveLength(halfYearsRead(model.meetings).length + 1);
    expect(html).not.toContain("Jul–Dec 2031");
  });

  test("an archive without anything is still a report", async () => {
    const empty = makeArchive({ bodies: 0, meetings: 0 });
    const html = await renderReport({
      ...empty,
      codedAt: null,
      outcomes: [],
      filesNotCoded: [],
      versions: [],
      frames: [],
      codes: [],
      codeQuotes: [],
      errorRates: null,
    });
    expect(html).toContain("No minutes were read");
    const { ids, targets } = linksOf(html);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test("text of a PDF cannot become markup, whatever it holds", async () => {
    const bad = '</blockquote><script>alert("x")</script>\u0000\ud800';
    const model = structuredClone(SMALL);
    for (const quote of model.orientationQuotes)
      Object.assign(quote, { quote: bad, passage: `x ${bad} y`, itemTitle: bad, source: bad });
    for (const innovation of model.innovations) innovation.label = bad;
    for (const organisation of model.organisations) organisation.name = bad;
    for (const meeting of model.meetings) meeting.source = bad;
    const html = await renderReport(model);
    expect(html).not.toContain("<script");
    expect(html).not.toMatch(/\p{Surrogate}|[^\P{Cc}\n]/u);
    expect((html.match(/<blockquote>/g) ?? []).length).toBe((html.match(/<\/blockquote>/g) ?? []).length);
  });

  test("headings never skip a level", async () => {
    const levels = [...(await renderReport(SMALL)).matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level, n) => n > 0 && level > (levels[n - 1] as number) + 1)).toEqual([]);
  });

  test("a study-sized archive stays below 10 MB, and a number shows some of its quotes", async () => {
    const html = await renderReport(makeArchive({ bodies: 71, meetings: 852 }));
    expect(Buffer.byteLength(html)).toBeLessThan(10 * MEGABYTE);
    expect(html).toMatch(/\d+ of \d+ passages are shown. To list all of them:/);
  });
});

describe("the other formats", () => {
  test("Markdown has the same tables, and every link lands", async () => {
    const text = await renderReport(SMALL, "md");
    expect(text).toContain("| Domain: productivity | 73 |");
    const ids = new Set([...text.matchAll(/<a id="([^"]*)">/g)].map((match) => match[1]));
    const targets = [...text.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1] as string);
    expect(targets.length).toBeGreaterThan(100);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });

  test("JSON holds the rows and the study's figures", async () => {
    const read = JSON.parse(await renderReport(SMALL, "json"));
    expect(read.study.innovations).toBe(144);
    expect(read.meetings).toHaveLength(72);
  });
});

describe("counting", () => {
  test("the period decides by the day that counts, not by the first mention", () => {
    const [first] = SMALL.innovations;
    if (first === undefined) throw new Error("The archive has no innovation.");
    const innovation = {
      ...first,
      firstMentioned: "2010-03-01",
      firstInUse: "2010-09-01",
      firstImplementedOrEvaluated: null,
    };
    const until = (toDate: string) => ({ organisationCode: null, fromDate: null, toDate });
    expect(countInnovations([innovation], "in use", until("2010-06-30"))).toEqual([]);
    expect(notInUse([innovation], until("2010-06-30"))).toEqual([innovation]);
    expect(countInnovations([innovation], "in use", until("2010-12-31"))).toEqual([
      { innovation, halfYear: "2010-H2" },
    ]);
    expect(notInUse([innovation], until("2010-12-31"))).toEqual([]);
    expect(countInnovations([innovation], "strict", until("2010-12-31"))).toEqual([]);
  });

  test("domains, half-years and bodies add up to the same total", () => {
    const counted = countInnovations(SMALL.innovations, "in use", SMALL.scope);
    const read = halfYearsRead(SMALL.meetings);
    expect(counted.every(({ halfYear }) => read.includes(halfYear))).toBe(true);
    expect(counted.length).toBe(SMALL.innovations.filter(({ firstInUse }) => firstInUse !== null).length);
  });

  test("Wilson's interval holds the share and agrees with published values", () => {
    // Newcombe 1998, table I: 81 of 263 and 15 of 148.
    expect(shareOf(81, 263)?.low).toBeCloseTo(0.2553, 4);
    expect(shareOf(81, 263)?.high).toBeCloseTo(0.3662, 4);
    expect(shareOf(15, 148)?.low).toBeCloseTo(0.0624, 4);
    expect(shareOf(15, 148)?.high).toBeCloseTo(0.1605, 4);
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (part, rest) => {
        const share = shareOf(part, part + rest);
        if (share === null) return part + rest === 0;
        return (
          share.low <= share.value + 1e-12 &&
          share.value <= share.high + 1e-12 &&
          share.low >= 0 &&
          share.high <= 1
        );
      }),
    );
    expect(balanceOf(0, 0)).toBeNull();
    expect(balanceOf(3, 1)?.value).toBe(0.5);
  });
});

describe("what keeps the file small and safe", () => {
  test("the quotes of all numbers together stay within the budget, where two entries each are not more", () => {
    const entries = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(entries, { maxLength: 60 }),
        fc.integer({ min: 1, max: 2000 }),
        (numbers, budget) => {
          const quotesAt = (limit: number) =>
            numbers.flatMap((own) => own.slice(0, limit)).reduce((a, b) => a + b, 0);
          return quotesAt(entriesPerNumber(numbers, budget)) <= Math.max(budget, quotesAt(2));
        },
      ),
    );
  });

  test("a long quote keeps its beginning and its end, a short one is whole", () => {
    expect(shortenQuote("The Board noted the report.")).toBe("The Board noted the report.");
    const long = `Start ${"word 💷 ".repeat(200)}end`;
    expect(shortenQuote(long)).toMatch(/^Start .* \[…\] .* end$/su);
    expect(shortenQuote("💷".repeat(400)).isWellFormed()).toBe(true);
  });

  test("a quote of few words stands in its passage, of which what is shown is a slice", () => {
    expect(showInPassage("asked", "The Chair asked why.")).toEqual({
      before: "The Chair ",
      quote: "asked",
      after: " why.",
    });
    expect(showInPassage("gone", "Other words.")).toEqual({ before: "", quote: "gone", after: "" });
    const { before, after } = showInPassage("HERE", `${"word ".repeat(200)}HERE${" word".repeat(200)}`);
    expect(before).toMatch(/^\[…\] (word )+$/);
    expect(after).toMatch(/^( word)+ \[…\]$/);
  });

  test("escaped text has no character that HTML or a Markdown table reads as its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|\p{Surrogate}|[^\P{Cc}\t\n\r]/u);
        expect(escapeMarkdown(text)).not.toMatch(/[<>\n]|(^|[^\\])(\\\\)*\|/u);
      }),
    );
  });

  test("different names give different ids, all of them safe in a link", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(idOf("x", a)).toMatch(/^[A-Za-z0-9._-]*$/);
        expect(idOf("x", a) === idOf("x", b)).toBe(a === b);
      }),
    );
  });

  test("a file is named without the folder that all files share", () => {
    const rename = dropSharedFolder(["/somewhere/a/minutes/x/1.pdf", "/somewhere/a/minutes/y/2.pdf"]);
    expect(rename("/somewhere/a/minutes/x/1.pdf")).toBe("x/1.pdf");
    expect(dropSharedFolder(["/somewhere/a/1.pdf"])("/somewhere/a/1.pdf")).toBe("1.pdf");
    expect(dropSharedFolder([])("1.pdf")).toBe("1.pdf");
    expect(dropSharedFolder(["/a/1.pdf", "https://b/2.pdf"])("https://b/2.pdf")).toBe("https://b/2.pdf");
  });
});

describe("the errors beside the counts", () => {
  const REPORT: SetReport = {
    set: "real",
    passages: 676,
    bodies: ["one", "two"],
    codes: [],
    choices: [
      {
        name: "domain",
        units: 8,
        accuracy: 0.625,
        macroF1: null,
        kappa: null,
        values: ["productivity", "safety"],
        confusion: [
          [3, 1],
          [2, 2],
        ],
      },
    ],
  };

  test("what training measured is what the report reads, real minutes first", () => {
    const written = scoresOfModel("default@3", [{ ...REPORT, set: "constructed" }, REPORT]);
    const rates = parseScores(JSON.stringify(written));
    expect(rates?.modelVersion).toBe("default@3");
    expect(rates?.sets.map(({ name }) => name)).toEqual(["real", "constructed"]);
    expect(rates?.sets[0]?.choices.domain).toEqual({ right: 0.625, passages: 8 });
    expect(rates?.sets[0]?.byCode.domain_safety).toMatchObject({
      precision: { value: 2 / 3 },
      recall: { value: 0.5 },
      positives: 4,
    });
  });

  test("the scores that ship are read", () => {
    const rates = readErrorRates();
    for (const code of ["mention", "problem_sensing", "comfort_seeking", "p1", "domain_safety"]) {
      expect(rates?.sets[0]?.byCode[code], code).toBeDefined();
    }
    expect(rates?.sets[0]?.name).toMatch(/^real/);
  });

  test("without scores the report says that the error is unknown", async () => {
    expect(parseScores(JSON.stringify({ modelVersion: "default@1", sets: [] }))).toBeNull();
    expect(await renderReport({ ...SMALL, errorRates: null })).toContain(
      "the error of every count below is unknown",
    );
  });
});

describe("plots", () => {
  test("a caption says which half-years the axis leaves out, and nothing where there are none", () => {
    expect(sayGaps(["2010-H1", "2010-H2", "2011-H1"])).toBe("");
    expect(sayGaps(["2010 H2", "2011 H2"])).toBe(" The axis leaves out 1 half-year without minutes.");
    expect(sayGaps(["2010-H1", "2012-H1", UNDATED])).toBe(
      " The axis leaves out 3 half-years without minutes.",
    );
    expect(sayGaps([])).toBe("");
  });

  test("each plot of the report is a file of its own that stands by itself", async () => {
    const report = await openReport(SMALL);
    const { plots } = report;
    const html = report.write("html");
    expect(plots.length).toBe(html.match(/<figure id=/g)?.length);
    expect(new Set(plots.map(({ file }) => file)).size).toBe(plots.length);
    for (const { svg } of plots) {
      expect(svg).toMatch(/^<svg [^>]*xmlns="http/);
      expect(svg).not.toMatch(/var\(--|url\(http/);
    }
    const domains = plots.find(({ file }) => file === "figure-domains.svg")?.svg;
    expect(domains, "its legend lies in the file").toMatch(
      />In use<[\s\S]*>Strict: implemented or evaluated</,
    );
  });
});
