/**
 * Makes sure that what a command needs is there: packages, built programs, built page, model.
 *
 *   node cli/bin/ensure.mjs --for start|test|build
 *
 * Plain JavaScript with nothing but Node's own modules, because it runs before anything is installed.
 * Says what it does and how long that usually takes; does nothing that is already done.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NODE_WANTED = [20, 19];
// npm writes the two lock files of one installation a moment apart, in either order.
const SAME_INSTALL_MS = 10_000;

const purpose = process.argv[process.argv.indexOf("--for") + 1];
if (!["start", "test", "build"].includes(purpose)) {
  stop(2, "usage: node cli/bin/ensure.mjs --for start|test|build");
}

checkNode();
installPackages();
buildPrograms();
if (purpose !== "build") {
  buildPage();
  buildModel();
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = NODE_WANTED;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  stop(
    1,
    `Node ${process.versions.node} is too old: ${NODE_WANTED.join(".")} or newer is needed; see https://nodejs.org or: nvm install`,
  );
}

function installPackages() {
  const installed = modified("node_modules/.package-lock.json");
  if (installed > 0 && installed + SAME_INSTALL_MS >= modified("package-lock.json")) return;
  say("installing packages (npm ci; usually under a minute) ...");
  const [npm, ...args] = npmCommand();
  must(run(npm, [...args, "ci"]), "npm ci failed; its message above says why");
}

/** npm itself when it runs us, else whatever npm is in the path. */
function npmCommand() {
  const cli = process.env["npm_execpath"];
  return cli !== undefined && /npm-cli\.(c|m)?js$/.test(cli) ? [process.execPath, cli] : ["npm"];
}

function buildPrograms() {
  if (!existsSync(join(ROOT, "cli/dist/main.js"))) say("building (usually 5 to 10 s) ...");
  must(
    run(process.execPath, ["node_modules/typescript/bin/tsc", "-b"]),
    "the build failed; the messages above say where",
  );
}

function buildPage() {
  const sources = [
    "dashboard/src",
    "dashboard/public",
    "dashboard/index.html",
    "dashboard/vite.config.ts",
  ];
  const shared = ["config/src", "controller/src/core"];
  const newest = Math.max(...[...sources, ...shared].map(newestIn));
  if (modified("dashboard/dist/web/index.html") > newest) return;
  say("building the page (usually 5 s) ...");
  const [npm, ...args] = npmCommand();
  must(
    run(npm, [...args, "run", "build", "--silent", "--workspace", "@crossing/dashboard"]),
    "building the page failed; the messages above say where",
  );
}

/** Without the model the crossing still runs, blind; so this is no reason to stop. The builder does nothing where both models are there and of this version. */
function buildModel() {
  const models = join(ROOT, "models");
  const found = existsSync(models) && readdirSync(models).some((file) => file.endsWith(".onnx"));
  if (!found) say("fetching and converting the model (once; usually 20 s) ...");
  if (run(process.execPath, ["vision/dist/models/build.js", "--int8"], !found)) return;
  say(
    purpose === "start"
      ? "no model: the street runs without sight, everybody is assumed to be waiting. Later: npm run models:build"
      : "no model: tests that need it are skipped. Later: npm run models:build",
  );
}

function run(command, args, aloud = true) {
  const stdio = aloud ? "inherit" : ["inherit", "inherit", "pipe"];
  const { status, error, stderr } = spawnSync(command, args, { cwd: ROOT, stdio });
  if (status !== 0 && stderr !== null) process.stderr.write(stderr);
  if (error) say(`${command}: ${error.message}`);
  return status === 0;
}

/** When a file was last changed, ms; 0 when it is not there. */
function modified(path) {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The newest change in a file or in a whole folder, ms. */
function newestIn(path) {
  const whole = join(ROOT, path);
  if (!statSync(whole, { throwIfNoEntry: false })?.isDirectory()) return modified(path);
  const files = readdirSync(whole, { recursive: true }).map((file) => join(path, String(file)));
  return Math.max(0, ...files.map(modified));
}

function must(done, otherwise) {
  if (!done) stop(1, otherwise);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(exit, line) {
  say(line);
  process.exit(exit);
}
