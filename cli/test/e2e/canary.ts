/** A picture that can be recognised wherever it turns up, and the nose that finds it. */

/** What the camera sees, pixel for pixel: three letters a pixel. */
const CANARY = "CANARY-PICTURE-";

/** The picture's bytes. */
export const canaryPicture = (width: number, height: number): Uint8Array =>
  Buffer.alloc(width * height * 3, CANARY);

/** The canary in base64, whatever came before it: as it looks at each of the three places in a group of four. */
const IN_BASE64 = [0, 1, 2].map((shift) =>
  Buffer.from(`${"x".repeat(shift)}${CANARY.repeat(3)}`)
    .toString("base64")
    .slice(4, 24),
);

/** Longer than any word, number or signature that is told; shorter than the smallest picture. */
const LONG_BASE64 = /[A-Za-z0-9+/]{600,}/;

const SMELLS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  "the picture's own bytes": (bytes) => bytes.includes(CANARY.repeat(2)),
  "the picture in base64": (bytes) => IN_BASE64.some((word) => bytes.includes(word)),
  "a JPEG": (bytes) => bytes.includes(Buffer.from([0xff, 0xd8, 0xff])),
  "a PNG": (bytes) => bytes.includes(Buffer.from([0x89, 0x50, 0x4e, 0x47])),
  "a JPEG in base64": (bytes) => bytes.includes('"/9j/'),
  "something long in base64": (bytes) => LONG_BASE64.test(bytes.toString("latin1")),
};

/** What of a picture is in these bytes; empty: nothing. */
export const picturesIn = (bytes: Buffer): readonly string[] =>
  Object.entries(SMELLS)
    .filter(([, smells]) => smells(bytes))
    .map(([name]) => name);
