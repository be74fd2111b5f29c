/** A virtual cabinet and a driver at it; both are put away after each test. */
import {
  type CabinetOptions,
  type VirtualCabinet,
  startCabinet,
} from "@crossing/simulator/cabinet";
import { afterEach } from "vitest";
import { ALL_RED, type Crossing, WITHDRAWN, crossingAt, linkIs, shows } from "./crossing.ts";

/** What is to be ended after the test, the last one first. */
export const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A cabinet on a free port of loopback. Without its own clearance, for no test here waits for the core's start-up. */
export async function cabinet(options: Partial<CabinetOptions> = {}): Promise<VirtualCabinet> {
  const loopback = { host: "127.0.0.1", port: 0, unit: 1, clearance: 0 };
  const street = await startCabinet({ ...loopback, ...options });
  closing.push(() => street.close());
  return street;
}

/** A driver for the cabinet on this port. */
export function at(...given: Parameters<typeof crossingAt>): Crossing {
  const crossing = crossingAt(...given);
  closing.push(() => crossing.driver.stop());
  return crossing;
}

/** In control of a virtual cabinet, with all heads red. */
export async function inControl(
  site: Parameters<typeof crossingAt>[1] = {},
  options: Partial<CabinetOptions> = {},
): Promise<[Crossing, VirtualCabinet]> {
  const street = await cabinet(options);
  const crossing = at(street.address.port, site);
  await crossing.until(WITHDRAWN, linkIs("up"));
  await crossing.until(ALL_RED, shows(ALL_RED));
  return [crossing, street];
}
