/** What a site needs around it: its cameras, its cabinet, its broker. */
import { existsSync } from "node:fs";
import type { CameraSite, Site } from "@crossing/config";
import { EXIT } from "../exit.ts";
import { type Finding, failed, warned, well } from "./finding.ts";
import { unreachable } from "./reach.ts";

/** Whether a source goes through ffmpeg. */
export const needsFfmpeg = (source: string): boolean => !/^(street|raw):/.test(source);

/** One camera: whether its source is there. */
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
      ? well(name, source)
      : failed(name, `${source}: not there`, "check the path, or the cable", EXIT.unreachable);
  }
  const why = await unreachable(address);
  const where = `${address.host}:${address.port}`;
  return why === null
    ? well(name, `${where} listens`)
    : failed(name, `${where}: ${why}`, "check address, power and cable", EXIT.unreachable);
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
