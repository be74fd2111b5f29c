/** A real RTSP camera: a server of GStreamer's on this machine, which is stalled, killed and brought back. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { type LiveSource, openLive } from "../src/index.ts";
import { now, until } from "./street.ts";

// Debian's own Python: the GStreamer bindings are built for no other.
const PYTHON = "/usr/bin/python3";
const SERVER = fileURLToPath(new URL("rtsp-server.py", import.meta.url));
const NEEDS =
  "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
const hasServer =
  spawnSync("ffmpeg", ["-version"]).status === 0 && spawnSync(PYTHON, ["-c", NEEDS]).status === 0;

const open: LiveSource[] = [];
const servers: ChildProcess[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.stop();
  for (const server of servers.splice(0)) server.kill("SIGKILL");
});

describe.skipIf(!hasServer)(
  "an RTSP camera (skipped without ffmpeg, python3-gi and gir1.2-gst-rtsp-server-1.0)",
  () => {
    test("is seen, is trouble when it stalls and when it dies, and is seen again each time", async () => {
      const { server, port } = await camera();
      const address = `rtsp://127.0.0.1:${port}/street`;
      const source = live(address);
      const frame = await until("a first frame", () => source.take());
      expect(frame.size).toEqual({ width: 320, height: 240 });
      await until("ten frames", () => (source.take()?.seq ?? 0) > 10);

      server.kill("SIGSTOP");
      expect(await until("trouble of a stall", () => source.trouble())).toContain(address);
      server.kill("SIGCONT");
      await until("frames after the stall", () => source.take() && source.trouble() === null);

      server.kill("SIGKILL");
      await once(server, "exit");
      expect(await until("trouble of a death", () => source.trouble())).toContain(address);
      await camera(port);
      await until("frames after the death", () => source.take() && source.trouble() === null);
    }, 90_000);
  },
);

function live(address: string): LiveSource {
  const look = () => [[0, 0, 1, 1]] as const;
  const source = openLive({ address, fps: 10, side: 64, look, now });
  open.push(source);
  return source;
}

/** A camera on `port`, or on a free one. */
async function camera(
  port = "0",
): Promise<{ readonly server: ChildProcess; readonly port: string }> {
  const server = spawn(PYTHON, [SERVER, port], { stdio: ["ignore", "pipe", "ignore"] });
  servers.push(server);
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  return { server, port: line.toString().trim() };
}
