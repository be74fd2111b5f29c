/**
 * `npm run bench [-- name ...] [--json] [--write]`: makes the measurements one after the other.
 *
 * Prints the table; `--json` one object instead; `--write` puts it into docs/measured.md as well, which wants all
 * of them. Exit 0, 1 when a limit is broken, 2 for a name that is none.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Site, readSite } from "@crossing/config";
import { machine, machineWords } from "./machine.ts";
import { type NamedRow, type Row, table } from "./measure.ts";
import { type Bench, MEASUREMENTS } from "./measurements.ts";
import { report } from "./report.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

// What was started ends at our exit, so an interruption must be one.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

// Not only the exit code: a measurement that fell over may have left something open.
process.exit(await bench(process.argv.slice(2)));

async function bench(argv: readonly string[]): Promise<number> {
  const asked = askedBy(argv);
  if ("trouble" in asked) return (say(asked.trouble), 2);
  const before = machine();
  const rows = await measured(asked.names);
  if (asked.json) console.log(JSON.stringify({ machine: before, rows }, null, 2));
  else console.log(`${machineWords(before)}\n\n${table(rows)}`);
  if (asked.write) writeFileSync(join(ROOT, "docs/measured.md"), report(rows, before));
  return rows.some((row) => row.ok === false) ? 1 : 0;
}

type Asked =
  | { readonly names: readonly string[]; readonly json: boolean; readonly write: boolean }
  | { readonly trouble: string };

function askedBy(argv: readonly string[]): Asked {
  const known = Object.keys(MEASUREMENTS);
  const flags = argv.filter((word) => word.startsWith("--"));
  const names = argv.filter((word) => !word.startsWith("--"));
  const strange =
    flags.find((flag) => flag !== "--json" && flag !== "--write") ??
    names.find((name) => !known.includes(name));
  if (strange !== undefined)
    return { trouble: `${strange}: wanted --json, --write or any of ${known.join(", ")}` };
  const write = flags.includes("--write");
  if (write && names.length > 0)
    return { trouble: "--write wants all measurements, so that the page is of one day: no names" };
  return { names: names.length > 0 ? names : known, json: flags.includes("--json"), write };
}

async function measured(names: readonly string[]): Promise<readonly NamedRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const rows: NamedRow[] = [];
  for (const name of names) {
    say(`${name} ...`);
    const these = await rowsOf(name, { site: pilot(), folder, say });
    for (const row of these) rows.push({ ...row, name });
  }
  return rows;
}

/** A measurement that falls over is a broken row, not the end of the others. */
async function rowsOf(name: string, given: Bench): Promise<readonly Row[]> {
  try {
    return await MEASUREMENTS[name]!(given);
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const is = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    return [{ what: name, must: "can be measured", is, ok: false, how: "It fell over." }];
  }
}

function pilot(): Site {
  const file = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error(`${file} is not in order; run: crossing check ${file}`);
  return reading.site;
}

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
