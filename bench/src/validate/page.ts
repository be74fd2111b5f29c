/** docs/validation.md: what was compared with what, and how near it came. */
import { type Machine, machineWords } from "../machine.ts";
import { type Check, checkLine } from "./check.ts";
import type { Case } from "./comparison.ts";
import type { Figures } from "./outcome.ts";
import { type Swap, ranked, swaps } from "./ranking.ts";
import type { Discharge } from "./saturation.ts";
import { COMPARABLE, type VehicleType } from "./sumo-types.ts";
import { LIMITS, type Verdict, verdicts } from "./verdict.ts";

/** What was found out about SUMO. */
export interface WithSumo {
  readonly version: string;
  readonly seeds: number;
  readonly hours: number;
  /** Of a queue of cars. */
  readonly discharge: { readonly ours: Discharge; readonly sumo: Discharge };
  readonly cases: readonly Case[];
  /** Demands at which some plans have no capacity to spare: shown, not judged. */
  readonly crowded: readonly Case[];
  /** The same with SUMO's vehicles as they are shipped: shown, not judged. */
  readonly asShipped: readonly Case[];
}

export interface Findings {
  readonly machine: Machine;
  readonly theory: readonly Check[];
  /** Null where there is no SUMO. */
  readonly sumo: WithSumo | null;
}

/** The whole document. */
export function page({ machine, theory, sumo }: Findings): string {
  return `# Is the street right?

Written by \`npm run validate -- --write\`; not edited by hand. The street of the simulator is held against formulas,
and against Eclipse SUMO on the same arrivals under the same signal. The pilot crossing's site file.

${machineWords(machine)}

## Against theory

${HEAD}
${theory.map(checkLine).join("\n")}

${hows(theory)}

## Against SUMO

${sumo === null ? "No SUMO on this machine: not compared." : sumoPart(sumo)}
`;
}

const HEAD = `| what | expected | is | may be off by | kept |
|---|---|---|---|---|`;

const hows = (checks: readonly Check[]): string =>
  [...new Set(checks.map(({ how }) => how))]
    .map((how) => {
      const these = checks.filter((check) => check.how === how);
      return `- **${these[0]!.what}${these.length > 1 ? " and alike" : ""}**: ${how}`;
    })
    .join("\n");

function sumoPart(found: WithSumo): string {
  const { version, seeds, hours, cases } = found;
  return `SUMO ${version}, ${seeds} seeds of ${hours} h each for every demand, the first 5 minutes left out; figures are means over all
seeds, percentiles are of all people together. In each cell: ours / SUMO.

- **The same arrivals.** Every vehicle has its lane and its time at the stop line, every person their kerb, time and
  speed. All people wait for walk and set off with it at once, because SUMO's people do no other: patience, late starts
  and reaction are ours alone.
- **The same signal.** Fixed programmes; and what our policies showed, recorded in our closed loop and replayed in SUMO
  as fixed phases.
- **Control delay** is what a vehicle loses at the end of the road beyond what it lost there with green throughout; waits
  are counted in the same way. SUMO moves in steps of 0.25 s, without teleporting, dawdling people or lane changes.
- **SUMO's vehicles** follow its own model (Krauss), set so that queues discharge alike:
${typeWords("cars", COMPARABLE.car)}
${typeWords("buses and lorries", COMPARABLE.bus)}
  Who can stop with ${COMPARABLE.car.braking} m/s2 at yellow does. A queue of cars then discharges with
  ${dischargeWords(found)}.

The limits: ${LIMITS}. What is beyond them is bold.

${table(cases)}

${summary(cases)}

### The same ranking of plans

${rankings(cases)}

### Near capacity

Where a plan leaves hardly any green to spare, delay hangs on the last per cent of capacity, and two streets with the
same saturation flow may part: our heavy vehicles take longer to get going, which counts most in short greens. Not judged.

${table(found.crowded)}

### With SUMO's vehicles as they are shipped

Krauss with sigma 0.5, tau 1 s, acceleration 2.6 m/s2 and no start-up delay: queues discharge faster and without
start-up loss, and vehicles dawdle on a free road. Not judged; people are not touched by it.

${table(found.asShipped)}
`;
}

const typeWords = (name: string, type: VehicleType): string =>
  `  ${name} accel ${type.acceleration}, decel ${type.braking}, sigma ${type.sigma}, tau ${type.tau_s} s, length ${type.length_m} m, ` +
  `minGap ${type.gap_m} m, startupDelay ${type.startup_s} s;`;

const dischargeWords = ({ discharge: { ours, sumo } }: WithSumo): string =>
  `${sumo.flow_per_h.toFixed(0)} veh/h and a start-up loss of ${sumo.lost_s.toFixed(1)} s (ours: ` +
  `${ours.flow_per_h.toFixed(0)} veh/h and ${ours.lost_s.toFixed(1)} s)`;

function table(cases: readonly Case[]): string {
  return [
    "| people/h, veh/h | plan | mean wait, s | p95 wait, s | control delay, s | stops | veh/h |",
    "|---|---|---|---|---|---|---|",
    ...cases.map((one) => {
      const { people_per_h, vehicles_per_h } = one.rates;
      const cells = verdicts(one).map(cell).join(" | ");
      return `| ${people_per_h}, ${vehicles_per_h} | ${one.plan} | ${cells} |`;
    }),
  ].join("\n");
}

function cell({ figure, ours, sumo, kept }: Verdict): string {
  const digits = figure === "throughput" ? 0 : figure === "stops" ? 2 : 1;
  const words = `${ours.toFixed(digits)} / ${sumo.toFixed(digits)}`;
  return kept ? words : `**${words}**`;
}

function summary(cases: readonly Case[]): string {
  const all = cases.flatMap(verdicts);
  const kept = all.filter((verdict) => verdict.kept).length;
  const worst = (figure: Verdict["figure"]): number =>
    Math.max(...all.filter((verdict) => verdict.figure === figure).map(({ off }) => off));
  return (
    `${kept} of ${all.length} figures are within their limits. The largest differences: mean wait ${worst("wait").toFixed(1)} s, ` +
    `p95 ${worst("wait p95").toFixed(1)} s, control delay ${worst("delay").toFixed(1)} s, stops ${worst("stops").toFixed(2)}, ` +
    `GEH ${worst("throughput").toFixed(2)}.`
  );
}

function rankings(cases: readonly Case[]): string {
  const demands = [...new Set(cases.map(({ rates }) => rates))];
  return demands
    .map((rates) => {
      const these = cases.filter((one) => one.rates === rates);
      return [
        `- ${rates.people_per_h} people/h, ${rates.vehicles_per_h} veh/h`,
        rankWords("vehicle delay", these, ({ delay_s }) => delay_s),
        rankWords("people's wait", these, ({ pedWait_s }) => pedWait_s),
      ].join("\n");
    })
    .join("\n");
}

function rankWords(name: string, cases: readonly Case[], of: (figures: Figures) => number): string {
  const order = ranked(cases, ({ ours }) => ours, of).join(" < ");
  const swapped = swaps(cases, of);
  const same = swapped.length === 0 ? "the same in both" : swapped.map(swapWords).join("; ");
  return `  - ${name}: ${same}. Ours: ${order}.`;
}

const swapWords = ({ plans: [one, other], ours, sumo, certain }: Swap): string =>
  `**${one} and ${other} change places** (${ours.toFixed(2)} s apart in ours, ${sumo.toFixed(2)} s in SUMO${certain ? "" : "; within chance"})`;
