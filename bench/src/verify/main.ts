/**
 * `npm run verify [-- --only name,...] [--nightly] [--seconds n] [--seed n] [--json] [--write]`
 *
 * Runs the methods of proof and prints what they found; `npm run verify:nightly` runs them whole, and `--write` puts
 * each in its place in docs/verified.md. Exit 0, 1 when a must is missed or a method breaks off, 2 for words that mean nothing.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { machine, machineWords } from "../machine.ts";
import { type Asked, METHODS, type Method, askedBy } from "./asked.ts";
import { renewed } from "../results.ts";
import { type Ran, page, sectionTable } from "./page.ts";
import type { Found, VerifySection } from "./section.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

process.exitCode = await verify(process.argv.slice(2));

async function verify(argv: readonly string[]): Promise<number> {
  const asked = askedBy(argv);
  if ("trouble" in asked) {
    say(`verify: ${asked.trouble}`);
    return 2;
  }
  const ran: Ran[] = [];
  for (const name of asked.only) {
    const section = await sectionOf(name);
    if (section === null) {
      say(`verify: ${name} is not part of this version`);
      continue;
    }
    ran.push(await timed(name, section, asked));
    if (!asked.json) console.log(`${sectionTable(ran.at(-1)!)}\n`);
    // After each: a night that is cut short keeps what it found.
    if (asked.write)
      writeFileSync(join(ROOT, "docs/verified.md"), page(renewed("verified", METHODS, ran)));
  }
  if (asked.json) console.log(JSON.stringify(ran));
  return ran.length > 0 && ran.every(({ kept }) => kept) ? 0 : 1;
}

/** A method's own program, when it is part of this version. From source it is .ts, when built .js. */
async function sectionOf(name: Method): Promise<VerifySection | null> {
  const here = import.meta.url;
  const file = new URL(`./${name}/index${extname(here)}`, here);
  if (!existsSync(file)) return null;
  const { section } = (await import(file.href)) as { readonly section: VerifySection };
  return section;
}

/** One method run to its end, with what it cost. A method that breaks off has missed its must. */
async function timed(name: Method, section: VerifySection, asked: Asked): Promise<Ran> {
  const { nightly, seconds, seed } = asked;
  const on = machineWords(machine());
  const began = Date.now();
  const cpu = process.cpuUsage();
  let found: Found;
  try {
    found = await section.run({
      nightly,
      ...(seconds === undefined ? {} : { seconds }),
      seed,
      say: (line) => say(`verify ${name}: ${line}`),
    });
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(`verify ${name}: broke off: ${why}`);
    found = { title: name, figures: [["runs to its end", "yes", "broke off", false]], notes: [] };
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    name,
    found,
    kept: found.figures.every(([, , , ok]) => ok !== false),
    took_s: (Date.now() - began) / 1000,
    cpu_s: (user + system) / 1e6,
    on,
    version: version(),
    nightly,
    seed,
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** The version of the package: the page speaks of what was released, whatever the working copy is called. */
function version(): string {
  const { version: is } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return is;
}

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}
