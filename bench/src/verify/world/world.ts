/**
 * One crossing in virtual time, whole: street, cameras, the real loop and driver, the line, the cabinet, the event log; and
 * everything that can befall them, by seed.
 *
 *   street ──► cameras ──► control (loop, driver) ◄──► line ◄──► cabinet ──► lamps ──► street
 *                             └──► event log                        └──► watch
 */
import { type Chance, type Street, chanceOf, createStreet } from "@crossing/simulator";
import {
  type CabinetHost,
  type Fault,
  type VirtualTime,
  createCabinetHost,
  createSecondMaster,
  createVirtualLine,
  createVirtualTime,
  faultsBy,
} from "@crossing/simulator/cabinet";
import { type ControlProcess, createControl } from "./control.ts";
import { type EdgeProcess, createEdge } from "./edge.ts";
import { lostEvents } from "./event-witness.ts";
import { type Eyes, createEyes } from "./eyes.ts";
import { visit } from "./engineer.ts";
import { type Crossing, crossingBy } from "./site.ts";
import { type Afflicted, afflict } from "./trouble.ts";
import { Watch } from "./watch.ts";

/** What a run showed. */
export interface WorldRun {
  readonly seed: number;
  /** Simulated, s. */
  readonly lasted_s: number;
  /** What was wrong, in the order of its moments; none: everything held. */
  readonly breaches: readonly string[];
  readonly digest: string;
  /** Profile, policy and faults, in words. */
  readonly about: string;
  readonly counts: WorldCounts;
}

/** What happened in a run. */
export interface WorldCounts {
  readonly faults: number;
  readonly ticks: number;
  readonly walks: number;
  readonly timed: number;
  readonly calls: number;
  readonly longest_call_ms: number;
  readonly starts: number;
  readonly losses: number;
  readonly takeovers: number;
  readonly latched: number;
  /** Blocks that the cabinet took more than two seconds after they were sent. */
  readonly lateBlocks: number;
  readonly events: number;
  /** After the last fault, until the crossing was the box's again, ms; null: it never was. */
  readonly back_ms: number | null;
}

/** A crossing and everybody around it. */
interface World {
  readonly crossing: Crossing;
  readonly time: VirtualTime;
  readonly street: Street;
  readonly eyes: Eyes;
  readonly cabinet: CabinetHost;
  readonly control: ControlProcess;
  readonly edge: EdgeProcess;
  readonly watch: Watch;
  readonly afflicted: Afflicted;
  starts: number;
}

const PERIODS_MS = {
  street: 500,
  cameras: 250,
  looks: 100,
  supervisor: 250,
  engineer: 20_000,
} as const;
const SHORTEST_CHAOS_MS = 300_000;
/** The flap guard holds for half an hour, and control comes back five minutes later at the latest. */
const BACK_WITHIN_MS = 40 * 60_000;
/** And then it is kept for so long, with nothing wrong. */
const STEADY_MS = 150_000;

/** What may be asked of a run. */
export interface WorldOptions {
  /** How long faults come; by the seed when left out, 5 to 100 minutes. */
  readonly chaos_ms?: number;
  /** Told of everything that a person who repeats a run wants to see. */
  readonly log?: (line: string) => void;
}

/** Runs the world of a seed. */
export async function runWorld(seed: number, options: WorldOptions = {}): Promise<WorldRun> {
  const { log } = options;
  const plans = chanceOf(seed, "faults");
  const drawn_ms = SHORTEST_CHAOS_MS * 20 ** plans.next();
  const chaos_ms = options.chaos_ms ?? drawn_ms;
  const faults = faultsBy(plans, chaos_ms);
  const world = createWorld(seed, log);
  begin(world, faults);
  await world.time.run(chaos_ms, settled);
  // A clock that was set wrong is set right too.
  world.afflicted.street.clock_s = 0;
  const back_ms = await calm(world);
  return resultOf(world, { seed, faults, chaos_ms, back_ms });
}

function createWorld(seed: number, log: ((line: string) => void) | undefined): World {
  const chances = (name: string): Chance => chanceOf(seed, name);
  const crossing = crossingBy(chances("crossing"));
  const { site, profile, withCrc, without } = crossing;
  const time = createVirtualTime();
  const trouble: Afflicted["street"] = {
    stuck: [false, false],
    damaged: 0,
    damagedAt: -Infinity,
    clock_s: 0,
  };
  const watch = new Watch({
    site,
    profile,
    time,
    cabinet: () => cabinet,
    last: () => control.last,
    damaged: () => trouble.damaged,
    log,
  });
  const cabinet = createCabinetHost({
    profile,
    withCrc,
    without,
    unit: site.cabinet.unit,
    now: () => time.now(),
    chance: chances("gateway"),
    wrote: (words, refused) => watch.wrote(words, refused !== null),
    switched: () => watch.look(),
  });
  const line = createVirtualLine(time, chances("line"), (end) => cabinet.answer(end));
  const street = createStreet({ site, seed, rates: crossing.rates });
  const eyes = createEyes(site, street, time, chances("eyes"));
  const disk = chances("disk");
  const edge = createEdge(
    time,
    () => disk.next(),
    (ack) => control.ack(ack),
  );
  const control = createControl({
    site,
    time,
    line,
    chance: chances("control"),
    timeOfDay_s: () => timeOfDay(time, trouble.clock_s),
    trace: (record) => {
      watch.tick(record);
      if (record.events.length > 0) time.after(1, () => edge.offer(record));
    },
    sent: (bytes) => watch.sent(bytes),
    breach: (what) => watch.breach(what),
  });
  const afflicted: Afflicted = {
    time,
    line,
    cabinet,
    second: createSecondMaster(cabinet, profile),
    control,
    edge,
    cameras: eyes.troubles,
    street: trouble,
    active: new Map(),
    downUntil: 0,
  };
  return { crossing, time, street, eyes, cabinet, control, edge, watch, afflicted, starts: 0 };
}

