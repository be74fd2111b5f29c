import { readFileSync } from "node:fs";
import {
  type Observation,
  type TraceRecord,
  instant,
  milliseconds,
  siteSchema,
} from "@crossing/config";
import { createLoop } from "@crossing/controller/loop";
import { expect, test } from "vitest";

const PILOT = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
const SITE = siteSchema.parse(JSON.parse(readFileSync(PILOT, "utf8")));

const seenBy = (camera: string): Observation => ({
  type: "observation",
  seq: 1,
  at: instant(1000),
  ttl: milliseconds(1000),
  camera,
  frameAt: instant(950),
  zones: { A: { waiting: 3 } },
  crossing: 0,
  vehicles: 0,
  lanes: [],
});

test.each([
  [SITE.cameras[0]!.id, { waiting: 3 }],
  ["nobody", null],
  ["__proto__", null],
])(
  "what the camera %s tells of zone A is %j: only cameras of the site are believed",
  (camera, told) => {
    const traces: TraceRecord[] = [];
    const loop = createLoop({
      site: SITE,
      boot: "b",
      clock: { now: () => instant(1000) },
      cabinet: {
        show: () => undefined,
        report: () => ({
          health: {
            link: "up",
            trouble: null,
            requests: 0,
            timeouts: 0,
            violations: 0,
            reconnects: 0,
            rtt_ms: 1,
            faults: [],
          },
          shown: null,
          buttons: [],
          loops: [],
        }),
        stop: () => Promise.resolve(),
      },
      trace: (record) => void traces.push(record),
    });
    loop.observe(seenBy(camera));
    loop.tick(0);
    expect(traces[0]!.inputs.zones["A"]).toEqual(told);
  },
);
