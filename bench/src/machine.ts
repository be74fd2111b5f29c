/** On what a measurement was made. */
import { cpus, loadavg, release, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly system: string;
  readonly node: string;
  readonly date: string;
  /** Mean number of running processes over the minute before. Above about 0.3: somebody else was busy too. */
  readonly load_before: number;
}

/** This machine now; ask before measuring. */
export const machine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory_gb: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${process.arch} ${release()}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  load_before: Math.round(loadavg()[0]! * 100) / 100,
});

/** The same in one sentence. */
export const machineWords = (m: Machine): string =>
  `${m.date}, ${m.cores} x ${m.processor}, ${m.memory_gb} GB, ${m.system}, Node ${m.node}; ` +
  `load average of the minute before: ${m.load_before}.`;
