import { runWorld } from "./verify/world/world.ts";
const from=Number(process.argv[2]??1), to=Number(process.argv[3]??from);
const verbose=process.argv[4]==="-v";
let sim=0; const c=process.cpuUsage();
for(let s=from;s<=to;s++){ const c1=process.cpuUsage(); const r=await runWorld(s, verbose? (l)=>console.log(l):undefined); const u=process.cpuUsage(c1); sim+=r.lasted_s;
 console.log(s, r.about, Math.round(r.lasted_s)+"s", (r.lasted_s/((u.user+u.system)/1e6)).toFixed(0)+"x", r.digest, JSON.stringify(r.counts)); for(const b of r.breaches) console.log("   !", b); }
const u=process.cpuUsage(c); console.log("total", sim/((u.user+u.system)/1e6));
