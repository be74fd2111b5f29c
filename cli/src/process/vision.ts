/** The vision process: frames, inference, people. Whatever happens in here, control goes on without it. */
import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { type PreviewSwitch, type Site, instant } from "@crossing/config";
import { startEyes } from "@crossing/vision";
import { monotonic } from "../clock.ts";
import { connectLink } from "../link/client.ts";
import { CONTROL_LINE_MAX, VISION_LINE_MAX } from "../link/intake.ts";
import type { LinkRecord } from "../link/lines.ts";
import { beatEverySecond, endWhenAsked, handedOver, speaker } from "./life.ts";
import { createTroubles } from "./troubles.ts";

/** What vision is told at its start. */
export interface VisionArgs {
  readonly site: Site;
  /** Model file; null: the one that the site names. */
  readonly model: string | null;
  readonly controlSocket: string;
  readonly edgeSocket: string;
}

const args = handedOver() as VisionArgs;
// Inference takes what control leaves over, and goes first when memory runs out.
setPriority(10);
goFirst();

const control = connectLink({
  path: args.controlSocket,
  peer: "vision",
  maxLine: CONTROL_LINE_MAX,
  onRecord: () => {},
});
const edge = connectLink({
  path: args.edgeSocket,
  peer: "vision",
  maxLine: VISION_LINE_MAX,
  onRecord: (record) => {
    if (isPreviewSwitch(record)) eyes.preview(instant(record.until));
  },
});
const tellTrouble = createTroubles(speaker("vision"));
const eyes = startEyes({
  site: args.site,
  ...(args.model === null ? {} : { model: args.model }),
  now: monotonic,
  onObservation: (observation) => control.send(observation),
  onReport: (report) => {
    edge.send(report);
    tellTrouble(report);
  },
  onPicture: (picture) => edge.send(picture),
});

beatEverySecond();
endWhenAsked(async () => {
  control.close();
  edge.close();
  await eyes.stop();
});

/** Tells the kernel whom to end when memory is short. Where that cannot be said, it chooses the largest, which is us too. */
function goFirst(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", "500");
  } catch {
    // No Linux, or not allowed.
  }
}

const isPreviewSwitch = (record: LinkRecord): record is PreviewSwitch =>
  record.type === "preview" && "until" in record && Number.isFinite(record.until);
