/**
 * One crossing in virtual time, whole: street, cameras, the real loop and driver, the line, the cabinet, the event log; and
 * everything that can befall them, by seed.
 *
 *   street ──► cameras ──► control (loop, driver) ◄──► line ◄──► cabinet ──► lamps ──► street
 *                             └──► event log                        └──► witnesses
 */
import { type Street, chanceOf, createStreet } from "@crossing/simulator";
import {
  type FaultKind,
  createCabinetHost,
  createLampWitness,
  createSecondMaster,
  createVirtualLine,
  createVirtualTime,
  faultsBy,
  isSecondMaster,
} from "@crossing/simulator/cabinet";
import { blockIn, asksIn, markOf, unwanted } from "./blocks.ts";
import { type ControlProcess, createControl } from "./control.ts";
import { createDigest } from "./digest.ts";
import { createEdge } from "./edge.ts";
import { lostEvents } from "./event-witness.ts";
import { createEyes } from "./eyes.ts";
import { createServiceWitness } from "./service-witness.ts";
import { type Crossing, crossingBy } from "./site.ts";
import { answerBound, shortestTimes } from "./times.ts";
import { type Afflicted, afflict } from "./trouble.ts";

/** What a run showed. */
export interface WorldRun {
  readonly seed: number;
  /** Simulated, s. */
  readonly lasted_s: number;
  /** What was wrong, in the order of its moments; none: everything held. */
  readonly breaches: readonly string[];
  readonly digest: string;
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
  /** After the last fault, until the crossing was the box's again, ms. */
  readonly back_ms: number;
}

const STREET_MS = 500;
const CAMERA_MS = 250;
const LOOK_MS = 100;
const ENGINEER_MS = 20_000;
const BREACHES_KEPT = 20;
const LATE_MS = 2000;
/** The flap guard holds for half an hour, and control comes back five minutes later at the latest. */
const CALM_MS = 40 * 60_000;
const STEADY_MS = 150_000;

/** Runs the world of a seed. `log`: told of everything that a person who repeats a run wants to see. */
export async function runWorld(seed: number, log?: (line: string) => void): Promise<WorldRun> {
  const world = createWorld(seed, log);
  await world.run();
  return world.result();
}

