/** Whether the edge model is there. */
import { VisionError, findModel } from "@crossing/vision";

/** One sentence when there is no model on this machine; null when there is. */
export function missingModel(): string | null {
  try {
    findModel();
    return null;
  } catch (error) {
    if (error instanceof VisionError) return "no model on this machine: npm run models:build";
    throw error;
  }
}
