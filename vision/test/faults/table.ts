/**
 * Prints how soon each fault is told on each camera, as a table for docs/camera-health.md:
 * `CROSSING_MEDIA=<folder> node --import tsx --conditions=source vision/test/faults/table.ts`.
 *
 * Without CROSSING_MEDIA only the drawn street is shown. Takes minutes.
 */
import { pathToFileURL } from "node:url";
import { ALL_FAULTS, type NamedFault } from "./all-faults.ts";
import { clips } from "./clips.ts";
import { drawnStreet } from "./drawn.ts";
import { type Feed, LOOKS_PER_S, type Watch, ill, opened, toldAfter, well } from "./watch.ts";

const WARM_S = 16;
const CLEAN_S = 120;
const FAULT_S = 30;
const SEED = 7;

function main(only: string | undefined): void {
  const feeds = [...clips(), drawnStreet(1)].filter(({ name }) => name.includes(only ?? ""));
  const columns = feeds.map(columnOf);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  console.log(row(["fault", "told as", ...feeds.map(({ name }) => name)]));
  console.log(row(["---", "---", ...feeds.map(() => "---")]));
  ALL_FAULTS.forEach(({ name, told }, at) =>
    console.log(row([name, told.join(" or "), ...columns.map((column) => column.times[at]!)])),
  );
  console.log(row(["alarms while well", "none", ...columns.map(({ alarms }) => alarms)]));
}

interface Column {
  readonly times: readonly string[];
  readonly alarms: string;
}

function columnOf(feed: Feed): Column {
  const clean = well(opened(feed), CLEAN_S * LOOKS_PER_S);
  const alarms = clean.said.filter(({ faults }) => faults.length > 0);
  const warm = well(opened(feed), WARM_S * LOOKS_PER_S);
  return {
    times: ALL_FAULTS.map((fault) => timeOf(warm, fault)),
    alarms: `${alarms.length} of ${clean.said.length}`,
  };
}

/** Seconds; the words that were told instead when it was missed. */
function timeOf(warm: Watch, fault: NamedFault): string {
  const told = ill(warm, FAULT_S * LOOKS_PER_S, fault.start(SEED), ({ faults }) =>
    faults.some((one) => fault.told.includes(one)),
  );
  const after = toldAfter(told, fault.told);
  if (after !== null) return `${after.toFixed(1)} s`;
  const instead = [...new Set(told.said.flatMap(({ faults }) => faults))];
  return instead.length === 0 ? "not told" : `told as ${instead.join(", ")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(process.argv[2]);
