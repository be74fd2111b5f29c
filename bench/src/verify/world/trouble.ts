/** Faults brought into a world, and taken out of it again. */
import { LAMPS } from "@crossing/config";
import {
  FAIR,
  type CabinetHost,
  type Fault,
  type FaultKind,
  type Mischief,
  type SecondMaster,
  type VirtualLine,
  type VirtualTime,
} from "@crossing/simulator/cabinet";
import type { ControlProcess } from "./control.ts";
import type { EdgeProcess } from "./edge.ts";
import type { CameraTrouble } from "./eyes.ts";

/** All that can be in trouble. */
export interface Afflicted {
  readonly time: VirtualTime;
  readonly line: VirtualLine;
  readonly cabinet: CabinetHost;
  readonly second: SecondMaster;
  readonly control: ControlProcess;
  readonly edge: EdgeProcess;
  readonly cameras: readonly CameraTrouble[];
  readonly street: StreetTrouble;
  /** No run of control begins before then. */
  downUntil: number;
  /** Kinds at work now, how often each. */
  readonly active: Map<FaultKind, number>;
}

/** What is wrong in the street and with the wall clock. Changed by whoever brings the trouble. */
export interface StreetTrouble {
  /** By zone: its button hangs. */
  readonly stuck: boolean[];
  /** Lamps that are out or stuck. */
  damaged: number;
  /** When one was last found so, ms. */
  damagedAt: number;
  /** What the wall clock is ahead of true time, s; null: it tells nothing. */
  clock_s: number | null;
}

const MISCHIEF: readonly Mischief[] = [
  "garbage",
  "wrong-id",
  "wrong-unit",
  "stale",
  "twice",
  "swallowed",
  "exception",
  "flipped-length",
  "unasked",
];
const HOUR_S = 3600;
const YEAR_S = 31_536_000;
const SECOND_MASTER_MS = 200;

/** Brings it in, and plans its end. */
export function afflict(world: Afflicted, fault: Fault): void {
  const { active, time } = world;
  const count = (by: number): void =>
    void active.set(fault.kind, (active.get(fault.kind) ?? 0) + by);
  count(1);
  const ends = BEGIN[fault.kind](world, fault);
  time.after(fault.lasts_ms, () => {
    count(-1);
    ends();
  });
}

type Begin = (world: Afflicted, fault: Fault) => () => void;

const NOTHING = (): void => undefined;

/** Sets some fields now, and others at the end. */
const sets =
  <T extends object>(
    of: (world: Afflicted, fault: Fault) => T,
    now: Partial<T>,
    then: Partial<T>,
  ): Begin =>
  (world, fault) => {
    const target = of(world, fault);
    Object.assign(target, now);
    return () => void Object.assign(of(world, fault), then);
  };

const weather = ({ line }: Afflicted) => line.weather;
const condition = ({ cabinet }: Afflicted) => cabinet.is;
const camera = ({ cameras }: Afflicted, { pick }: Fault) =>
  cameras[Math.floor(pick * cameras.length)]!;

