/** What the eyes need of the world: frames, and somebody who finds people in them. Adapters just fit. */
import type { Box, Instant } from "@crossing/config";

/** Width and height, pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture of bytes, RGB, row by row. */
export interface RgbPicture extends Size {
  readonly rgb: Uint8Array;
}

/** A picture for people to look at, or to judge the camera by; valid until the next is asked for. */
export interface ShownPicture extends RgbPicture {
  /** When it was taken, as nearly as the source tells. A new picture is a new object. */
  readonly at: Instant;
}

/** One moment of a camera. */
export interface Frame {
  /** 1 for the first frame decoded, without gaps in decoding; a live source may skip numbers. */
  readonly seq: number;
  /** When it was taken, as nearly as the source tells. */
  readonly at: Instant;
  /** Of the camera's whole picture. */
  readonly size: Size;
  /** Where one looks in this camera's pictures, fractions. */
  readonly regions: readonly Box[];
  /** Numbers of the regions that were cut out of this frame; when they take turns, some. */
  readonly present: readonly number[];
  /** Region number `index`, cut out and scaled to the detector's input; valid until the next frame is taken. */
  crop(index: number): Uint8Array;
}

/** The boxes to cut out of a picture of this size, fractions; asked once, when the size is known. */
export type Look = (size: Size) => readonly Box[];

/** Frames as they come: only the newest is kept, and a source in trouble mends itself as well as it can. */
export interface LiveSource {
  /** The newest frame not yet taken; null when there is none. */
  take(): Frame | null;
  /** Settles when there is a frame to take, or the source was stopped. */
  ready(): Promise<void>;
  /** Frames that came and were never taken. */
  dropped(): number;
  /** CPU time of decoding one frame, ms, averaged; 0 when nothing is decoded. */
  decodeMs(): number;
  /** One sentence for the operator while no frames come; null while they do. */
  trouble(): string | null;
  /** The newest whole picture, at most 640 wide, a few times a second; null when there is none. */
  picture(): ShownPicture | null;
  /** Opens the camera anew: for frames that come, but cannot be believed. */
  again(): void;
  stop(): Promise<void>;
}

/** Every frame of a file, in order; none dropped, none doubled. */
export interface FileSource {
  readonly size: Size;
  /** Frames per second of the file. */
  readonly fps: number;
  frames(): AsyncGenerator<Frame>;
  decodeMs(): number;
}

/** What the network can tell apart and a crossing needs. Bicycles are not vehicles here: their rider is the person. */
export type Kind = "person" | "vehicle";

/** Something found in one crop; box in fractions of the crop. */
export interface Found {
  readonly kind: Kind;
  readonly box: Box;
  readonly score: number;
}

/** Somebody who finds people and vehicles in a crop. */
export interface Detector {
  readonly name: string;
  /** Sides of the square crop it wants, pixels. */
  readonly side: number;
  /** Width over height, in pixels of the camera, of the region that a crop is best made from; 1.25 unless said otherwise. */
  readonly aspect?: number;
  /** Score at which a box counts unless the site says otherwise. */
  readonly threshold: number;
  /** Everything found with a score of `scoreMin` or more, best first, with what it cost. */
  detect(crop: Uint8Array, scoreMin: number): Promise<Looked>;
  close(): Promise<void>;
}

/** What a detector answers; times in ms. */
export interface Looked {
  readonly found: readonly Found[];
  /** Bringing the crop into the network's form. */
  readonly preMs?: number;
  readonly inferMs: number;
  readonly postMs: number;
}
