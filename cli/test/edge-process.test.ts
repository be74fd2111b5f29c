/** The edge process and what vision sends it: what nobody can read is told of its camera, and never ends the report. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connectLink } from "../src/link/client.ts";
import { EDGE_LINE_MAX } from "../src/link/intake.ts";
import { type LinkServer, serveLink } from "../src/link/server.ts";
import { PILOT_SITE, ROOT } from "../src/places.ts";
import type { EdgeArgs } from "../src/process/edge.ts";
import { isChildMessage } from "../src/process/messages.ts";
import { goodSite } from "../src/site-file.ts";

const PATIENCE_MS = 60_000;
const dir = mkdtempSync(join(tmpdir(), "crossing-edge-"));
const [controlSocket, socket] = [join(dir, "c.sock"), join(dir, "e.sock")];
let child: ChildProcess;
let control: LinkServer;

afterAll(async () => {
  child?.kill("SIGKILL");
  await control?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The edge process from source; its page's address, once it answers. */
async function edgeProcess(): Promise<string> {
  const site = goodSite(PILOT_SITE);
  const args: EdgeArgs = {
    site: { ...site, mqtt: null, http: { host: "127.0.0.1", port: 0, token_file: null } },
    version: "9.9.9",
    logDir: join(dir, "log"),
    pageDir: null,
    controlSocket,
    socket,
    siteFile: null,
    demo: false,
  };
  child = fork(join(ROOT, "cli/src/process/edge.ts"), [JSON.stringify(args)], {
    execArgv: ["--import", "tsx", "--conditions=source"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`edge ended with ${code}`)));
    child.on("message", (message) => {
      if (isChildMessage(message) && message.type === "page-ready") resolve(message.url);
    });
  });
}

const report = {
  type: "vision-report",
  seq: 1,
  at: 1,
  ttl: 1000,
  camera: "A",
  state: "ok",
  trouble: null,
  detections: [],
  people: [],
  fps: 10,
  dropped: 0,
  ms: { decode: 1, pre: 1, infer: 1, post: 1 },
};

const REFUSED = /^xing_vision_records_refused_total\{camera="A"\} (\d+)$/m;

test(
  "a record of vision that is none is counted as its camera's trouble, and the next good one is used",
  async () => {
    control = await serveLink({ path: controlSocket, maxLine: 4096, onRecord: () => {} });
    const url = await edgeProcess();
    const vision = connectLink({
      path: socket,
      peer: "vision",
      maxLine: EDGE_LINE_MAX,
      onRecord: () => {},
    });
    const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
    const shows = async (holds: (text: string) => boolean): Promise<void> => {
      const deadline = performance.now() + PATIENCE_MS;
      for (let text = ""; !holds(text); text = await metrics()) {
        if (performance.now() > deadline) throw new Error(`never:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    let refused = 0;
    for (const wrong of [
      { people: null },
      { people: [{ id: 1 }] },
      { ms: null },
      { detections: "none" },
      { health: { believed: "yes" } },
    ]) {
      // One at a time: of records of one kind only the newest is sent.
      vision.send({ ...report, ...wrong });
      refused += 1;
      await shows((text) => REFUSED.exec(text)?.[1] === String(refused));
    }
    vision.send(report);
    await shows((text) => text.includes('xing_camera_believed{camera="A"} 1\n'));
    expect(child.exitCode).toBeNull();
    vision.close();
  },
  PATIENCE_MS,
);
