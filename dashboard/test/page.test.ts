import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Site } from "@crossing/config";
import { explain } from "@crossing/controller";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { en, zh } from "../src/index.ts";
import { type BuiltPage, builtPage } from "./built-page.ts";
import { type Fixture, startFixture } from "./fixture-server.ts";

const ROOM = join(import.meta.dirname, "..");
const SITE = JSON.parse(
  readFileSync(join(ROOM, "../config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
) as Site;

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (CHROMIUM === undefined)
  console.warn(
    "dashboard: the page tests are skipped: no Chromium in /usr/bin (apt install chromium)",
  );

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATIENT = { timeout: 20_000 };

const NUMBERS = { vehicles: 12, waiting: 12, oldest_s: 55, remaining_s: 15 };
const BUSY = { code: "extend-vehicle", numbers: NUMBERS } as const;
/** The picture of the page as PNG; kept in dist/shots for people to look at. */
const photograph = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: join(ROOM, "dist/shots", name) });

/** The longest texts that come in a usual cycle. */
const LONGEST: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "lang=en": { ".sentence": explain(BUSY, "en"), ".next strong": en.nextWhenEmpty(24) },
  "lang=zh": { ".sentence": explain(BUSY, "zh"), ".next strong": zh.nextAfterMinimum(15) },
};

