import { readFileSync } from "node:fs";
import { type Site, checkSite } from "@crossing/config";

/** The site file of the pilot crossing. */
export function pilotSite(): Site {
  const file = new URL("../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);
  const reading = checkSite(JSON.parse(readFileSync(file, "utf8")));
  if (!reading.ok) throw new Error("the pilot site file is malformed");
  return reading.site;
}
