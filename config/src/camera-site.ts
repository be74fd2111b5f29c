/** The part of the site file that says what looks at the street. */
import { z } from "zod";
import { id, point, polygon } from "./site-words.ts";

export const cameraSchema = z.strictObject({
  id,
  source: z
    .string()
    .min(1)
    .describe("file, rtsp://..., /dev/video0, or street:<view> for the simulated street"),
  fps: z.number().min(1).max(30).describe("frames looked at per second; 10 is usual"),
  confidence_min: z
    .number()
    .min(0.05)
    .max(0.99)
    .describe("boxes below this score are left out; 0.40 for the default model"),
  mount: z
    .strictObject({
      height_m: z.number().min(1).max(30),
      pitch_deg: z.number().min(0).max(90),
      yaw_deg: z.number().min(-180).max(180),
    })
    .describe("how it hangs; used to draw the simulated street and to check the picture"),
  zones: z
    .array(z.strictObject({ zone: id, polygon }))
    .describe("waiting zones that this camera sees; none for a camera that sees only vehicles"),
  crosswalk: polygon.nullable().describe("the carriageway part of the crosswalk, or null"),
  lanes: z
    .array(z.strictObject({ lane: id, polygon }))
    .default([])
    .describe("approach lanes that this camera sees, from the stop line upstream"),
  ground: z
    .array(z.strictObject({ image: point, metres: z.tuple([z.number(), z.number()]) }))
    .default([])
    .describe(
      "points known in the picture (fractions) and on the ground (metres: x along the road to the right of somebody " +
        "who crosses from zone 1 to zone 2, y across it, 0 at zone 1's kerb, x = 0 in the middle of the crosswalk); " +
        "four or more, no three in a line, or none: written by vision calibrate",
    ),
  landmarks: z
    .array(z.strictObject({ at: point, patch: z.string().max(4000) }))
    .max(16)
    .default([])
    .describe(
      "small patches of unmoving background, to tell a camera that was moved: written by vision calibrate",
    ),
});

export const visionSchema = z.strictObject({
  model: z
    .string()
    .nullable()
    .describe("name of a model in the models folder, or path of an ONNX file; null: the default"),
  precision: z
    .enum(["fp32", "int8"])
    .describe(
      "int8: about half the time, nearly as exact; fp32 where the model has no such variant",
    ),
  engine: z
    .enum(["native", "wasm"])
    .describe("wasm runs where the native engine does not, six times slower"),
});

/** The default model in bytes on the native engine: finer looks at the same cost are worth more than exact weights. */
export const VISION: z.infer<typeof visionSchema> = {
  model: null,
  precision: "int8",
  engine: "native",
};
