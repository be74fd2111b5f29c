/** The cabinet's name made an address before control starts, so that control never waits for a name server. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Site } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";

/** How a name is looked up; tests play it. */
export type Lookup = (host: string) => Promise<{ readonly address: string }>;

/**
 * The cabinet section of a site with an IP address as its host.
 *
 * Throws a Refusal (exit 4) when there is none: control cannot work without it, and systemd tries again.
 */
export async function withCabinetAddress(
  cabinet: Site["cabinet"],
  look: Lookup = lookup,
): Promise<Site["cabinet"]> {
  const { host, transport } = cabinet;
  if (transport === "rtu" || isIP(host) !== 0) return cabinet;
  try {
    const { address } = await look(host);
    return { ...cabinet, host: address };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      EXIT.unreachable,
      `cabinet.host = ${host}: no address found (${code ?? String(error)}); write the cabinet's IP address into the site file`,
    );
  }
}
