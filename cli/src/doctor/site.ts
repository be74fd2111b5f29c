/** What a site needs around it: its cameras, its cabinet, its broker. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { CameraSite, Site } from "@crossing/config";
import { EXIT } from "../exit.ts";
import { type Finding, failed, warned, well } from "./finding.ts";
import { unreachable } from "./reach.ts";

/** Whether a source goes through ffmpeg. */
export const needsFfmpeg = (source: string): boolean => !/^(street|raw):/.test(source);

/** One camera: whether its source is there, and gives a picture. */
export async function camera({ id, source }: Pick<CameraSite, "id" | "source">): Promise<Finding> {
  const name = `camera ${id}`;
  if (source.startsWith("street:"))
    return warned(
      name,
      `${source} is drawn by the demo only`,
      `crossing run ... --camera ${id}=<source>`,
    );
  const address = networkAddress(source);
  if (address === null) {
    return existsSync(source.replace(/^raw:/, ""))
      ? pictured(name, source, source)
      : failed(name, `${source}: not there`, "check the path, or the cable", EXIT.unreachable);
  }
  const why = await unreachable(address);
  const where = `${address.host}:${address.port}`;
  return why === null
    ? pictured(name, source, where)
    : failed(name, `${where}: ${why}`, "check address, power and cable", EXIT.unreachable);
}

const PICTURE_MS = 15_000;

/** Takes one picture. Without ffmpeg, or while somebody else has the device, that it is there must do. */
async function pictured(name: string, source: string, where: string): Promise<Finding> {
  if (!needsFfmpeg(source)) return well(name, `${where} is there`);
  const transport = source.startsWith("rtsp") ? ["-rtsp_transport", "tcp"] : [];
  const take = ["-v", "error", ...transport, "-i", source, "-frames:v", "1", "-f", "null", "-"];
  try {
    await promisify(execFile)("ffmpeg", take, { timeout: PICTURE_MS });
    return well(name, `${where} gives pictures`);
  } catch (error) {
    const { code, killed, stderr } = error as ExecFailure;
    if (code === "ENOENT") return well(name, `${where} is there; no ffmpeg to take a picture`);
    // ffmpeg repeats the source, and with it a password.
    const said =
      (stderr ?? "")
        .replaceAll(source, "")
        .replace(/^[: ]+/gm, "")
        .trim()
        .split("\n")
        .at(-1) ?? "";
    if (/busy/i.test(said)) return well(name, `${where} is in use, by the crossing if it runs`);
    const why = killed === true ? `no picture in ${PICTURE_MS / 1000} s` : said;
    return failed(
      name,
      `${where}: ${why}`,
      "check the path, user and password of the source, and that it is a video",
      EXIT.unreachable,
    );
  }
}

interface ExecFailure {
  readonly code?: string | number;
  readonly killed?: boolean;
  readonly stderr?: string;
}

const USUAL_PORT: Readonly<Record<string, number>> = {
  "rtsp:": 554,
  "rtsps:": 322,
  "http:": 80,
  "https:": 443,
};

/** Host and port of a network source; null for files and devices. Never its password. */
function networkAddress(source: string): { readonly host: string; readonly port: number } | null {
  if (!URL.canParse(source)) return null;
  const { protocol, hostname, port } = new URL(source);
  const usual = USUAL_PORT[protocol];
  return usual === undefined ? null : { host: hostname, port: port === "" ? usual : Number(port) };
}

/** The broker: whether it listens. It may be away; the crossing does not mind. */
export async function broker(mqtt: Site["mqtt"]): Promise<Finding> {
  if (mqtt === null) return well("broker", "none in the site file");
  const { hostname, port, protocol } = new URL(mqtt.url);
  const address = { host: hostname, port: Number(port || (protocol === "mqtts:" ? 8883 : 1883)) };
  const why = await unreachable(address);
  const where = `${address.host}:${address.port}`;
  return why === null
    ? well("broker", `${where} listens`)
    : warned(
        "broker",
        `${where}: ${why}`,
        "check mqtt.url; reports wait in the event log meanwhile",
      );
}