const BEGIN: Readonly<Record<FaultKind, Begin>> = {
  "line-cut": sets(weather, { cut: true }, { cut: false }),
  "line-slow": (world, { pick }) => {
    Object.assign(world.line.weather, { latency_ms: 20 + 150 * pick, jitter_ms: 60 * pick });
    const { latency_ms, jitter_ms } = FAIR;
    return () => void Object.assign(world.line.weather, { latency_ms, jitter_ms });
  },
  "line-lossy": sets(weather, { loss: 0.15 }, { loss: 0 }),
  "line-split": sets(weather, { split: 0.5 }, { split: 0 }),
  "line-reset": (world) => {
    world.line.reset();
    return NOTHING;
  },
  "line-half-open": (world, { pick }) => {
    world.line.forget(pick < 0.3);
    return NOTHING;
  },
  "line-refused": (world) => {
    world.line.reset();
    world.line.weather.refused = true;
    return () => void (world.line.weather.refused = false);
  },
  "gateway-wrong": (world, { pick }) => {
    const kind = MISCHIEF[Math.floor(pick * MISCHIEF.length)]!;
    world.cabinet.is.gateway = { kind, share: 0.02 + 0.5 * ((pick * 1000) % 1) };
    return () => void (world.cabinet.is.gateway = null);
  },
  "cabinet-mute": sets(condition, { mute: true }, { mute: false }),
  "cabinet-restart": outage,
  "cabinet-brown-out": outage,
  "cabinet-frozen": sets(condition, { frozen: true }, { frozen: false }),
  "second-master": (world) => {
    let on = true;
    const write = (): void => {
      if (!on) return;
      if (world.cabinet.is.powered) world.second.write();
      world.time.after(SECOND_MASTER_MS, write);
    };
    write();
    return () => void (on = false);
  },
  "manual-panel": sets(condition, { manual: true }, { manual: false }),
  "lamp-stuck": (world, { pick }) => damage(world, "lamp-stuck", pick),
  "lamp-out": (world, { pick }) => damage(world, "lamp-out", pick),
  "camera-dead": sets(camera, { dead: true }, { dead: false }),
  "camera-frozen": sets(camera, { frozen: true }, { frozen: false }),
  "camera-flapping": sets(camera, { flapping: true }, { flapping: false }),
  "camera-late": sets(camera, { late_ms: 700 }, { late_ms: 0 }),
  "camera-phantom": sets(camera, { phantom: true }, { phantom: false }),
  "camera-doubted": sets(camera, { doubted: true }, { doubted: false }),
  "camera-sees-nobody": sets(camera, { seesNobody: true }, { seesNobody: false }),
  "button-stuck": (world, { pick }) => {
    const zone = pick < 0.5 ? 0 : 1;
    world.street.stuck[zone] = true;
    return () => void (world.street.stuck[zone] = false);
  },
  "control-stalled": (world, { lasts_ms }) => {
    world.control.hold(lasts_ms);
    return NOTHING;
  },
  "control-killed": (world, { lasts_ms }) => {
    world.downUntil = Math.max(world.downUntil, world.time.now() + lasts_ms);
    world.control.kill();
    return NOTHING;
  },
  "control-ended": (world, { lasts_ms }) => {
    world.downUntil = Math.max(world.downUntil, world.time.now() + lasts_ms);
    world.control.end();
    return NOTHING;
  },
  "clock-stepped": (world, { pick }) => {
    const steps = [HOUR_S, -HOUR_S, YEAR_S, -YEAR_S, 0, null];
    const step = steps[Math.floor(pick * steps.length)]!;
    world.street.clock_s = step === null ? null : (world.street.clock_s ?? 0) + step + pick;
    return NOTHING;
  },
  "disk-full": ({ edge }) => {
    edge.disk.full = true;
    return () => void (edge.disk.full = false);
  },
  "disk-fails-now-and-then": ({ edge }) => {
    edge.disk.fails = 0.4;
    return () => void (edge.disk.fails = 0);
  },
  "disk-torn": ({ edge }) => {
    edge.disk.tears = true;
    return NOTHING;
  },
  "edge-killed": ({ edge }) => {
    edge.kill();
    return () => edge.start();
  },
  "edge-away": ({ edge }) => {
    edge.reached = false;
    return () => void (edge.reached = true);
  },
  withdrawn: ({ control }) => {
    control.ask("withdraw");
    return () => control.ask("resume");
  },
};

/** Its power goes, and its connections with it: nobody is told until somebody sends. */
function outage({ cabinet, line }: Afflicted): () => void {
  cabinet.power(false);
  line.forget(false);
  return () => {
    cabinet.power(true);
    line.forget(true);
  };
}

function damage(
  { cabinet, street, time }: Afflicted,
  kind: "lamp-stuck" | "lamp-out",
  pick: number,
): () => void {
  const lamp = LAMPS[Math.floor(pick * 10)]!;
  cabinet.inside.fault(kind, lamp, true);
  street.damaged += 1;
  street.damagedAt = time.now();
  return () => {
    cabinet.inside.fault(kind, lamp, false);
    street.damaged -= 1;
  };
}
