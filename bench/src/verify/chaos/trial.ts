/** Scratch: does the stage stand? */
import { setTimeout as sleep } from "node:timers/promises";
import { makeNetwork } from "./network.ts";
import { briskSite } from "./site.ts";
import { setStage } from "./stage.ts";
import { judged } from "./judge.ts";
const site = briskSite();
const network = process.argv[2] === "net" ? makeNetwork() : undefined;
console.log(network);
const stage = await setStage({ site, cabinet: process.argv[3] === "foreign" ? "foreign":"virtual", clips: {}, ...(typeof network === "object" ? {network} : {}), say: (l) => console.log(l) });
await sleep(Number(process.argv[4] ?? 45) * 1000);
for (const who of ["supervisor","control","vision","edge","ffmpeg","broker","cabinet"] as const) console.log(who, stage.pids(who));
console.log(stage.lamps.map(({at, lamps}) => `${((at-stage.lamps[0]!.at)/1000).toFixed(2)} ${lamps?.on.toString(2)} ${lamps?.flash} ${lamps?.state}`).join("\n"));
console.log(stage.talks, judged(stage.lamps, site.timing));
await stage.close();
if (typeof network === "object") network.remove();
