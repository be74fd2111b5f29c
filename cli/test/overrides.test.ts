import { readFileSync } from "node:fs";
import { type Site, siteSchema } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { Refusal } from "../src/exit.ts";
import { type Overrides, overridden } from "../src/overrides.ts";
import { PILOT_SITE } from "../src/places.ts";
import { freePort, hostPort, isLoopback } from "../src/ports.ts";

const pilot: Site = siteSchema.parse(JSON.parse(readFileSync(PILOT_SITE, "utf8")));

describe("the command line goes before the site file", () => {
  test("in its cameras, by zone", () => {
    const { cameras } = overridden(pilot, { camera: ["B=people.mp4", "A=rtsp://h/x?a=b"] });
    expect(cameras.map(({ id, source }) => [id, source])).toEqual([
      ["A", "rtsp://h/x?a=b"],
      ["B", "people.mp4"],
    ]);
  });

  test("in cabinet, broker and page, and nowhere else", () => {
    const site = overridden(pilot, {
      modbus: "10.0.0.7:502",
      mqtt: "mqtts://city:8883",
      http: "127.0.0.1:9000",
    });
    expect(site).toEqual({
      ...pilot,
      cabinet: { ...pilot.cabinet, host: "10.0.0.7", port: 502 },
      mqtt: { ...pilot.mqtt, url: "mqtts://city:8883" },
      http: { ...pilot.http, host: "127.0.0.1", port: 9000 },
    });
  });

  test.each<[Overrides, RegExp]>([
    [{ camera: ["people.mp4"] }, /wanted <zone>=<source>/],
    [{ camera: ["A="] }, /wanted <zone>=<source>/],
    [{ camera: ["C=people.mp4"] }, /no camera looks at C; zones: A, B/],
    [{ modbus: "10.0.0.7" }, /--modbus 10.0.0.7: wanted host:port/],
    [{ http: "h:99999" }, /--http h:99999: wanted host:port/],
    [{ mqtt: "city:1883" }, /--mqtt city:1883: wanted mqtt:/],
  ])("but not when it cannot be meant: %j", (wanted, message) => {
    expect(() => overridden(pilot, wanted)).toThrow(Refusal);
    expect(() => overridden(pilot, wanted)).toThrow(message);
  });
});

test.each([
  ["127.0.0.1:502", { host: "127.0.0.1", port: 502 }],
  ["[::1]:502", { host: "::1", port: 502 }],
  ["cabinet.local:0", { host: "cabinet.local", port: 0 }],
  ["::1:502", null],
  ["cabinet", null],
  [":502", null],
])("%s is the address %j", (text, address) => {
  expect(hostPort(text)).toEqual(address);
});

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["localhost", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["10.0.0.7", false],
  ["127.0.0.1.example.org", false],
])("%s reaches this machine only: %s", (host, only) => {
  expect(isLoopback(host)).toBe(only);
});

test("a taken port is replaced by a free one, a free one is kept", async () => {
  const { createServer } = await import("node:net");
  const holder = createServer();
  await new Promise<void>((resolve) => {
    holder.listen(0, "127.0.0.1", resolve);
  });
  const address = holder.address();
  const taken = typeof address === "object" && address !== null ? address.port : 0;
  expect(await freePort("127.0.0.1", taken)).not.toBe(taken);
  await new Promise((resolve) => {
    holder.close(resolve);
  });
  expect(await freePort("127.0.0.1", taken)).toBe(taken);
});
