/** Everybody who watches a run: the lamps, the wire, the ticks, the calls; what they saw, and what was wrong. */
import type { Site, TraceRecord } from "@crossing/config";
import {
  type CabinetHost,
  type LampWitness,
  type VirtualTime,
  createLampWitness,
  isSecondMaster,
} from "@crossing/simulator/cabinet";
import { type LitNow, asksIn, blockIn, markOf, unwanted } from "./blocks.ts";
import { type Digest, createDigest } from "./digest.ts";
import { type ServiceWitness, createServiceWitness } from "./service-witness.ts";
import { answerBound, shortestTimes } from "./times.ts";

/** What there is to watch. */
export interface Watched {
  readonly site: Site;
  readonly profile: "phase-request" | "direct-lamps";
  readonly time: VirtualTime;
  readonly cabinet: () => CabinetHost;
  /** The last record of the run of control under way. */
  readonly last: () => TraceRecord | null;
  /** Lamps that are out or stuck. */
  readonly damaged: () => number;
  /** Told of everything that a person who repeats a run wants to see. */
  readonly log: ((line: string) => void) | undefined;
}

const BREACHES_KEPT = 20;
const LATE_MS = 2000;
/** By then a status that tells of the lamps has come, or the line is given up. */
const TOLD_MS = 2000;
const BLOCKS_KEPT = 512;
/** Two looks are so far apart at most, and a bit. */
const SLACK_MS = 160;

/** See the head of the file. */
export class Watch {
  readonly breaches: string[] = [];
  readonly digest: Digest = createDigest();
  readonly lamps: LampWitness;
  readonly presses: ServiceWitness;
  readonly waits: ServiceWitness;
  ticks = 0;
  losses = 0;
  takeovers = 0;
  latched = 0;
  lateBlocks = 0;
  readonly #of: Watched;
  readonly #sentAt = new Map<number, number>();
  /** The cabinet took its last request for control from somebody else. */
  #foreign = false;
  #held = false;
  #faulty = false;
  #told = "";
  #glance = "";
  #litSince = 0;
  #shown = "";

  constructor(of: Watched) {
    this.#of = of;
    const breach = (what: string): void => this.breach(what);
    this.lamps = createLampWitness(shortestTimes(of.site, of.profile), SLACK_MS, breach);
    const bound_ms = answerBound(of.site);
    this.presses = createServiceWitness({ bound_ms, kept: true }, breach);
    this.waits = createServiceWitness({ bound_ms, kept: false }, breach);
  }

  breach(what: string): void {
    this.say(`BREACH ${what}`);
    if (this.breaches.length < BREACHES_KEPT) this.breaches.push(`${this.#at()} s: ${what}`);
  }

  say(what: string): void {
    this.#of.log?.(`${this.#at()} ${what}`);
  }

  /** A tick was completed. */
  tick({ outputs, cabinet, faults, alarms }: TraceRecord): void {
    this.ticks += 1;
    const holds = outputs.mode !== "withdrawn";
    if (holds && !this.#held) this.takeovers += 1;
    if (!holds && this.#held && cabinet.link === "lost") this.losses += 1;
    this.#held = holds;
    if (faults.length > 0 && !this.#faulty) this.latched += 1;
    this.#faulty = faults.length > 0;
    const is = `${outputs.interval} ${outputs.level} ${cabinet.link} ${faults.length} ${alarms?.length}`;
    if (is === this.#told) return;
    this.#told = is;
    this.digest.text(is);
    this.say(`${is} ${outputs.reason.code} ${alarms?.join(" ")} ${cabinet.trouble ?? ""}`);
  }

  /** The box has handed bytes to the network. */
  sent(bytes: Buffer): void {
    const words = blockIn(bytes);
    if (words === null) return;
    const { time, last, profile } = this.#of;
    this.#sentAt.set(markOf(words), time.now());
    if (this.#sentAt.size > BLOCKS_KEPT) this.#sentAt.delete(this.#sentAt.keys().next().value!);
    const wrong = unwanted(words, last(), profile, () => this.#litNow());
    if (wrong !== null) this.breach(wrong);
  }

  #litNow(): LitNow | null {
    const { time, cabinet } = this.#of;
    const lamps = cabinet().lamps();
    if (lamps === null) return null;
    const { frozen, gateway, mute } = cabinet().is;
    const honest = !frozen && gateway === null && !mute;
    return { lit: lamps.lit, told: honest && time.now() - this.#litSince > TOLD_MS };
  }

  /** The cabinet has taken a block, or refused it. */
  wrote(words: readonly number[], refused: boolean): void {
    this.digest.words(words);
    if (!refused && asksIn(words)) this.#taken(words);
    this.look();
  }

  #taken(words: readonly number[]): void {
    this.#foreign = isSecondMaster(words);
    const at = this.#foreign ? undefined : this.#sentAt.get(markOf(words));
    const age = at === undefined ? 0 : this.#of.time.now() - at;
    if (age <= LATE_MS) return;
    this.lateBlocks += 1;
    this.say(`the cabinet took a block that was ${Math.round(age)} ms old`);
  }

  /** Somebody looks at the lamps. */
  look(): void {
    const { time, cabinet, damaged, profile, last } = this.#of;
    const { is, inside } = cabinet();
    const driven = is.powered ? inside.driven() : null;
    const glance = `${driven?.state} ${driven?.lit} ${driven?.flash} ${this.#foreign} ${damaged()}`;
    if (glance === this.#glance) return;
    this.#glance = glance;
    this.#litSince = time.now();
    const lamps = cabinet().lamps();
    const heads = lamps === null ? null : { vehicle: lamps.vehicle, ped: lamps.ped };
    const others = profile === "direct-lamps" && this.#foreign && lamps?.state === "remote";
    const excused = damaged() > 0 || lamps?.state === "fault" || others;
    const hurried = (last()?.faults.length ?? 0) > 0;
    this.lamps.see({ now: time.now(), heads, excused, hurried });
    const shown = `${lamps?.state ?? "dark"} ${heads?.vehicle} ${heads?.ped}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.digest.text(shown);
    this.digest.words([Math.round(time.now())]);
    this.say(`lamps ${shown}`);
  }

  #at(): string {
    return (this.#of.time.now() / 1000).toFixed(1);
  }
}
