/** What the doctor makes of a machine: the limits of each finding, and that each says what to do. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { PILOT_SITE } from "../src/places.ts";
import { type Mount, disk, judged, mountOf } from "../src/doctor/disk.ts";
import { clock, memory, node, scheduling, watchdog } from "../src/doctor/machine.ts";
import { camera } from "../src/doctor/site.ts";
import { adapterOf } from "../src/process/adapter-file.ts";
import { withCabinetAddress } from "../src/process/cabinet-address.ts";
import { clockSync } from "../src/process/clock-sync.ts";
import { type Scheduler, policyOf, prefer } from "../src/process/scheduling.ts";
import { goodSite } from "../src/site-file.ts";

const dir = mkdtempSync(join(tmpdir(), "crossing-doctor-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const NOON = new Date("2026-11-21T12:00:00Z");
const mount = (...options: readonly string[]): Mount => ({ on: "/", kind: "ext4", options });

test.each([
  ["a Node that is too old", node("20.18.9"), "fail"],
  ["the oldest Node that will do", node("20.19.0"), "ok"],
  ["memory for one camera", memory(899), "warn"],
  ["memory enough", memory(900), "ok"],
  ["a clock of 1970", clock("unknown", new Date(0)), "warn"],
  ["a clock that the network has set", clock("synchronised", NOON), "ok"],
  ["a clock that waits for the network", clock("unsynchronised", NOON), "warn"],
  ["a clock nobody vouches for", clock("unknown", NOON), "warn"],
  ["no watchdog in the machine", watchdog(false), "warn"],
  ["a watchdog", watchdog(true), "ok"],
  ["a disk with 499 MB", judged("/log", 499, mount()), "warn"],
  ["a disk with 500 MB", judged("/log", 500, mount("rw", "data=ordered")), "ok"],
  ["a disk that loses data in a power cut", judged("/log", 9999, mount("data=writeback")), "warn"],
  ["a log in memory", judged("/log", 9999, { ...mount(), kind: "tmpfs" }), "warn"],
])("%s: %o", (_what, finding, state) => {
  expect(finding.state).toBe(state);
  expect(finding.todo === "").toBe(state === "ok");
});

test("the mount of a folder is the one with the longest name that leads to it", () => {
  const all = ["/", "/var", "/var/lib/crossing", "/var/li"].map((on) => ({ ...mount(), on }));
  expect(mountOf("/var/lib/crossing/log", all)?.on).toBe("/var/lib/crossing");
  expect(mountOf("/var/library", all)?.on).toBe("/var");
  expect(mountOf("/home", all)?.on).toBe("/");
});

test("a log folder that is not there, or is none, fails with what to do", async () => {
  writeFileSync(join(dir, "file"), "");
  for (const path of [join(dir, "nowhere"), join(dir, "file")]) {
    const finding = await disk(path);
    expect(finding).toMatchObject({ state: "fail", exit: 1 });
    expect(finding.todo).not.toBe("");
  }
});

test("a file that is no video fails, although it is there", async () => {
  const path = join(dir, "notes.mp4");
  writeFileSync(path, "notes");
  const { state, said } = await camera({ id: "A", source: path });
  // Without ffmpeg nobody can tell.
  expect([state, said.includes("no ffmpeg")]).toEqual(
    said.includes("no ffmpeg") ? ["ok", true] : ["fail", false],
  );
});

describe("the place of control before the others", () => {
  const asks = (fifo: string | null, nice: boolean): Scheduler => ({
    fifo: async () => fifo,
    nice: () => nice,
  });

  test.each([
    ["is given", asks(null, true), "fifo", /^null$/],
    ["is refused, nice is not", asks("Operation not permitted", true), "nice", /nice -10/],
    ["is refused altogether", asks("not found", false), "normal", /not found.*LimitRTPRIO=20/],
  ])("%s", async (_what, scheduler, wanted, words) => {
    const { scheduling: got, trouble } = await prefer(1, scheduler);
    expect(got).toBe(wanted);
    expect(String(trouble)).toMatch(words);
  });

  test("a process that is gone cannot have it, and that is said, not thrown", async () => {
    const { scheduling: got, trouble } = await prefer(2 ** 22 + 1);
    expect(got).toBe("normal");
    expect(trouble).not.toBe(null);
  });

  test("the kernel's word is read past names with spaces and brackets", () => {
    expect(policyOf(process.pid)).toBe(0);
    expect(policyOf(2 ** 22 + 1)).toBe(null);
  });

  test("the doctor tells either way", async () => {
    expect((await scheduling(async () => null)).state).toBe("ok");
    expect(await scheduling(async () => "no")).toMatchObject({
      state: "warn",
      todo: expect.stringContaining("LimitRTPRIO"),
    });
  });
});

describe("the time service", () => {
  const run = (...names: readonly string[]): string => {
    const path = mkdtempSync(join(dir, "run-"));
    for (const name of names) mkdirSync(join(path, name), { recursive: true });
    return path;
  };
  const chronySays = (said: "synchronised" | "unsynchronised" | null) => async () => said;

  test.each([
    ["nobody", run(), null, "unknown"],
    ["systemd, not set yet", run("systemd/timesync"), null, "unsynchronised"],
    ["systemd, set", run("systemd/timesync/synchronized"), null, "synchronised"],
    ["chrony, set", run("chrony"), "synchronised", "synchronised"],
    ["chrony, not set yet", run("chrony"), "unsynchronised", "unsynchronised"],
    ["chrony, that cannot be asked", run("chrony"), null, "unknown"],
  ] as const)("%s", async (_what, path, said, wanted) => {
    expect(await clockSync(path, chronySays(said))).toBe(wanted);
  });
});

describe("before control starts", () => {
  const { cabinet } = goodSite(PILOT_SITE);

  test.each([
    ["an address is kept", "10.0.0.7", "10.0.0.7"],
    ["an IPv6 address too", "::1", "::1"],
    ["a name is made an address", "cabinet.mill-lane", "10.1.2.3"],
  ])("%s", async (_what, host, wanted) => {
    const look = async (): Promise<{ address: string }> => ({ address: "10.1.2.3" });
    expect((await withCabinetAddress({ ...cabinet, host }, look)).host).toBe(wanted);
  });

  test("a name without an address is refused with what to do, exit 4", async () => {
    const look = async (): Promise<never> => {
      throw Object.assign(new Error("no"), { code: "ENOTFOUND" });
    };
    await expect(withCabinetAddress({ ...cabinet, host: "nowhere" }, look)).rejects.toMatchObject({
      exit: 4,
      message: expect.stringMatching(/nowhere.*ENOTFOUND.*IP address/),
    });
  });

  test("the wiring of plain I/O is found beside the site file, then among ours", () => {
    const plain = { ...cabinet, profile: "adapter", adapter: "wago-750.json" } as const;
    expect(adapterOf(plain, join(dir, "site.json"))).toMatchObject({ version: 1 });
    writeFileSync(join(dir, "wago-750.json"), "{}");
    expect(() => adapterOf(plain, join(dir, "site.json"))).toThrow(/wago-750.json: lamps/);
    expect(() => adapterOf({ ...plain, adapter: "x.json" }, null)).toThrow(/not found/);
    expect(adapterOf(cabinet, null)).toBe(null);
  });
});
