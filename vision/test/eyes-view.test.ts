/** A camera whose regions change while it is looked at. */
import { type Box, instant } from "@crossing/config";
import { expect, test, vi } from "vitest";
import type { Frame, LiveSource, Look } from "../src/index.ts";
import { planOf } from "../src/watch/plan.ts";
import { View } from "../src/watch/view.ts";
import { camera } from "./street.ts";

const SIZE = { width: 640, height: 480 };

/** A camera that gives a frame when it is told to. */
class Played implements LiveSource {
  stopped = false;
  #frame: Frame | null = null;
  readonly #look: Look;
  constructor(look: Look) {
    this.#look = look;
  }
  give(seq: number): void {
    const regions = this.#look(SIZE);
    this.#frame = {
      seq,
      at: instant(seq),
      size: SIZE,
      regions,
      present: [0],
      crop: () => new Uint8Array(),
    };
  }
  take(): Frame | null {
    const frame = this.#frame;
    this.#frame = null;
    return frame;
  }
  ready = async (): Promise<void> => undefined;
  dropped = (): number => 3;
  decodeMs = (): number => 1;
  trouble = (): null => null;
  picture = (): null => null;
  again = (): void => undefined;
  stop = async (): Promise<void> => void (this.stopped = true);
}

function world(exclusive: boolean): { readonly view: View; readonly sources: Played[] } {
  const sources: Played[] = [];
  const open = (look: Look): LiveSource => {
    sources.push(new Played(look));
    return sources.at(-1)!;
  };
  const plan = (_: unknown, regions: number): readonly Box[] =>
    Array.from({ length: regions }, () => [0, 0, 1, 1] as const);
  return { view: new View({ open, plan, exclusive }, { looks: 1, regions: 4 }), sources };
}

test("with other regions the camera is opened again, and the first is closed only when the second gives frames", async () => {
  const { view, sources } = world(false);
  sources[0]!.give(1);
  expect(view.take()!.regions).toHaveLength(4);
  view.change({ looks: 1, regions: 2 });
  view.change({ looks: 1, regions: 2 });
  expect(sources).toHaveLength(2);
  sources[0]!.give(2);
  expect(view.take()!.regions).toHaveLength(4);
  expect(sources[0]!.stopped).toBe(false);
  sources[1]!.give(1);
  expect(view.take()!.regions).toHaveLength(2);
  expect(sources[0]!.stopped).toBe(true);
  // Those of the first are not forgotten.
  expect(view.dropped).toBe(6);
  await view.stop();
  expect(sources[1]!.stopped).toBe(true);
});

test("a device that only one may open keeps its regions", () => {
  const { view, sources } = world(true);
  view.change({ looks: 1, regions: 2 });
  expect(sources).toHaveLength(1);
});

test("a second opening that gives no frame is given up after half a minute, and the first goes on", async () => {
  vi.useFakeTimers();
  const { view, sources } = world(false);
  view.change({ looks: 1, regions: 2 });
  vi.advanceTimersByTime(29_000);
  expect(sources[1]!.stopped).toBe(false);
  vi.advanceTimersByTime(1500);
  vi.useRealTimers();
  expect(sources.map(({ stopped }) => stopped)).toEqual([false, true]);
  sources[0]!.give(1);
  expect(view.take()!.regions).toHaveLength(4);
  await view.stop();
});

test("closed in the middle of a change, both are closed", async () => {
  const { view, sources } = world(false);
  view.change({ looks: 1, regions: 2 });
  await view.stop();
  expect(sources.map(({ stopped }) => stopped)).toEqual([true, true]);
});

test("approach lanes get a region of their own when there is one to spare, and a camera of lanes alone only that", () => {
  const detector = { name: "none", side: 300, threshold: 0.4, detect: never, close: never };
  const lanes: { lane: string; polygon: [number, number][] }[] = [
    { lane: "W0", polygon: [[0.1, 0.5], [0.4, 0.5], [0.4, 0.9]] }, // prettier-ignore
  ];
  const site = { ...camera("none"), lanes };
  const around = [0.07, 0.42, 0.43, 0.93].map((edge) => expect.closeTo(edge));
  expect(planOf(site, SIZE, detector, 4).at(-1)).toEqual(around);
  expect(planOf(site, SIZE, detector, 1)).toHaveLength(1);
  expect(planOf({ ...site, zones: [], crosswalk: null }, SIZE, detector, 4)).toEqual([around]);
  for (let budget = 1; budget < 9; budget++)
    expect(planOf(site, SIZE, detector, budget).length).toBeLessThanOrEqual(budget);
});

const never = (): Promise<never> => Promise.reject(new Error("not looked at"));
