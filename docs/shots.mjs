/**
 * The screenshots of the README: `npm run docs:shots`.
 *
 * Starts the demo on a free port, lets people walk up, waits until the crossing explains why it holds, and takes the
 * page as a person would see it. Needs Chromium (Debian: apt install chromium fonts-noto-cjk).
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HOUSE = fileURLToPath(new URL("..", import.meta.url));
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
];
const HOLDING = ["hold-min-green", "extend-vehicle", "committed"];

if (!existsSync(BROWSER)) {
  console.error(`shots: ${BROWSER} is missing; install chromium, or name another one in CHROMIUM`);
  process.exit(6);
}

const demo = spawn(process.execPath, ["cli/dist/main.js", "demo", "--port", "0"], { cwd: HOUSE });
let said = "";
demo.stdout.on("data", (text) => (said += text));
demo.stderr.on("data", (text) => (said += text));

try {
  const url = await until(() => /page\s+(http:\S+)/.exec(said)?.[1], 30);
  const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  await shot(browser, url, { lang: "en", theme: "light", file: "live-en.png" });
  await shot(browser, url, { lang: "zh", theme: "dark", file: "live-zh.png" });
  await browser.close();
} finally {
  demo.kill("SIGINT");
}

async function shot(browser, url, { lang, theme, file }) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1180 } });
  await page.goto(`${url}/?lang=${lang}&theme=${theme}&still`);
  await page
    .getByRole("button", { name: lang === "zh" ? "全部" : "Both", exact: true })
    .first()
    .click();
  // After a start the eyes are believed once they have seen for half a minute.
  await until(async () => {
    const { interval, mode } = await state(url);
    return interval === "vehicle-green" && mode === "normal";
  }, 120);
  for (const [zone, count] of [
    ["A", 3],
    ["B", 2],
  ])
    await page.request.post(`${url}/api/v1/demo`, { data: { do: "people", zone, count } });
  await page.request.post(`${url}/api/v1/demo`, { data: { do: "cars", count: 6 } });
  await until(async () => {
    const { waiting, reason } = await state(url);
    return waiting.A + waiting.B >= 4 && HOLDING.includes(reason.code);
  }, 60);
  await page.waitForTimeout(700);
  await page.screenshot({ path: fileURLToPath(new URL(`images/${file}`, import.meta.url)) });
  console.log(`docs/images/${file}`);
  await page.close();
}

async function state(url) {
  return (await fetch(`${url}/api/v1/state`)).json();
}

async function until(found, seconds) {
  for (let tick = 0; tick < seconds * 10; tick++) {
    const value = await found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`shots: waited ${seconds} s in vain; the demo said:\n${said}`);
}