const DAY_S = 86_400;

/** The wall clock as it is, wrong or not. */
function timeOfDay(time: VirtualTime, ahead_s: number | null): number | undefined {
  if (ahead_s === null) return undefined;
  return (((time.now() / 1000 + ahead_s) % DAY_S) + DAY_S) % DAY_S;
}

/** Everybody who does something time and again, and the faults that will come. */
function begin(world: World, faults: readonly Fault[]): void {
  const { time, eyes, control, watch, afflicted } = world;
  const every = (ms: number, what: () => void): void => {
    const again = (): void => {
      what();
      time.after(ms, again);
    };
    time.after(ms, again);
  };
  every(PERIODS_MS.street, () => moveStreet(world));
  every(PERIODS_MS.cameras, () => eyes.tell((observation) => control.observe(observation)));
  every(PERIODS_MS.looks, () => watch.look());
  every(PERIODS_MS.supervisor, () => supervise(world));
  every(PERIODS_MS.engineer, () => visit(afflicted, watch));
  for (const fault of faults)
    time.after(fault.at_ms, () => {
      watch.say(`+ ${fault.kind} for ${(fault.lasts_ms / 1000).toFixed(1)} s`);
      afflict(afflicted, fault);
    });
}

/** People and vehicles go by the lamps; buttons are wired to the cabinet. */
function moveStreet(world: World): void {
  const { street, cabinet, eyes, crossing, afflicted, watch, time } = world;
  const lamps = cabinet.lamps();
  street.step(PERIODS_MS.street / 1000, lamps ?? { vehicle: "dark", ped: "dark" });
  const seen = eyes.look();
  if (lamps === null) return;
  const pressed = crossing.site.zones.map(
    ({ id }, zone) => seen.buttons[id] === true || afflicted.street.stuck[zone] === true,
  );
  pressed.forEach((is, zone) => cabinet.inside.field.button(zone, is));
  const moment = { now: time.now(), walking: lamps.ped === "walk", able: able(world) };
  const waiting = Object.values(seen.zones).some((zone) => zone !== null && zone.waiting > 0);
  watch.presses.see({ ...moment, calling: pressed.includes(true) });
  watch.waits.see({ ...moment, calling: waiting });
}

/** Control runs, unless it is to be down. */
function supervise(world: World): void {
  const { control, afflicted, time } = world;
  if (control.running || time.now() < afflicted.downUntil) return;
  world.starts += 1;
  control.start();
}

/** Nothing is wrong, the box has the crossing, and the cabinet says so too. */
function able({ control, cabinet, afflicted }: World): boolean {
  const mode = control.last?.outputs.mode ?? "withdrawn";
  const quiet = [...afflicted.active.values()].every((count) => count === 0);
  const ours = mode !== "withdrawn" && mode !== "fault" && cabinet.lamps()?.state === "remote";
  return quiet && ours && control.awake;
}

/** All is well now: how long until the crossing is the box's again and stays it; null: too long. */
async function calm(world: World): Promise<number | null> {
  const { time, watch, control, cabinet } = world;
  const began = time.now();
  let since = Infinity;
  while (time.now() - began < BACK_WITHIN_MS + STEADY_MS) {
    await time.run(time.now() + 1000, settled);
    since = able(world) ? Math.min(since, time.now()) : Infinity;
    if (time.now() - since >= STEADY_MS) return since - began;
  }
  const outputs = control.last?.outputs;
  watch.breach(
    `not back in ${BACK_WITHIN_MS / 60_000} min after the last fault: level ${outputs?.level}, ${outputs?.reason.code}, ` +
      `${control.last?.cabinet.trouble ?? "no trouble at the line"}, cabinet ${cabinet.lamps()?.state}`,
  );
  return null;
}

/** Everything that goes on in promises is done before the next event. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

function resultOf(
  { crossing, time, watch, edge, starts }: World,
  run: {
    readonly seed: number;
    readonly faults: readonly Fault[];
    readonly chaos_ms: number;
    readonly back_ms: number | null;
  },
): WorldRun {
  const { ticks, losses, takeovers, latched, lateBlocks, lamps, presses, waits } = watch;
  const { seed, faults, chaos_ms, back_ms } = run;
  return {
    seed,
    lasted_s: time.now() / 1000,
    breaches: [...watch.breaches, ...lostEvents(edge).slice(0, 5)],
    digest: watch.digest.hex(),
    about: `${crossing.profile}, ${crossing.site.policy.name}, ${faults.length} faults in ${Math.round(chaos_ms / 60_000)} min`,
    counts: {
      faults: faults.length,
      ticks,
      walks: lamps.walks,
      timed: lamps.timed,
      calls: presses.answered + waits.answered,
      longest_call_ms: Math.max(presses.longest_ms, waits.longest_ms),
      starts,
      losses,
      takeovers,
      latched,
      lateBlocks,
      events: edge.lines.length,
      back_ms,
    },
  };
}
