/**
 * A camera that gives single pictures over HTTP: pictures spoilt, cut short, of other kinds, or as long as they like.
 *
 * The eyes see a whole picture or say what is wrong, and keep no more of it than a picture may have.
 */
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { instant } from "@crossing/config";
import { type LiveSource, openLive } from "@crossing/vision";
import fc from "fast-check";
import { byteChanges, inPieces, spoilt } from "../nasty.ts";
import { type Target, type Trial, must, trialOf } from "../target.ts";

const SIDE = 32;
const PATIENCE_MS = 8000;
const LOOK_MS = 5;
/** What a picture, its pixels, and the heap's moods may take. */
const HELD_MAX_MB = 250;

/** Small pictures: a JPEG, a PNG that one can see through, a grey JPEG. */
const PICTURES = [
  "/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCAAQABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAA//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AJgBHf/Z",
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEklEQVQYlWPocFHqwIcZRoYCAD4YXYGZxPDcAAAAAElFTkSuQmCC",
  "/9j/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAD/9k=",
].map((text) => Buffer.from(text, "base64"));

interface Shot {
  readonly picture: number;
  readonly changes: Parameters<typeof spoilt>[1];
  readonly madeUp: Uint8Array | null;
  readonly type: string;
  readonly status: number;
  readonly length: number | null;
  readonly cuts: readonly number[];
  readonly end: "end" | "reset" | "endless";
}

const shots: fc.Arbitrary<Shot> = fc.record({
  picture: fc.nat({ max: PICTURES.length - 1 }),
  changes: fc.oneof({ weight: 4, arbitrary: byteChanges }, fc.constant([])),
  madeUp: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.uint8Array({ maxLength: 2000 })),
  type: fc.constantFrom("image/jpeg", "image/png", "image/svg+xml", "image/"),
  status: fc.constantFrom(200, 200, 200, 200, 204, 301, 404, 500),
  length: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.constantFrom(0, 1, 50_000_000)),
  cuts: fc.array(fc.nat({ max: 400 }), { maxLength: 4 }),
  end: fc.oneof(
    { weight: 40, arbitrary: fc.constant("end" as const) },
    { weight: 4, arbitrary: fc.constant("reset" as const) },
    { weight: 1, arbitrary: fc.constant("endless" as const) },
  ),
});

export const cameras: Target = {
  name: "HTTP cameras",
  fed: "pictures spoilt, made up, of other kinds, cut short, endless; answers with wrong status and length",
  inControl: false,
  open: openCameras,
};

async function openCameras(): Promise<Trial> {
  let shot: Shot | null = null;
  let asked = 0;
  const server = createServer((_request, answer) => {
    asked += 1;
    answer.on("error", () => answer.destroy());
    if (shot !== null) answerWith(answer, shot);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const feed = async (next: Shot): Promise<void> => {
    shot = next;
    const before = asked;
    const live = openLive({
      address: `http://127.0.0.1:${port}/a.jpg`,
      fps: 1,
      side: SIDE,
      look: () => [[0, 0, 1, 1]],
      now: () => instant(performance.now()),
    });
    try {
      await seenOrTold(live, () => asked > before);
    } finally {
      await live.stop();
    }
  };
  return trialOf(shots, feed, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

/** Waits until the camera has shown a picture or told its trouble. */
async function seenOrTold(live: LiveSource, isAsked: () => boolean): Promise<void> {
  const since = performance.now();
  for (;;) {
    const frame = live.take();
    if (frame !== null)
      return must(frame.crop(0).length === SIDE * SIDE * 3, "a crop has all its pixels");
    if (isAsked() && live.trouble() !== null) return;
    must(performance.now() - since < PATIENCE_MS, "a picture or a sentence comes in 8 s");
    must(process.memoryUsage().arrayBuffers < HELD_MAX_MB * 1e6, "no more is kept than a picture");
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}

function answerWith(
  answer: ServerResponse,
  { picture, changes, madeUp, type, status, length, cuts, end }: Shot,
): void {
  const bytes = spoilt(Buffer.from(madeUp ?? PICTURES[picture]!), changes);
  const sized = length === null || end === "endless" ? {} : { "content-length": length };
  answer.writeHead(status, { "content-type": type, ...sized });
  for (const piece of inPieces(bytes, cuts)) answer.write(piece);
  if (end === "endless") return pour(answer);
  // A camera that owes bytes and keeps the line open is waited for, 5 s: told by its trouble, too slow to try often.
  if (end === "reset" || length !== null) answer.destroy();
  else answer.end();
}

const MEGABYTE = Buffer.alloc(1_000_000);

/** As fast as it is taken, for as long as anybody listens. */
function pour(answer: ServerResponse): void {
  if (answer.destroyed) return;
  if (answer.write(MEGABYTE)) setImmediate(pour, answer);
  else answer.once("drain", () => pour(answer));
}
