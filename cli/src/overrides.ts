/** What the command line says instead of the site file. */
import type { Site } from "@crossing/config";
import { EXIT, Refusal } from "./exit.ts";
import { hostPort } from "./ports.ts";

/** Options of `crossing run` that replace parts of the site. */
export interface Overrides {
  /** `zone=source`, one for each camera that is replaced. */
  readonly camera?: readonly string[];
  readonly modbus?: string;
  readonly mqtt?: string;
  readonly http?: string;
}

/** The site as the command line wants it; throws a Refusal for what cannot be meant. */
export const overridden = (site: Site, wanted: Overrides): Site => ({
  ...site,
  cameras: (wanted.camera ?? []).reduce(withSource, site.cameras),
  cabinet:
    wanted.modbus === undefined
      ? site.cabinet
      : { ...site.cabinet, ...addressOf("--modbus", wanted.modbus) },
  mqtt: wanted.mqtt === undefined ? site.mqtt : mqttAt(site.mqtt, wanted.mqtt),
  http:
    wanted.http === undefined ? site.http : { ...site.http, ...addressOf("--http", wanted.http) },
});

/** The camera that looks at a zone, or carries its name, gets another source. */
function withSource(cameras: Site["cameras"], option: string): Site["cameras"] {
  const cut = option.indexOf("=");
  const [zone, source] = [option.slice(0, cut), option.slice(cut + 1)];
  if (cut < 1 || source === "")
    throw new Refusal(EXIT.usage, `--camera ${option}: wanted <zone>=<source>, as in A=people.mp4`);
  const chosen =
    cameras.find((camera) => camera.id === zone) ??
    cameras.find((camera) => camera.zones.some((seen) => seen.zone === zone));
  if (chosen === undefined) {
    const known = cameras.flatMap((camera) => camera.zones.map((seen) => seen.zone)).join(", ");
    throw new Refusal(
      EXIT.usage,
      `--camera ${option}: no camera looks at ${zone}; zones: ${known}`,
    );
  }
  return cameras.map((camera) => (camera === chosen ? { ...camera, source } : camera));
}

function addressOf(option: string, text: string): { host: string; port: number } {
  const address = hostPort(text);
  if (address === null)
    throw new Refusal(EXIT.usage, `${option} ${text}: wanted host:port, as in 127.0.0.1:8080`);
  return { ...address };
}

function mqttAt(mqtt: Site["mqtt"], url: string): Site["mqtt"] {
  if (!/^(mqtts?|wss?):\/\/./.test(url))
    throw new Refusal(EXIT.usage, `--mqtt ${url}: wanted mqtt://host:1883 or mqtts://host:8883`);
  return { version: 5, username: null, password_file: null, ...mqtt, url };
}
