/** The int8 variant of the model that ships. */
import { VisionError, findModel } from "@crossing/vision";

/** Its path; null where it was not built. */
export function int8Model(): string | null {
  try {
    return findModel(null, "int8");
  } catch (error) {
    if (error instanceof VisionError) return null;
    throw error;
  }
}

export const NO_INT8 = "no int8 model: npm run models:build -- --int8";
