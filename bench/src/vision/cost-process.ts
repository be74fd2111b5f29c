/** What one frame with one look costs, in a process of its own: started with a site, a clip and a model, writes a `Cost`. */
import { readFileSync } from "node:fs";
import { readSite } from "@crossing/config";
import { detectorOf } from "@crossing/vision";
import { costOf } from "../frame-cost.ts";

const [file, clip, model] = process.argv.slice(2);
const reading = readSite(readFileSync(file!, "utf8"));
if (!reading.ok) throw new Error(`${file}: not a site file`);
const detector = await detectorOf(model!);
process.stdout.write(JSON.stringify(await costOf(clip!, reading.site, detector)));
await detector.close();
