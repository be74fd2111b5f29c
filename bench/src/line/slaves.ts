/** Modbus slaves that are not our code, as processes of their own: libmodbus (compiled here) and pymodbus. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A running slave. */
export interface Slave {
  readonly port: number;
  end(): void;
}

/** A slave that can be started, or why it cannot here. */
export type SlaveKind =
  | { readonly name: string; readonly start: () => Promise<Slave> }
  | { readonly name: string; readonly missing: string };

const TESTS = fileURLToPath(new URL("../../../signal-driver/test/", import.meta.url));
const PYTHON = "/usr/bin/python3";

/** The slave in C, compiled into the folder. */
export function libmodbus(folder: string): SlaveKind {
  const flags = spawnSync("pkg-config", ["--cflags", "--libs", "libmodbus"], { encoding: "utf8" });
  const program = join(folder, "libmodbus-slave");
  const source = join(TESTS, "libmodbus_slave.c");
  const words = flags.status === 0 ? flags.stdout.trim().split(/\s+/) : [];
  const made =
    flags.status === 0 && spawnSync("gcc", ["-O2", source, "-o", program, ...words]).status === 0;
  return made
    ? { name: "libmodbus", start: () => started(program, []) }
    : { name: "libmodbus", missing: "needs gcc and libmodbus-dev" };
}

/** The slave in Python. */
export function pymodbus(): SlaveKind {
  const present = spawnSync(PYTHON, ["-c", "import pymodbus"]).status === 0;
  return present
    ? { name: "pymodbus", start: () => started(PYTHON, [join(TESTS, "pymodbus_slave.py")]) }
    : { name: "pymodbus", missing: "needs python3-pymodbus" };
}

/** Its first line tells the port, as a number or as {"port": number}. */
async function started(program: string, words: readonly string[]): Promise<Slave> {
  const child: ChildProcess = spawn(program, words, { stdio: ["ignore", "pipe", "ignore"] });
  const end = (): boolean => child.kill("SIGKILL");
  process.once("exit", end);
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await once(lines, "line")) as [string];
  const told = JSON.parse(line) as number | { readonly port: number };
  return {
    port: typeof told === "number" ? told : told.port,
    end: () => {
      process.off("exit", end);
      end();
    },
  };
}
