/** The detector's model: there, and whole. */
import { VisionError, detectorOf, findModel } from "@crossing/vision";
import { EXIT } from "../exit.ts";
import { type Finding, failed, well } from "./finding.ts";

/** Loads the model as the eyes would; without it every zone counts as occupied. */
export async function model(wanted: string | null): Promise<Finding> {
  try {
    const path = findModel(wanted ?? undefined);
    const detector = await detectorOf(path);
    await detector.close();
    return well("model", `${detector.name} (${path})`);
  } catch (error) {
    if (!(error instanceof VisionError)) throw error;
    return failed("model", error.message, "npm run models:build", EXIT.failed);
  }
}
