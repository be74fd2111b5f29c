/**
 * The how-to on tuning, run from beginning to end: `npm run docs:tune`.
 *
 * Runs every command of docs/how-to/tune-a-crossing.md as it is written, in a folder of its own, writes what each says
 * into the block below it, and takes the pictures. Needs Chromium (Debian: apt install chromium fonts-noto-cjk).
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const HOUSE = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(HOUSE, "docs/how-to/tune-a-crossing.md");
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run"];
/** A block of commands, and the block of what they say, if there is one. */
const BLOCKS = /```sh\n([\s\S]*?)```(\n\n```text\n)?[\s\S]*?(?=```)/g;

if (!existsSync(BROWSER)) {
  console.error(`tune: ${BROWSER} is missing; install chromium, or name another one in CHROMIUM`);
  process.exit(6);
}

const desk = mkdtempSync(join(tmpdir(), "tune-"));
try {
  layOut(desk);
  writeFileSync(PAGE, worked(readFileSync(PAGE, "utf8")));
  await takePictures(join(desk, "tuning"));
} finally {
  rmSync(desk, { recursive: true, force: true });
}

/** A folder that looks like the root of the repository; `npx crossing` is this repository's. */
function layOut(folder) {
  for (const part of ["config", "docs"]) symlinkSync(join(HOUSE, part), join(folder, part));
  mkdirSync(join(folder, "bin"));
  const main = join(HOUSE, "cli/dist/main.js");
  const npx = `#!/bin/sh\nshift\nexec '${process.execPath}' '${main}' "$@"\n`;
  writeFileSync(join(folder, "bin/npx"), npx, { mode: 0o755 });
}

/** The page with what its commands say now. */
function worked(page) {
  return page.replaceAll(BLOCKS, (block, commands, opening) => {
    const said = run(commands);
    if (opening === undefined) return block;
    return `\`\`\`sh\n${commands}\`\`\`${opening}${said}`;
  });
}

function run(commands) {
  console.log(commands.trimEnd());
  const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", commands], {
    cwd: desk,
    env: { ...process.env, PATH: `${join(desk, "bin")}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`tune: exit ${status}\n${commands}${stdout}`);
  return stdout;
}

async function takePictures(tuning) {
  const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
  const page = await browser.newPage({ viewport: { width: 1000, height: 1000 } });
  await page.goto(pathToFileURL(join(tuning, "patience.svg")).href);
  await picture(page.locator("svg"), "tune-patience.png");
  await page.goto(pathToFileURL(join(tuning, "wanted.html")).href);
  const titled = (title) =>
    page.locator("section", { has: page.locator("h2", { hasText: title }) });
  await picture(page, "tune-report.png");
  await picture(titled("What vehicles lose").locator(".together"), "tune-front.png");
  await picture(titled("What the signal does"), "tune-bands.png");
  await browser.close();
}

async function picture(of, file) {
  await of.screenshot({ path: join(HOUSE, "docs/images", file) });
  console.log(`docs/images/${file}`);
}