function createWorld(seed: number, log: ((line: string) => void) | undefined) {
  const chances = (name: string) => chanceOf(seed, name);
  const crossing = crossingBy(chances("crossing"));
  const { site, profile } = crossing;
  const plans = chances("faults");
  const chaos_ms = 300_000 * 20 ** plans.next();
  const faults = faultsBy(plans, chaos_ms);
  const time = createVirtualTime();
  const digest = createDigest();
  const breaches: string[] = [];
  const breach = (what: string): void => {
    const line = `${(time.now() / 1000).toFixed(1)} s: ${what}`;
    log?.(`BREACH ${line}`);
    if (breaches.length < BREACHES_KEPT) breaches.push(line);
  };

  const sentAt = new Map<number, number>();
  let lateBlocks = 0;
  let foreign = false;
  const cabinet = createCabinetHost({
    profile,
    withCrc: crossing.withCrc,
    without: crossing.without,
    unit: site.cabinet.unit,
    now: () => time.now(),
    chance: chances("gateway"),
    wrote: (words, refused) => {
      if (refused === null) taken(words);
      look();
    },
    switched: () => look(),
  });
  const line = createVirtualLine(time, chances("line"), (end) => cabinet.answer(end));
  const street = createStreet({ site, seed, rates: crossing.rates });
  const eyes = createEyes(site, street, time, chances("eyes"));
  let ticks = 0;
  let losses = 0;
  let takeovers = 0;
  let latched = 0;
  let starts = 0;
  let held = false;
  let was = "";
  let hadFaults = false;
  const edge = createEdge(
    time,
    () => disk.next(),
    (ack) => control.ack(ack),
  );
  const disk = chances("disk");
  const trouble = { stuck: [false, false], damaged: 0, clock_s: 0 as number | null };
  const control: ControlProcess = createControl({
    site,
    time,
    line,
    chance: chances("control"),
    timeOfDay_s: () =>
      trouble.clock_s === null
        ? undefined
        : (((time.now() / 1000 + trouble.clock_s) % 86_400) + 86_400) % 86_400,
    trace: (record) => {
      ticks += 1;
      const { outputs, cabinet: health, faults } = record;
      const holds = outputs.mode !== "withdrawn";
      if (holds !== held) {
        if (holds) takeovers += 1;
        else if (health.link === "lost") losses += 1;
        held = holds;
      }
      const is = `${outputs.interval} ${outputs.level} ${health.link} ${faults.length} ${record.alarms?.length}`;
      if (is !== was) {
        if (faults.length > 0 && !hadFaults) latched += 1;
        hadFaults = faults.length > 0;
        was = is;
        digest.text(is);
        log?.(
          `${(time.now() / 1000).toFixed(1)} ${is} ${outputs.reason.code} ${health.trouble ?? ""}`,
        );
      }
      if (record.events.length > 0) time.after(1, () => edge.offer(record));
    },
    sent: (bytes) => {
      const words = blockIn(bytes);
      if (words === null) return;
      sentAt.set(markOf(words), time.now());
      if (sentAt.size > 512) sentAt.delete(sentAt.keys().next().value!);
      const wrong = unwanted(words, control.last, profile, () => cabinet.lamps()?.lit ?? null);
      if (wrong !== null) breach(wrong);
    },
    breach,
  });

  function taken(words: readonly number[]): void {
    digest.words(words);
    if (!asksIn(words)) return;
    foreign = isSecondMaster(words);
    const at = foreign ? undefined : sentAt.get(markOf(words));
    if (at !== undefined && time.now() - at > LATE_MS) {
      lateBlocks += 1;
      log?.(`${(time.now() / 1000).toFixed(1)} late block, ${Math.round(time.now() - at)} ms old`);
    }
  }

  const lampWitness = createLampWitness(shortestTimes(site, profile), LOOK_MS + 60, breach);
  const service = createServiceWitness(answerBound(site), breach);
  const active = new Map<FaultKind, number>();
  let downUntil = 0;
  let damagedAt = -Infinity;
  const afflicted: Afflicted = {
    time,
    line,
    cabinet,
    second: createSecondMaster(cabinet, profile),
    control,
    edge,
    cameras: eyes.troubles,
    street: trouble,
    active,
    downUntil: (ms) => {
      downUntil = Math.max(downUntil, ms);
    },
  };

  let shown = "";
  let glance = "";
  function look(): void {
    const driven = cabinet.is.powered ? cabinet.inside.driven() : null;
    const looks = `${driven?.state} ${driven?.lit} ${driven?.flash} ${foreign} ${trouble.damaged}`;
    if (looks === glance) return;
    glance = looks;
    const lamps = cabinet.lamps();
    const heads = lamps === null ? null : { vehicle: lamps.vehicle, ped: lamps.ped };
    const excused =
      trouble.damaged > 0 ||
      lamps?.state === "fault" ||
      (profile === "direct-lamps" && foreign && lamps?.state === "remote");
    const hurried = (control.last?.faults.length ?? 0) > 0;
    lampWitness.see({ now: time.now(), heads, excused, hurried });
    const is = `${lamps?.state} ${heads?.vehicle} ${heads?.ped}`;
    if (is === shown) return;
    shown = is;
    digest.text(is);
    digest.words([Math.round(time.now())]);
    log?.(`${(time.now() / 1000).toFixed(1)} lamps ${is}`);
  }

  const quiet = (): boolean => [...active.values()].every((count) => count === 0);
  const able = (): boolean =>
    quiet() &&
    control.awake &&
    control.last !== null &&
    control.last.outputs.mode !== "withdrawn" &&
    control.last.outputs.mode !== "fault" &&
    cabinet.lamps()?.state === "remote";

  function moveStreet(): void {
    const lamps = cabinet.lamps();
    if (trouble.damaged > 0) damagedAt = time.now();
    street.step(STREET_MS / 1000, lamps ?? { vehicle: "dark", ped: "dark" });
    eyes.look();
    if (lamps !== null) wire(street, crossing, cabinet.inside.field, trouble.stuck);
    const walking = lamps?.ped === "walk";
    const calling = (cabinet.inside.field.registers().buttons & 3) !== 0;
    service.see({ now: time.now(), walking, calling, able: able() });
  }

  function supervise(): void {
    if (time.now() < downUntil) return;
    const { last } = control;
    control.start();
    if (last === null && control.last === null) starts += 1;
  }

  /** Somebody who comes by, looks for what is latched and clears it where its cause is gone. */
  function engineer(): void {
    const { last } = control;
    if (trouble.damaged === 0 && cabinet.lamps()?.state === "fault") cabinet.inside.reset();
    if (last === null) return;
    const refused = last.cabinet.link === "refused" && last.cabinet.trouble?.includes("go safe");
    if (refused === true && time.now() - damagedAt > 60_000)
      breach(`the last check before the wire refused: ${last.cabinet.trouble}`);
    if (last.faults.length > 0 || refused === true) control.ask("clear-fault");
    if (!active.get("withdrawn") && last.outputs.reason.code === "withdrawn") control.ask("resume");
  }

  const every = (ms: number, what: () => void): void => {
    const again = (): void => {
      what();
      time.after(ms, again);
    };
    time.after(ms, again);
  };

  let back_ms = NaN;
  return {
    async run() {
      every(STREET_MS, moveStreet);
      every(CAMERA_MS, () => eyes.tell((observation) => control.observe(observation)));
      every(LOOK_MS, look);
      every(250, supervise);
      every(ENGINEER_MS, engineer);
      for (const fault of faults)
        time.after(fault.at_ms, () => {
          log?.(
            `${(time.now() / 1000).toFixed(1)} + ${fault.kind} ${(fault.lasts_ms / 1000).toFixed(1)} s`,
          );
          afflict(afflicted, fault);
        });
      await time.run(chaos_ms, settled);
      trouble.clock_s = 0;
      await calm();
    },
    result: (): WorldRun => {
      breaches.push(...lostEvents(edge).slice(0, 5));
      return {
        seed,
        lasted_s: time.now() / 1000,
        breaches,
        digest: digest.hex(),
        about: `${profile}, ${site.policy.name}, ${faults.length} faults in ${Math.round(chaos_ms / 60_000)} min`,
        counts: {
          faults: faults.length,
          ticks,
          walks: lampWitness.walks,
          timed: lampWitness.timed,
          calls: service.answered,
          longest_call_ms: service.longest_ms,
          starts,
          losses,
          takeovers,
          latched,
          lateBlocks,
          events: edge.lines.length,
          back_ms,
        },
      };
    },
  };

  /** All is well now: until the crossing has been the box's for long enough to serve somebody, or should have been. */
  async function calm(): Promise<void> {
    const began = time.now();
    let ableSince = Infinity;
    while (time.now() - began < CALM_MS + STEADY_MS) {
      await time.run(time.now() + 1000, settled);
      ableSince = able() ? Math.min(ableSince, time.now()) : Infinity;
      if (time.now() - ableSince < STEADY_MS) continue;
      back_ms = ableSince - began;
      if (back_ms > CALM_MS) break;
      return;
    }
    const last = control.last;
    breach(
      `not back ${CALM_MS / 60_000} min after the last fault: level ${last?.outputs.level}, ${last?.outputs.reason.code}, ` +
        `${last?.cabinet.trouble ?? "no trouble at the line"}, cabinet ${cabinet.lamps()?.state}`,
    );
  }
}

/** Everything that goes on in promises is done, before the next event. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** Buttons and loops of the street on the terminals of the cabinet. */
function wire(
  street: Street,
  { site }: Crossing,
  field: { button(zone: number, pressed: boolean): void; countLoop(number: number): void },
  stuck: readonly boolean[],
): void {
  const { buttons } = street.detect({
    lookahead_s: 0,
    approach_s: 0,
    crossing: false,
    queues: false,
    waits: false,
  });
  for (const [place, { id }] of site.zones.entries())
    field.button(place, buttons[id] === true || stuck[place] === true);
}
