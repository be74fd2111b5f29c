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
import { parseArgs } from "node:util";
import { type Site, readSite } from "@crossing/config";
import { machine, machineWords } from "./machine.ts";
import { type NamedRow, type Row, table } from "./measure.ts";
import { type Bench, MEASUREMENTS } from "./measurements.ts";
import { report } from "./report.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OPTIONS = { json: { type: "boolean" }, write: { type: "boolean" } } as const;

process.exitCode = await bench(process.argv.slice(2));

async function bench(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
  });
  const trouble = troubleWith(positionals, values.write === true);
  if (trouble !== null) return (say(trouble), 2);

  const before = machine();
  const rows = await measured(positionals.length > 0 ? positionals : Object.keys(MEASUREMENTS));
  if (values.json === true) console.log(JSON.stringify({ machine: before, rows }, null, 2));
  else console.log(`${machineWords(before)}\n\n${table(rows)}`);
  if (values.write === true) writeFileSync(join(ROOT, "docs/measured.md"), report(rows, before));
  return rows.some((row) => row.ok === false) ? 1 : 0;
}

function troubleWith(names: readonly string[], write: boolean): string | null {
  const known = Object.keys(MEASUREMENTS);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return `${unknown}: no such measurement; there are ${known.join(", ")}`;
  if (write && names.length > 0)
    return "--write wants all measurements, so that the page is of one day: leave out the names";
  return null;
}

async function measured(names: readonly string[]): Promise<readonly NamedRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-bench-"));
  const rows: NamedRow[] = [];
  try {
    for (const name of names) {
      say(`${name} ...`);
      const these = await rowsOf(name, { site: pilot(), folder, say });
      for (const row of these) rows.push({ ...row, name });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

/** A measurement that falls over is a broken row, not the end of the others. */
const rowsOf = (name: string, given: Bench): Promise<readonly Row[]> =>
  MEASUREMENTS[name]!(given).catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const words = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    return [
      {
        what: name,
        must: "can be measured",
        is: words,
        ok: false,
        how: "It fell over; see its message.",
      },
    ];
  });

function pilot(): Site {
  const file = join(ROOT, "config/sites/yudaihe-beixiaoyuan.json");
  const reading = readSite(readFileSync(file, "utf8"));
  if (!reading.ok) throw new Error(`${file} is not in order; run: crossing check ${file}`);
  return reading.site;
}

function say(line: string): void {
  process.stderr.write(`bench: ${line}\n`);
}
