/** Frames between two threads. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Cutter } from "../src/source/cutter.ts";
import { Reader, Writer, sharedBuffers } from "../src/source/triple.ts";

test("the newest piece wins, each is taken once, and those that nobody took are counted", () => {
  const shared = sharedBuffers(4);
  const writer = new Writer(shared);
  const reader = new Reader(shared);
  const put = (seq: number): void => {
    writer.bytes.fill(seq);
    writer.put(seq, seq * 100);
  };
  expect(reader.take()).toBe(null);
  put(1);
  put(2);
  const taken = reader.take()!;
  expect([taken.seq, taken.at, [...taken.bytes]]).toEqual([2, 200, [2, 2, 2, 2]]);
  expect([reader.dropped, reader.take()]).toEqual([1, null]);
});

test("what was taken stays as it is, however much is put meanwhile", () => {
  const steps = fc.array(fc.constantFrom("put", "take"), { maxLength: 50 });
  fc.assert(
    fc.property(steps, (each) => {
      const shared = sharedBuffers(3);
      const writer = new Writer(shared);
      const reader = new Reader(shared);
      let seq = 0;
      let held: ReturnType<Reader["take"]> = null;
      let taken = 0;
      const wrong: string[] = [];
      for (const step of each) {
        if (step === "put") {
          writer.bytes.fill(++seq);
          writer.put(seq, seq);
        } else {
          const next = reader.take();
          held = next ?? held;
          taken += next === null ? 0 : 1;
          if (next !== null && next.seq !== seq) wrong.push(`${next.seq} is not the newest`);
        }
        if (held?.bytes.some((byte) => byte !== held!.seq))
          wrong.push(`${held.seq} was written over`);
      }
      expect(wrong).toEqual([]);
      expect(taken + reader.dropped + (reader.fresh ? 1 : 0)).toBe(seq);
    }),
  );
});

test("a stream of bytes is cut into pieces of one length, however it comes", () => {
  const anyChunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 });
  fc.assert(
    fc.property(anyChunks, fc.integer({ min: 1, max: 9 }), (chunks, length) => {
      const pieces: number[][] = [];
      let filling = new Uint8Array(length);
      const cutter = new Cutter(filling, () => {
        pieces.push([...filling]);
        return (filling = new Uint8Array(length));
      });
      for (const chunk of chunks) cutter.feed(Buffer.from(chunk));
      const all = chunks.flatMap((chunk) => [...chunk]);
      expect(pieces.flat()).toEqual(all.slice(0, Math.floor(all.length / length) * length));
      return pieces.every((piece) => piece.length === length);
    }),
  );
});

test("the memory of what was read is given back at once, and what others share is left alone", () => {
  const piece = new Uint8Array(4);
  const cutter = new Cutter(piece, () => piece);
  const alone = new ArrayBuffer(4);
  const read = Buffer.from(alone);
  read.set([1, 2, 3, 4]);
  cutter.feed(read);
  expect([[...piece], alone.byteLength, read.length]).toEqual([[1, 2, 3, 4], 0, 0]);
  const shared = new ArrayBuffer(8);
  cutter.feed(Buffer.from(shared, 0, 4).fill(9));
  expect([[...piece], shared.byteLength]).toEqual([[9, 9, 9, 9], 8]);
});
