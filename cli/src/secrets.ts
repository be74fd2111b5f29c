/** Secrets are files; a door without one stays shut to the network. */
import { accessSync, constants } from "node:fs";
import type { Site } from "@crossing/config";
import { EXIT, Refusal } from "./exit.ts";
import { isLoopback } from "./ports.ts";

/** Throws a Refusal when page and API would be open to the network without a token. */
export function refuseOpenDoor(http: Site["http"]): void {
  if (isLoopback(http.host) || http.token_file !== null) return;
  throw new Refusal(
    EXIT.notAllowed,
    `http ${http.host}:${http.port}: reachable from the network, but http.token_file is not set;` +
      " name a file with a token of 16 characters or more, or listen on 127.0.0.1",
  );
}

/** Throws a Refusal that names every secret file that cannot be read. */
export function refuseUnreadableSecrets(site: Pick<Site, "http" | "mqtt">): void {
  const files = [
    ["http.token_file", site.http.token_file],
    ["mqtt.password_file", site.mqtt?.password_file ?? null],
  ] as const;
  const missing = files.filter(([, file]) => file !== null && !readable(file));
  if (missing.length === 0) return;
  const lines = missing.map(
    ([path, file]) => `${path} = ${file}: cannot be read; check the path and its owner`,
  );
  throw new Refusal(EXIT.usage, lines.join("\n"));
}

function readable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
