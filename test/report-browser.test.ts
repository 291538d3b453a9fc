import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderReport } from "../scripts/report/index.js";
import { makeArchive } from "./report-archive.js";

const CHROMIUM = [
  process.env.CHROMIUM_PATH ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((path) => path !== "" && existsSync(path));

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PHONE = { width: 375, height: 700 };
const DESK = { width: 1100, height: 800 };

if (CHROMIUM === undefined) {
  process.stderr.write(
    "report in a browser: skipped, no Chromium found (install chromium, or set CHROMIUM_PATH)\n",
  );
}

describe.skipIf(CHROMIUM === undefined)("the report in a real browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "boardsense-report-"));
  const problems: string[] = [];
  const requests: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // Enough meetings that the lists of quotes and meetings begin closed.
    const file = join(folder, "report.html");
    writeFileSync(file, await renderReport(makeArchive({ bodies: 12, meetings: 240 })));
    browser = await chromium.launch({ executablePath: CHROMIUM as string, args: FLAGS });
    page = await browser.newPage({ viewport: DESK });
    page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("it says nothing on the console and asks the network for nothing", () => {
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
    expect(requests.filter((url) => url.startsWith("file:"))).toHaveLength(1);
  });

  test("every link lands on an element of the page", async () => {
    const dead = await page.evaluate<string[]>(`
      [...document.querySelectorAll("a[href]")]
        .map((link) => link.getAttribute("href") ?? "")
        .filter((href) => !href.startsWith("#") || document.getElementById(href.slice(1)) === null)`);
    expect(dead).toEqual([]);
  });

  test("following a number opens its list and shows its quotes", async () => {
    await page.setViewportSize(DESK);
    const cell = page.locator("#table-within tr.part td a[href*='sensing']").first();
    await cell.focus();
    await page.keyboard.press("Enter");
    const id = await page.evaluate<string>("decodeURIComponent(location.hash.slice(1))");
    expect(id).toContain("orientation");
    const quote = page.locator(`[id="${id}"] blockquote`).first();
    await expect.poll(() => quote.isVisible()).toBe(true);
    const top = await page.locator(`[id="${id}"]`).evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(-1);
    expect(top).toBeLessThan(DESK.height);
    expect(await page.locator(`[id="${id}"] .where`).first().textContent()).toMatch(/page \d+/);
  });

  test("it fits a phone without scrolling sideways", async () => {
    await page.setViewportSize(PHONE);
    const width = await page.evaluate<number>(`
      for (const details of document.querySelectorAll("details")) details.open = true;
      document.documentElement.scrollWidth`);
    expect(width).toBe(PHONE.width);
  });

  test("with the keyboard alone one reaches the contents, the report and its tables", async () => {
    await page.setViewportSize(DESK);
    await page.evaluate(`history.replaceState(null, "", location.pathname); scrollTo(0, 0);`);
    await page.reload();
    await page.keyboard.press("Tab");
    const first = await page.evaluate<string>("document.activeElement.textContent");
    expect(first).toBe("Skip to the report");
    expect(
      await page.evaluate<number>("document.activeElement.getBoundingClientRect().left"),
    ).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const inMain = await page.evaluate<boolean>(
      `document.querySelector("main").contains(document.activeElement)`,
    );
    expect(inMain).toBe(true);
    const outline = await page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle");
    expect(outline).toBe("solid");
  });

  test("plots and tables have names for those who do not see them", async () => {
    const unnamed = await page.evaluate(`({
      plots: [...document.querySelectorAll("svg")].filter((svg) => !svg.getAttribute("aria-label")).length,
      tables: [...document.querySelectorAll("table")].filter((table) => table.caption === null).length,
      headings: [...document.querySelectorAll("th")].filter((heading) => !heading.scope).length,
    })`);
    expect(unnamed).toEqual({ plots: 0, tables: 0, headings: 0 });
  });

  test("it prints on A4, and no table is wider than the paper", async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const text = pdf.toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
    expect(Math.round(Number(width))).toBe(595);
    expect(Math.round(Number(height))).toBe(842);
    await page.emulateMedia({ media: "print" });
    // 178 mm between the margins, at 96 pixels an inch.
    await page.setViewportSize({ width: 673, height: 900 });
    const wide = await page.evaluate<string[]>(`
      [...document.querySelectorAll("table, svg")]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.id || element.getAttribute("aria-label"))`);
    await page.emulateMedia({ media: null });
    expect(wide).toEqual([]);
  });
});