describe.skipIf(CHROMIUM === undefined)("the live page", () => {
  let built: BuiltPage;
  let fixture: Fixture;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    built = await builtPage();
    fixture = await startFixture({ site: SITE, page: built.folder, startAt: 310 });
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ARGUMENTS });
    context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await fixture?.close();
    built?.remove();
  });

  /** Opens the page and waits for its sentence; `troubles` gathers what the browser complains about. */
  async function open(query: string): Promise<{ page: Page; troubles: readonly string[] }> {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    await page.goto(`${fixture.url}?still&${query}`);
    await page.locator(".sentence").waitFor(PATIENT);
    return { page, troubles };
  }

  test("says why in both languages, and remembers which one was chosen", async () => {
    const { page, troubles } = await open("lang=zh");
    expect(await page.locator(".sentence").textContent()).toMatch(/[\u4e00-\u9fff]/);
    expect(await page.locator("h1").textContent()).toBe(SITE.name.zh);
    await page.getByRole("button", { name: "EN" }).click();
    await expect.poll(() => page.locator("h1").textContent(), PATIENT).toBe(SITE.name.en);
    expect(await page.locator(".sentence").textContent()).not.toMatch(/[\u4e00-\u9fff]/);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.goto(fixture.url);
    await expect.poll(() => page.locator("h1").textContent(), PATIENT).toBe(SITE.name.en);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("clicked through and photographed, it shows a crossing by day and by night, and not a blank page", async () => {
    const { page, troubles } = await open("lang=en&theme=light");
    for (const tab of [en.views.cameras, en.views.drawing, en.views.both])
      await page.getByRole("button", { name: tab, exact: true }).first().click();
    const day = await photograph(page, "day.png");
    await page.goto(`${fixture.url}?still&lang=zh&theme=dark`);
    await page.locator(".sentence").waitFor(PATIENT);
    const night = await photograph(page, "night.png");
    // A blank page of this size is 6 kB.
    for (const picture of [day, night]) expect(picture.length).toBeGreaterThan(40_000);
    expect(day.equals(night)).toBe(false);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test.each([
    ["lang=en", 1440],
    ["lang=zh", 1440],
    ["lang=en", 390],
  ])(
    "keeps still while the sentence and what comes next change: %s, %i wide",
    async (query, width) => {
      const { page } = await open(query);
      await page.setViewportSize({ width, height: 900 });
      const heights = await page.evaluate((long) => {
        const heightWith = (place: string, text: string): number => {
          const copy = document.querySelector(".reason")!.cloneNode(true) as HTMLElement;
          document.querySelector(".reason")!.after(copy);
          copy.querySelector(place)!.textContent = text;
          const { height } = copy.getBoundingClientRect();
          copy.remove();
          return Math.round(height);
        };
        return [".sentence", ".next strong"].map((place) => [
          heightWith(place, "-"),
          heightWith(place, long[place]!),
        ]);
      }, LONGEST[query]!);
      for (const [short, long] of heights) expect(long).toBe(short);
      await page.close();
    },
  );

  test("fills the band of the last two minutes from the log at once", async () => {
    const { page } = await open("lang=en");
    const bars = page.locator(".band-row.vehicle .bar");
    await expect.poll(() => bars.count(), PATIENT).toBeGreaterThan(5);
    const label = await page.locator(".band svg[role=img]").getAttribute("aria-label");
    expect(label).toMatch(/[23] walks, vehicles had green for \d\d s/);
    expect(await page.locator(".band-row.vehicle .seconds").allTextContents()).toContain("24");
    await page.close();
  });

  test("does what the demo's buttons say, and tells what to look for", async () => {
    const { page } = await open("lang=en");
    await page.getByRole("button", { name: "+5 north kerb" }).click();
    await page.getByRole("button", { name: "press button, south kerb" }).click();
    await page.getByRole("button", { name: "+3 cars" }).click();
    await page.getByRole("button", { name: "Break: Camera A" }).click();
    await page.getByText("Camera A is cut.").waitFor(PATIENT);
    await page.locator(".pill.bad", { hasText: "Camera A: no picture" }).waitFor(PATIENT);
    await page.getByText("north kerb: not seen").waitFor(PATIENT);
    await page.getByRole("button", { name: "Repair: Camera A" }).click();
    await page.locator(".pill", { hasText: "Camera A sees" }).waitFor(PATIENT);
    expect(fixture.posted.map(({ body }) => body)).toEqual([
      { do: "people", zone: "A", count: 5 },
      { do: "button", zone: "B" },
      { do: "cars", count: 3 },
      { do: "break", what: "camera-A", broken: true },
      { do: "break", what: "camera-A", broken: false },
    ]);
    await page.close();
  });

  test("says of each camera whether it is believed, of each alarm what it is, and since when", async () => {
    const { page } = await open("lang=en");
    const lines = page.locator(".condition li");
    await expect.poll(() => lines.count(), PATIENT).toBe(2);
    expect(await lines.first().textContent()).toMatch(/^Camera A seessince \d\d:\d\d:\d\d$/);
    await page.getByRole("button", { name: "Break: Camera B" }).click();
    await page.locator(".condition li.bad", { hasText: "Camera B: no picture" }).waitFor(PATIENT);
    const doubt = page.locator(".condition li.warn", { hasText: "south kerb is not believed" });
    expect(await doubt.textContent(PATIENT)).toContain("no camera sees it");
    expect(await doubt.locator("time").getAttribute("datetime")).toMatch(/Z$/);
    await page.getByRole("button", { name: "Break: Cabinet cable" }).click();
    await page.locator(".condition li", { hasText: "Cabinet not heard" }).waitFor(PATIENT);
    await photograph(page, "condition.png");
    await page.getByRole("button", { name: "中文" }).click();
    await page.locator(".condition li", { hasText: "信号机无应答" }).waitFor(PATIENT);
    await page.locator(".condition li", { hasText: "摄像机 B：没有画面" }).waitFor(PATIENT);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.getByRole("button", { name: "修好：信号机电缆" }).click();
    await page.getByRole("button", { name: "修好：摄像机 B" }).click();
    await expect.poll(() => lines.count(), PATIENT).toBe(2);
    await page.close();
  });

  test("never draws a lamp that the cabinet does not confirm", async () => {
    const { page } = await open("lang=en");
    await expect.poll(() => page.locator(".lamp.lit").count(), PATIENT).toBe(4);
    await page.getByRole("button", { name: "Break: Modbus" }).click();
    await page.getByText("The cabinet does not say what it shows").waitFor(PATIENT);
    expect(await page.locator(".lamp.lit").count()).toBe(0);
    await page.getByRole("button", { name: "Repair: Modbus" }).click();
    await expect.poll(() => page.locator(".lamp.lit").count(), PATIENT).toBe(4);
    await page.close();
  });

  test("shows the cameras with their zones, and boxes for the people", async () => {
    const { page, troubles } = await open("lang=en");
    await page.getByRole("button", { name: "Both" }).click();
    await expect.poll(() => page.locator(".camera img").count(), PATIENT).toBe(2);
    expect(await page.locator(".area.zone polygon").count()).toBe(2);
    await page.locator(".found.person").first().waitFor({ state: "attached", timeout: 45_000 });
    expect(troubles).toEqual([]);
    await page.close();
  }, 90_000);

  test("says so when the stream is cut, and comes back by itself", async () => {
    const { page } = await open("lang=en");
    fixture.mute(true);
    await page.getByText("No news since").waitFor(PATIENT);
    expect(await page.locator(".page").getAttribute("class")).toContain("stale");
    fixture.mute(false);
    await page.getByText("No news since").waitFor({ state: "detached", timeout: 20_000 });
    await page.close();
  });

  test("takes control again only when asked twice", async () => {
    const { page } = await open("lang=en");
    const requests = () => fixture.posted.filter(({ path }) => path === "/api/v1/requests");
    fixture.withdraw();
    const button = page.getByRole("button", { name: "Take control again" });
    await button.click(PATIENT);
    expect(requests()).toEqual([]);
    await button.click(PATIENT);
    await expect
      .poll(() => requests().map(({ body }) => body), PATIENT)
      .toEqual([{ request: "resume" }]);
    await button.waitFor({ state: "detached", timeout: 20_000 });
    await page.close();
  });

  test("the log keeps to one class when asked", async () => {
    const { page } = await open("lang=en");
    await page.locator(".lines li").first().waitFor(PATIENT);
    await page.getByRole("button", { name: "decision" }).click();
    const classes = await page.locator(".lines .class").allTextContents();
    expect(new Set(classes)).toEqual(new Set(["decision"]));
    await page.close();
  });

  test.each(["lang=zh&theme=light", "lang=en&theme=dark"])(
    "axe finds nothing to object to (%s)",
    async (query) => {
      const { page } = await open(query);
      await page
        .getByRole("button", { name: query.includes("zh") ? "全部" : "Both" })
        .first()
        .click();
      await page.locator(".lines li").first().waitFor(PATIENT);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      await page.close();
    },
  );

  test("fits a phone: nothing to scroll sideways, the zebra in the middle", async () => {
    const { page } = await open("lang=zh");
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => page.locator(".plan svg").getAttribute("viewBox"), PATIENT)
      .toMatch(/^346 0 428 /);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await page.close();
  });
});
