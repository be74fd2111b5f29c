/** The slave that is not our code and not Python either: compiled from C with libmodbus, once per test run. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const flags = spawnSync("pkg-config", ["--cflags", "--libs", "libmodbus"], { encoding: "utf8" });

/** Why it cannot be had here, as the end of a test's name; empty: it can. */
export const libmodbusMissing =
  flags.status === 0 && spawnSync("gcc", ["--version"]).status === 0
    ? ""
    : " (skipped: gcc or libmodbus-dev is not installed; apt-get install them)";

/** A running slave and its lines: lamps on, flashing, state. */
export interface LibmodbusSlave {
  readonly port: number;
  readonly lines: (readonly number[])[];
  end(): void;
}

/** Compiles the slave and starts it on a free port. */
export async function startLibmodbus(): Promise<LibmodbusSlave> {
  const folder = mkdtempSync(join(tmpdir(), "crossing-libmodbus-"));
  const program = join(folder, "slave");
  const source = fileURLToPath(new URL("libmodbus_slave.c", import.meta.url));
  const made = spawnSync(
    "gcc",
    ["-O2", source, "-o", program, ...flags.stdout.trim().split(/\s+/)],
    {
      encoding: "utf8",
    },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const slave: ChildProcess = spawn(program, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: number[][] = [];
  const port = await new Promise<number>((resolve, reject) => {
    slave.once("exit", (code) => reject(new Error(`the slave ended with ${code}`)));
    createInterface({ input: slave.stdout! }).on("line", (line) => {
      const numbers = line.split(" ").map(Number);
      if (numbers.length === 1) resolve(numbers[0]!);
      else lines.push(numbers);
    });
  });
  return {
    port,
    lines,
    end: () => {
      slave.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
