import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportHtml } from "../report/index.ts";
import { reportData } from "./report-data.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
if (CHROMIUM === undefined)
  console.warn(
    "dashboard: the report's page tests are skipped: no Chromium in /usr/bin (apt install chromium)",
  );

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run"];
const LOOKS = [
  ["en", "light"],
  ["zh", "dark"],
] as const;

describe.skipIf(CHROMIUM === undefined)("a report in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ARGUMENTS });
  }, 60_000);
  afterAll(async () => browser?.close());

  /** Opens the report without any network; whatever it asks for is noted. */
  async function open(
    language: "en" | "zh",
    colorScheme: "light" | "dark",
    width = 1000,
  ): Promise<{ readonly page: Page; readonly asked: readonly string[] }> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 1400 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(reportHtml(reportData(), language));
    return { page, asked };
  }

  test.each([
    ["en", "light", 1000],
    ["zh", "dark", 390],
  ] as const)(
    "%s, %s, %i wide: nothing that axe finds, nothing asked of a network",
    async (language, scheme, width) => {
      const { page, asked } = await open(language, scheme, width);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(asked.filter((url) => !url.startsWith("about:"))).toEqual([]);
      await page.context().close();
    },
    90_000,
  );

  test.each(LOOKS)("%s, %s: no words of a chart are cut off", async (...look) => {
    const { page } = await open(...look);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<SVGSVGElement>("svg.chart")].flatMap((chart) => {
        const frame = chart.getBoundingClientRect();
        return [...chart.querySelectorAll("text")]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return (
              box.left < frame.left - 1 ||
              box.right > frame.right + 1 ||
              box.top < frame.top - 1 ||
              box.bottom > frame.bottom + 1
            );
          })
          .map((text) => text.textContent);
      }),
    );
    expect(cut).toEqual([]);
    await page.context().close();
  });

  test.each(LOOKS)("%s, %s: no label of a chart lies on another", async (...look) => {
    const { page } = await open(...look);
    const clashes = await page.evaluate(() =>
      [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
        const labels = [...chart.querySelectorAll("text.label")].map((label) => ({
          text: label.textContent,
          // A line is higher than its letters: what may not touch is the letters.
          box: ((box) => ({
            left: box.left + 1,
            right: box.right - 1,
            top: box.top + box.height * 0.25,
            bottom: box.bottom - box.height * 0.25,
          }))(label.getBoundingClientRect()),
        }));
        return labels.flatMap(({ text, box }, index) =>
          labels
            .slice(index + 1)
            .filter(
              (other) =>
                box.left < other.box.right &&
                other.box.left < box.right &&
                box.top < other.box.bottom &&
                other.box.top < box.bottom,
            )
            .map((other) => `${text} on ${other.text}`),
        );
      }),
    );
    expect(clashes).toEqual([]);
    await page.context().close();
  });

  test.each([1000, 390])("the page is not wider than a screen of %i", async (width) => {
    const { page } = await open("en", "light", width);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    await page.context().close();
  });

  test("prints in light on A4, however dark the screen is", async () => {
    const { page } = await open("en", "dark");
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const text = pdf.toString("latin1");
    const [, width, height] = /\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    expect(ink).toBe("rgb(24, 33, 31)");
    await page.context().close();
  });
});
