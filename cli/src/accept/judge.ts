/** Whether what was seen is what a step wants. Pure. */
import { rightCabinet, lampTimes, liveWatchdog, switchedOff } from "./judges/cabinet.ts";
import { conflict, otherMaster, refused } from "./judges/faults.ts";
import { brokerGone, clockWrong } from "./judges/around.ts";
import { buttonStuck, cameraBlind, pressServed, walkTests } from "./judges/kerb.ts";
import { powerCycle, rejoin, restart, silence } from "./judges/silence.ts";
import type { Step } from "./steps.ts";
import { type Evidence, type Verdict, fail } from "./verdict.ts";

/** What the looks so far say. With its watchdog off no cabinet passes anything: only step 12 wants it so. */
export function judge(step: Step, evidence: Evidence): Verdict {
  const off = switchedOff(evidence.looks.at(-1)?.passport ?? null);
  if (off !== null && step.needsCabinet && step.expect !== "refused") return fail(off);
  switch (step.expect) {
    case "right-cabinet":
      return rightCabinet(evidence);
    case "live-watchdog":
      return liveWatchdog(evidence);
    case "lamp-times":
      return lampTimes(evidence);
    case "press-served":
      return pressServed(evidence);
    case "silence":
      return silence(evidence, step.at ?? []);
    case "rejoin":
      return rejoin(evidence);
    case "power-cycle":
      return powerCycle(evidence);
    case "restart":
      return restart(evidence);
    case "refused":
      return refused(evidence);
    case "other-master":
      return otherMaster(evidence);
    case "conflict":
      return conflict(evidence);
    case "camera-blind":
      return cameraBlind(evidence, step.patience_s - 5);
    case "button-stuck":
      return buttonStuck(evidence);
    case "broker-gone":
      return brokerGone(evidence);
    case "clock-wrong":
      return clockWrong(evidence);
    case "walk-tests":
      return walkTests(evidence);
  }
}
