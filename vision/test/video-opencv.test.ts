/** OpenCV as a frame source, played by a module that looks like it: the real one takes ten minutes to compile. */
import { afterEach, expect, test } from "vitest";
import type { LiveSource } from "../src/index.ts";
import { openLive } from "../src/index.ts";
import { liveOpenCv } from "../src/source/live-opencv.ts";
import { type Capture, type Mat, type OpenCv, loadOpenCv } from "../src/source/opencv.ts";
import { now, until } from "./street.ts";

const open: LiveSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
});

/** A camera of one color, blue first as OpenCV has it, and a count of what was not given back. */
interface World {
  readonly cv: OpenCv;
  readonly opened: (number | string)[];
  held: number;
  captures: number;
  ended: boolean;
}

function world(): World {
  const mat = (color: readonly number[], empty = false): Mat => {
    made.held += empty ? 0 : 1;
    return {
      rows: 4,
      cols: 8,
      empty,
      cvtColorAsync: async (code) => mat(code === BGR2RGB ? [...color].reverse() : color),
      getDataAsync: async () => Buffer.from(Array.from({ length: 32 }, () => color).flat()),
      release: () => void (made.held -= 1),
    };
  };
  class OneColor implements Capture {
    constructor(source: number | string) {
      made.opened.push(source);
      made.captures += 1;
    }
    async readAsync(): Promise<Mat> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return mat([200, 100, 50], made.ended);
    }
    release(): void {
      made.captures -= 1;
    }
  }
  const cv = { COLOR_BGR2RGB: BGR2RGB, VideoCapture: OneColor };
  const made: World = { cv, opened: [], held: 0, captures: 0, ended: false };
  return made;
}

const BGR2RGB = 4;

const camera = (address: string, { cv }: World, fps = 20): LiveSource => {
  const look = () => [[0, 0, 1, 1]] as const;
  const options = { address, fps, side: 16, look, now };
  const source = liveOpenCv(options, async () => cv);
  open.push(source);
  return source;
};

test("frames come with red first, cut and scaled as everywhere", async () => {
  const street = world();
  const source = camera("0", street);
  const frame = await until("a frame", () => source.take());
  expect(street.opened).toEqual([0]);
  expect(frame.size).toEqual({ width: 8, height: 4 });
  expect([...frame.crop(0).subarray(0, 3)]).toEqual([50, 100, 200]);
  expect(frame.crop(0)).toHaveLength(16 * 16 * 3);
  expect(source.picture()).toMatchObject({ width: 8, height: 4 });
});

test("a camera that is faster than wanted is read, but handed on only as often as wanted", async () => {
  const street = world();
  const source = camera("rtsp://10.0.0.5/1", street, 5);
  const first = await until("a frame", () => source.take());
  const second = await until("another", () => source.take());
  expect(street.opened).toEqual(["rtsp://10.0.0.5/1"]);
  expect(second.at - first.at).toBeGreaterThanOrEqual(180);
});

test("a stream that ends is trouble, is tried again, and leaves nothing behind", async () => {
  const street = world();
  const source = camera("0", street);
  await until("a frame", () => source.take());
  street.ended = true;
  expect(await until("trouble", () => source.trouble())).toBe(
    "opencv:0: no picture; check the camera's source",
  );
  expect(source.picture()).toBe(null);
  street.ended = false;
  await until("frames again", () => source.take() && source.trouble() === null);
  await source.stop();
  expect([street.captures, street.held]).toEqual([0, 0]);
});

test("where it is not installed, the trouble says how to install it and how to do without", async () => {
  await expect(loadOpenCv("@u4/opencv4nodejs-that-is-not-here")).rejects.toMatchObject({
    kind: "tool",
    message: expect.stringMatching(
      /is not installed; install it .*apt install libopencv-dev.*npm install --no-save @u4\/opencv4nodejs@7\.1\.2; or leave out "opencv:"/,
    ),
  });
});

test("an address that begins with opencv: goes to OpenCV", async () => {
  const source = openLive({ address: "opencv:0", fps: 10, side: 16, look: () => [], now });
  open.push(source);
  // Where OpenCV is installed there may be a frame instead.
  const said = await until("trouble or a frame", () => source.trouble() ?? source.take());
  expect(typeof said === "string" ? said.startsWith("opencv:0: ") : said.seq > 0).toBe(true);
});
