/**
 * OpenCV, for whoever has it: @u4/opencv4nodejs, loaded only when a camera's address asks for it.
 *
 * It is no dependency of ours: it compiles for ten minutes against half a gigabyte of Debian packages (decision 0003).
 */
import { VisionError, wordsOf } from "../vision-error.ts";

/** What we use of it: as its version 7.1 has it. */
export interface OpenCv {
  readonly VideoCapture: new (source: number | string) => Capture;
  readonly COLOR_BGR2RGB: number;
}

/** An open camera. `readAsync` gives an empty picture when there is no next one. */
export interface Capture {
  readAsync(): Promise<Mat>;
  release(): void;
}

/** A picture; colors as blue, green, red until they are turned round. */
export interface Mat {
  readonly rows: number;
  readonly cols: number;
  readonly empty: boolean;
  cvtColorAsync(code: number): Promise<Mat>;
  getDataAsync(): Promise<Buffer>;
  /** Gives its memory back at once; the collector would do it late. */
  release(): void;
}

const MODULE = "@u4/opencv4nodejs";

const INSTALL =
  "sudo apt install libopencv-dev cmake g++ && OPENCV4NODEJS_DISABLE_AUTOBUILD=1 OPENCV_INCLUDE_DIR=/usr/include/opencv4 " +
  `OPENCV_LIB_DIR=/usr/lib/$(uname -m)-linux-gnu OPENCV_BIN_DIR=/usr/bin npm install --no-save ${MODULE}@7.1.2`;

/** Loads it. Throws a VisionError of kind `tool` that says how to install it. */
export async function loadOpenCv(name = MODULE): Promise<OpenCv> {
  try {
    const loaded = (await import(name)) as { readonly default?: OpenCv } & OpenCv;
    return loaded.default ?? loaded;
  } catch (thrown) {
    const missing = wordsOf(thrown).includes(name);
    const why = missing ? "is not installed" : `does not load: ${wordsOf(thrown).split("\n")[0]}`;
    throw new VisionError(
      "tool",
      `${name} ${why}; install it (ten minutes): ${INSTALL}; or leave out "opencv:", and ffmpeg reads the camera`,
    );
  }
}
