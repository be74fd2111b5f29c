/** The files of config/deploy: what the unit promises, and what the tools of systemd make of it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { PILOT_SITE, ROOT } from "../src/places.ts";
import { HOME, SITE_FILE, SYSTEM_FILES } from "../src/service/machine.ts";

const DEPLOY = join(ROOT, "config/deploy");
const unit = readFileSync(join(DEPLOY, "crossing.service"), "utf8");
const root = mkdtempSync(join(tmpdir(), "crossing-deploy-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The highest that `systemd-analyze security` may say, of 10. */
const EXPOSURE_MAX = 2.5;
const hasAnalyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
const lack = hasAnalyze ? "" : " (skipped: this machine has no systemd-analyze)";

test.skipIf(!hasAnalyze)(`the unit is exposed by ${EXPOSURE_MAX} at most${lack}`, () => {
  const args = ["security", "--offline=yes", "--no-pager", join(DEPLOY, "crossing.service")];
  const { stdout } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
  const level = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1];
  expect(Number(level)).toBeGreaterThan(0);
  expect(Number(level)).toBeLessThanOrEqual(EXPOSURE_MAX);
});

test.skipIf(!hasAnalyze)(`systemd knows every word of the unit${lack}`, () => {
  const args = ["verify", "--man=no", join(DEPLOY, "crossing.service")];
  const { stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
  const complaints = stderr
    .split("\n")
    .filter((line) => line.includes("crossing.service"))
    // The programs are on the box only.
    .filter((line) => !line.includes("is not executable"));
  expect(complaints).toEqual([]);
});

test.each([
  ["the service is watched by completed ticks alone", /^Type=notify$/m],
  ["systemd takes the beat from a child", /^NotifyAccess=all$/m],
  ["a hung supervisor is killed after 15 s", /^WatchdogSec=15$/m],
  ["it is started again whatever ended it", /^Restart=always$/m],
  ["and for ever", /^StartLimitIntervalSec=0$/m],
  ["control may have SCHED_FIFO 20", /^LimitRTPRIO=20$/m],
  ["a control that spins under it is killed", /^LimitRTTIME=1s$/m],
  ["one process out of memory does not take the others along", /^OOMPolicy=continue$/m],
  ["no picture is left in a core dump", /^LimitCORE=0$/m],
])("%s", (_what, line) => {
  expect(unit).toMatch(line);
});

test("realtime is not forbidden, nor the kernel's clock waited for", () => {
  expect(unit).not.toMatch(/^RestrictRealtime=yes/m);
  expect(unit).not.toMatch(/^(After|Requires|Wants)=.*(network-online|time-sync)/m);
});

test("the unit and the installer mean the same places", () => {
  expect(unit).toContain(`${HOME}/current/cli/dist/main.js run ${SITE_FILE}`);
  expect(unit).toContain(`${HOME}/gate/gate.js before ${HOME} ${SITE_FILE}`);
  expect(SYSTEM_FILES.filter(([file]) => !existsSync(join(DEPLOY, file)))).toEqual([]);
});

const isBuilt = existsSync(join(ROOT, "cli/dist/service/gate.js"));

test.skipIf(!isBuilt)("install.sh, dry, in an empty root: says all and writes nothing", () => {
  const args = ["--dry-run", "--root", join(root, "box"), "--site", PILOT_SITE];
  const { status, stdout } = spawnSync(join(DEPLOY, "install.sh"), args, { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout).toContain("would write /etc/systemd/system/crossing.service");
  expect(existsSync(join(root, "box"))).toBe(false);
});
