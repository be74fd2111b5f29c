/** What the operator is told of the cameras: each change, never one line a picture. */
import type { VisionReport } from "@crossing/config";

/** Takes every report; says when a camera is lost, why, and when it sees again. */
export function createTroubles(log: (line: string) => void): (report: VisionReport) => void {
  const last = new Map<string, VisionReport["state"]>();
  return ({ camera, state, trouble }) => {
    const before = last.get(camera) ?? "starting";
    if (state === before || state === "starting") return;
    last.set(camera, state);
    const blind = `blind (${trouble ?? "no reason given"}); until it sees, somebody is assumed to wait there`;
    log(`camera ${camera}: ${state === "ok" ? "sees" : blind}`);
  };
}
