/**
 * Evenings by seed: everything a street, a line and a cabinet may do at once. Late and lost commands, a line that goes
 * and comes back, heads that tell nothing, uneven ticks, stalls, requests at any moment.
 */
import {
  type Indications,
  type Inputs,
  type Link,
  type Request,
  type ZoneInput,
  instant,
} from "@crossing/config";
import {
  type Plan,
  type State,
  type Step,
  initialState,
  permits,
  step,
} from "@crossing/controller";

const TICKS = 6000;
const WATCHDOG_MS = 1500;
const FLASH: Indications = { vehicle: "flashing-yellow", ped: "dark" };

/** Chance by seed: the same on every machine. */
function chance(seed: number) {
  let a = seed;
  const next = (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    often: (share: number): boolean => next() < share,
    upTo: (most: number): number => Math.floor(next() * (most + 1)),
  };
}

type Chance = ReturnType<typeof chance>;

/** One thing the lamps showed, from when to when; `ours`: from beginning to end under our control. */
export interface Stay extends Indications {
  readonly from: number;
  readonly ours: boolean;
}

/** A cabinet: commands arrive late and in order; silence makes it flash; lamps tell the truth or nothing. */
export class Lamps {
  shown: Indications = FLASH;
  since = 0;
  ours = false;
  /** Changes by our command that no rule allows. */
  readonly illegal: string[] = [];
  readonly stays: (Stay & { readonly until: number })[] = [];
  #due: { readonly at: number; readonly wanted: Indications }[] = [];
  #last: Indications = FLASH;
  #fedAt = 0;

  /** What was asked at `now` arrives `lag` later, never before what was asked earlier. */
  ask(wanted: Indications, now: number, lag: number): void {
    this.#fedAt = now;
    if (same(wanted, this.#last)) return;
    this.#last = wanted;
    this.#due.push({ at: Math.max(now + lag, this.#due.at(-1)?.at ?? 0), wanted });
  }

  /** Time goes by until `now`. */
  pass(now: number): void {
    for (const { at, wanted } of this.#due.filter((due) => due.at <= now))
      this.#show(wanted, at, true);
    this.#due = this.#due.filter((due) => due.at > now);
    if (now - this.#fedAt > WATCHDOG_MS) this.leave(this.#fedAt + WATCHDOG_MS);
  }

  /** The cabinet's own plan. */
  leave(now: number): void {
    this.#due = [];
    this.#last = FLASH;
    this.#show(FLASH, now, false);
  }

  /** Under our control no longer, whatever is lit. */
  disown(): void {
    this.ours = false;
  }

  #show(wanted: Indications, at: number, ours: boolean): void {
    if (same(wanted, this.shown)) return;
    if (ours && !permits(this.shown, wanted))
      this.illegal.push(`${JSON.stringify([this.shown, wanted])} at ${at} ms`);
    const { vehicle, ped } = this.shown;
    this.stays.push({ vehicle, ped, from: this.since, until: at, ours: this.ours && ours });
    this.shown = { vehicle: wanted.vehicle, ped: wanted.ped };
    this.since = at;
    this.ours = ours;
  }
}

const same = (a: Indications, b: Indications): boolean =>
  a.vehicle === b.vehicle && a.ped === b.ped;

/** What is out there, changing now and then. */
class Street {
  readonly #chance: Chance;
  readonly #calm: boolean;
  link: Link = "up";
  #zones: Record<string, ZoneInput | null> = { A: { waiting: 0 }, B: { waiting: 0 } };
  #crossing: number | null = 0;
  #queue = 0;

  constructor(by: Chance, calm: boolean) {
    this.#chance = by;
    this.#calm = calm;
  }

  /** The line may go or come back. */
  turn(): void {
    if (this.#chance.often(this.link === "up" ? 0.001 : 0.03)) this.link = this.#nextLink();
  }

  inputs(shown: Indications | null): Inputs {
    const { often, upTo } = this.#chance;
    if (often(0.02)) this.#zones = { A: this.#zone(), B: this.#zone() };
    if (often(0.05)) this.#crossing = often(0.1) ? null : Math.max(0, upTo(4) - 2);
    if (often(0.03)) this.#queue = Math.max(0, upTo(4) - 2);
    return {
      zones: this.#zones,
      buttons: { A: often(0.004) },
      crossing: this.#crossing,
      lanes: often(0.01) ? [] : [{ id: "W0", queue: this.#queue, eta_s: [], passages: 0 }],
      lookahead_s: 0,
      shown,
      link: this.link,
      requests: often(0.004) ? [this.#request()] : [],
    };
  }

  #zone(): ZoneInput | null {
    const { often, upTo } = this.#chance;
    if (often(0.1)) return null;
    const waiting = Math.max(0, upTo(4) - 2);
    return often(0.5)
      ? { waiting }
      : { waiting, waits_s: Array.from({ length: waiting }, () => upTo(90)) };
  }

  #nextLink(): Link {
    if (this.link !== "up" || this.#calm) return "up";
    return (["lost", "mismatch", "refused"] as const)[this.#chance.upTo(2)] ?? "lost";
  }

  #request(): Request {
    const { often, upTo } = this.#chance;
    if (this.#calm || often(0.5)) return "ped-call";
    return (["withdraw", "resume", "resume", "clear-fault"] as const)[upTo(3)] ?? "resume";
  }
}

/** One tick of an evening. */
export interface Moment extends Step {
  readonly now: number;
  readonly inputs: Inputs;
  readonly before: State;
  /** Time stood still for the loop before this tick. */
  readonly stalled: boolean;
}

/** An evening by seed. */
export interface Evening {
  readonly seed: number;
  readonly plan: Plan;
  readonly moments: readonly Moment[];
  readonly lamps: Lamps;
}

/** `calm`: the line and the ticks behave, and nobody withdraws; commands are late all the same. */
export function evening(plan: Plan, seed: number, calm: boolean): Evening {
  const by = chance(seed);
  const street = new Street(by, calm);
  const lamps = new Lamps();
  const feedback = calm || by.often(0.8);
  const lag = feedback ? by.upTo(1300) : 0;
  const moments: Moment[] = [];
  let state = initialState(plan, instant(0), { assumeCall: true });
  let told: Link = "up";
  for (let tick = 0, now = 0; tick < TICKS; tick++) {
    const stall = !calm && by.often(0.0008) ? 1100 + by.upTo(4000) : 0;
    const stalled = stall > 0;
    now += stall + (calm || by.often(0.5) ? 100 : 20 + by.upTo(180));
    lamps.pass(now);
    if (stalled) lamps.disown();
    if (!stalled || feedback) street.turn();
    if (stalled && !(feedback && by.often(0.2))) street.link = "lost";
    // The driver calls the line up only when a block that asks for nothing has been taken.
    if (told !== "up" && street.link === "up") lamps.leave(now);
    told = street.link;
    const inputs = street.inputs(feedback && !by.often(0.01) ? lamps.shown : null);
    const before = state;
    const done = step(plan, before, inputs, instant(now));
    state = done.state;
    if (state.inControl)
      lamps.ask(done.outputs, now, by.often(0.3) ? lag : by.upTo(feedback ? 60 : 0));
    else if (told === "lost") lamps.disown();
    else lamps.leave(now);
    moments.push({ ...done, now, inputs, before, stalled });
  }
  return { seed, plan, moments, lamps };
}
