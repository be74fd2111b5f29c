/** The evenings that are kept, as files beside this one. */
import { readFileSync, readdirSync } from "node:fs";
import { planOf } from "@crossing/controller";
import { POLICIES, readSite, withPolicy } from "@crossing/config";
import type { Plan } from "@crossing/controller";
import { PLANS } from "../plans.ts";
import { TICK_S, type Teller, evening, tenths } from "./answers.ts";
import { NOTHING, type Told, toldBy } from "./record.ts";

export const FOLDER = new URL("./evenings/", import.meta.url);
const PILOT = new URL("../../../config/sites/yudaihe-beixiaoyuan.json", import.meta.url);

/** The names of all evenings that are kept. */
export const names = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => name.slice(0, -4))
    .sort();

/** An evening as it is kept. */
export const kept = (name: string): string => readFileSync(new URL(`${name}.txt`, FOLDER), "utf8");

/** The evening of a file with today's answers to what was told then: the same text when nothing has changed. */
export function replayed(text: string): string {
  const [head, ...lines] = text.trimEnd().split("\n");
  const told = lines.filter((line) => line.includes(" < "));
  const end = Number(/ for (\d+) s/.exec(head!)?.[1]);
  const plan = planNamed(head!.slice("# ".length, head!.indexOf(" for ")));
  return `${[head, ...evening(plan, telling(told, end))].join("\n")}\n`;
}

/** Tells again what was told: at its time, or when a late tick was late. */
function telling(lines: readonly string[], end: number): Teller {
  let [at, due]: [number, number] = [0, 0];
  let told: Told = NOTHING;
  return () => {
    const [when, words = ""] = (lines[at] ?? "Infinity < ").split(" < ");
    const late = words.split(" ")[0] === `late${due}`;
    const t = late ? Number(when) : due;
    if (t > end) return null;
    const speaks = Number(when) === t;
    told = toldBy(speaks ? words.split(" ") : [], told, t);
    at += speaks ? 1 : 0;
    due = tenths(t + TICK_S);
    return { t, told };
  };
}

/** A plan of plans.ts, or the pilot crossing under a policy. */
export function planNamed(name: string): Plan {
  const small = PLANS[name];
  if (small !== undefined) return small;
  const reading = readSite(readFileSync(PILOT, "utf8"));
  const policy = name.replace("pilot, ", "");
  if (!reading.ok || !Object.hasOwn(POLICIES, policy)) throw new Error(`no plan is called ${name}`);
  const site = withPolicy(reading.site, policy);
  if ("wanted" in site) throw new Error(`${name}: ${site.wanted}`);
  return planOf(site);
}
