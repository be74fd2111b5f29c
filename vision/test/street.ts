/** A world for the eyes: somebody who pushes frames over a Unix socket, and a camera as a site file has it. */
import { mkdtempSync, rmSync } from "node:fs";
import { type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CameraSite, type Instant, instant } from "@crossing/config";

/** A folder for one test file. */
export function testFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "crossing-eyes-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The monotonic clock of the test. */
export const now = (): Instant => instant(performance.now());

/** A street that pushes pictures of 300 x 300 to everybody who connects. */
export interface Street {
  push(rgb: Uint8Array, at?: number): void;
  /** Sends any bytes. */
  say(bytes: string): void;
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function openStreet(path: string): Promise<Street> {
  const lines = new Set<Socket>();
  let connections = 0;
  let seq = 0;
  const server = createServer((socket) => {
    connections += 1;
    lines.add(socket);
    socket.on("close", () => lines.delete(socket));
    socket.on("error", () => lines.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const say = (bytes: string | Uint8Array): void => lines.forEach((line) => void line.write(bytes));
  return {
    push(rgb, at = now()) {
      seq += 1;
      say(`${JSON.stringify({ width: 300, height: 300, seq, at, bytes: rgb.length })}\n`);
      say(rgb);
    },
    say,
    connections: () => connections,
    async close() {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A camera whose zone A is the lower left of the picture and whose crosswalk is the lower right. */
export const camera = (source: string, id = "A"): CameraSite => ({
  id,
  source,
  fps: 20,
  confidence_min: 0.4,
  mount: { height_m: 4, pitch_deg: 16, yaw_deg: 0 },
  zones: [{ zone: "A", polygon: [[0, 0], [0.5, 0], [0.5, 1], [0, 1]] }], // prettier-ignore
  crosswalk: [[0.5, 0], [1, 0], [1, 1], [0.5, 1]], // prettier-ignore
  lanes: [],
  ground: [],
  landmarks: [],
});

/** Waits until `what` is there; fails with `name` after 15 s. */
export async function until<T>(name: string, what: () => T | null | undefined | false): Promise<T> {
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    const found = what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`still waiting for ${name}`);
}
