import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Site, ZonesDraft } from "@crossing/config";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltPage, builtPage } from "./built-page.ts";
import { type Fixture, startFixture } from "./fixture-server.ts";

const ROOM = join(import.meta.dirname, "..");
const SITE = JSON.parse(
  readFileSync(join(ROOM, "../config/sites/yudaihe-beixiaoyuan.json"), "utf8"),
) as Site;
const PATIENT = { timeout: 20_000 };
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (CHROMIUM === undefined)
  console.warn(
    "dashboard: the zone editor's tests are skipped: no Chromium in /usr/bin (apt install chromium)",
  );

describe.skipIf(CHROMIUM === undefined)("the zone editor", () => {
  let built: BuiltPage;
  let fixture: Fixture;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    built = await builtPage();
    const lanes = { ...SITE, cameras: SITE.cameras.map((camera) => ({ ...camera, lanes: [] })) };
    fixture = await startFixture({ site: lanes, page: built.folder, startAt: 10 });
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ARGUMENTS });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await fixture?.close();
    built?.remove();
  });

  async function open(query: string): Promise<{ page: Page; troubles: readonly string[] }> {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    await page.goto(`${fixture.url}?still&${query}#zones`);
    await page.locator(".corner").first().waitFor(PATIENT);
    return { page, troubles };
  }

  const drafts = (): readonly ZonesDraft[] =>
    fixture.posted.filter(({ path }) => path === "/api/v1/zones").map(({ body }) => body as never);
  const polygonOf = (page: Page) => page.locator("polygon.chosen").getAttribute("points");

  test("a corner is pulled by the mouse, taken back and made again", async () => {
    const { page, troubles } = await open("lang=en");
    const before = await polygonOf(page);
    const corner = page.getByRole("button", { name: /^Corner 1 of 4/ });
    const { x, y } = (await corner.boundingBox())!;
    await page.mouse.move(x + 12, y + 12);
    await page.mouse.down();
    await page.mouse.move(x - 60, y - 40, { steps: 5 });
    await page.mouse.up();
    const after = await polygonOf(page);
    expect(after).not.toBe(before);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await polygonOf(page)).toBe(before);
    await page.keyboard.press("Control+y");
    expect(await polygonOf(page)).toBe(after);
    expect(troubles).toEqual([]);
    await page.close();
  });

  test("everything can be done by keys alone, and is said aloud", async () => {
    const { page } = await open("lang=en");
    const corner = page.getByRole("button", { name: /^Corner 1 of 4: 27\.7 %/ });
    await corner.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    await page.getByRole("button", { name: /^Corner 1 of 4: 27\.9 % .* 64\.3 %/ }).waitFor(PATIENT);
    await page.locator(".unseen", { hasText: "27.9 % from the left, 64.3 %" }).waitFor({
      state: "attached",
      ...PATIENT,
    });
    await page.keyboard.press("+");
    expect(await page.locator(".corner").count()).toBe(6);
    await page.keyboard.press("Delete");
    expect(await page.locator(".corner").count()).toBe(5);
    await page.close();
  });

  test("what is drawn is checked by the crossing; what is wrong is told, what is good is saved", async () => {
    const { page } = await open("lang=en");
    const done = drafts().length;
    // The zone's first corner is pulled over its opposite side: the sides cross.
    const corner = page.getByRole("button", { name: /^Corner 1 of 4/ });
    await corner.focus();
    for (let n = 0; n < 25; n++) await page.keyboard.press("Shift+ArrowRight");
    await page.getByRole("button", { name: "Save into the site file" }).click();
    await page.getByText("its sides cross").waitFor(PATIENT);
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: "Delete this area" }).click();
    await page.getByRole("button", { name: "+ north kerb" }).click();
    await page.getByRole("button", { name: "Save into the site file" }).click();
    await page.getByText("It counts when the crossing is started again").waitFor(PATIENT);
    const [wrong, good] = drafts().slice(done);
    expect(wrong).toMatchObject({ camera: "A", save: true, base: "b1" });
    expect(good!.zones).toMatchObject([{ zone: "A", polygon: { length: 4 } }]);
    expect(good!.crosswalk).toEqual(SITE.cameras[0]!.crosswalk);
    await page.close();
  });

  test("the picture is there only while somebody has switched it on", async () => {
    const { page } = await open("lang=en");
    await page.locator(".zone-stage img").waitFor(PATIENT);
    const previews = fixture.posted.filter(({ path }) => path === "/api/v1/preview");
    expect(previews).toEqual([]);
    await page.getByRole("button", { name: "Hold the picture still" }).click();
    const held = await page.locator(".zone-stage img").getAttribute("src");
    await page.waitForTimeout(600);
    expect(await page.locator(".zone-stage img").getAttribute("src")).toBe(held);
    await page.close();
  });

  test.each(["lang=zh&theme=light", "lang=en&theme=dark"])(
    "axe finds nothing to object to (%s)",
    async (query) => {
      const { page, troubles } = await open(query);
      await page.locator(".zone-stage img").waitFor(PATIENT);
      await page.screenshot({ path: join(ROOM, `dist/shots/zones-${query.slice(5, 7)}.png`) });
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(troubles).toEqual([]);
      await page.close();
    },
  );
});
