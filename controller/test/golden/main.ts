/**
 * `npm run golden [-- --write]`: the kept evenings with today's answers.
 *
 * Says which evenings are answered otherwise than they are kept; `--write` keeps today's answers, so that the change is
 * reviewed as a diff. Evenings of the list that are not kept yet are recorded on their street.
 */
import { existsSync, writeFileSync } from "node:fs";
import { TICK_S, evening, tenths } from "./answers.ts";
import { FOLDER, kept, names, planNamed, replayed } from "./files.ts";
import { EVENINGS } from "./list.ts";
import { Street } from "./street.ts";

const write = process.argv.includes("--write");
const files = new Set([...Object.keys(EVENINGS), ...names()]);
const DARK = { vehicle: "dark", ped: "dark" } as const;
let changed = 0;
for (const name of files) {
  const file = new URL(`${name}.txt`, FOLDER);
  const text = existsSync(file) ? replayed(kept(name)) : recorded(name);
  if (existsSync(file) && kept(name) === text) continue;
  changed += 1;
  console.log(`${name}: ${write ? "written" : "is answered otherwise, or not kept yet"}`);
  if (write) writeFileSync(file, text);
}
console.log(`${files.size} evenings, ${changed} changed`);
process.exitCode = changed > 0 && !write ? 1 : 0;

/** An evening on its street, told for the first time. */
function recorded(name: string): string {
  const { plan: called, kind, seed, lasts_s } = EVENINGS[name]!;
  const street = new Street(kind, seed);
  let t = -TICK_S;
  const lines = evening(planNamed(called), (shown) => {
    t = tenths(t + (t < 0 ? TICK_S : street.tick()));
    return t > lasts_s ? null : { t, told: street.told(t, shown ?? DARK) };
  });
  return `# ${called} for ${lasts_s} s\n${lines.join("\n")}\n`;
}
