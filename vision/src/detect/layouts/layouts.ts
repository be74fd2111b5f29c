/** All layouts by the word that a sidecar uses. */
import type { LayoutName } from "../../models/sidecar.ts";
import { detr } from "./detr.ts";
import type { Layout } from "./layout.ts";
import { nanodet } from "./nanodet.ts";
import { picodet } from "./picodet.ts";
import { rfDetr } from "./rf-detr.ts";
import { picodetPost, yolo26 } from "./rows.ts";
import { ssd } from "./ssd.ts";
import { yolo11 } from "./yolo11.ts";
import { yolox } from "./yolox.ts";

export const LAYOUT: Readonly<Record<LayoutName, Layout>> = {
  ssd,
  yolox,
  nanodet,
  picodet,
  "picodet-post": picodetPost,
  detr,
  "rf-detr": rfDetr,
  yolo11,
  yolo26,
};
