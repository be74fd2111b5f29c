/**
 * The virtual cabinet on the virtual line, with all that can go wrong with it: its power, its panel, its gateway, its
 * registers, and somebody else who writes to it.
 */
import { IDENTITY, LAMP_STATUS, STATES } from "@crossing/config";
import type { Chance } from "../chance.ts";
import type { Extra } from "../cabinet/identity.ts";
import { type LampState, lampStateOf } from "../cabinet/lamp-state.ts";
import { type Exception, type Registers, answerFrames } from "../cabinet/modbus-server.ts";
import { PhaseCabinet } from "../cabinet/phase-cabinet.ts";
import { SignalCabinet } from "../cabinet/signal-cabinet.ts";
import { type Trouble, troubled } from "./gateway.ts";
import type { LineEnd, LineHeard } from "./virtual-line.ts";

/** The cabinet as the world has it. */
export interface CabinetHost extends Registers {
  readonly inside: SignalCabinet | PhaseCabinet;
  /** Null: without power, all dark. */
  lamps(): LampState | null;
  /** How it is. Changed by whoever brings the trouble. */
  readonly is: CabinetCondition;
  /** Power goes or comes; with it everything that was remembered. */
  power(on: boolean): void;
  /** For the line: a connection has come. */
  answer(end: LineEnd): LineHeard;
}

/** What can be wrong with it. */
export interface CabinetCondition {
  powered: boolean;
  /** Its registers answer with what they held then, and take writes without doing them. */
  frozen: boolean;
  /** Somebody has switched its panel to manual: it takes no commands. */
  manual: boolean;
  /** Between it and the line; null: nothing. */
  gateway: Trouble | null;
  /** It reads nothing and answers nothing. */
  mute: boolean;
}

/** What a cabinet is made of. */
export interface HostOptions {
  readonly profile: "phase-request" | "direct-lamps";
  readonly withCrc: boolean;
  readonly without: readonly Extra[];
  readonly unit: number;
  readonly now: () => number;
  readonly chance: Chance;
  /** Told after each command block, whoever wrote it. */
  readonly wrote: (words: readonly number[], refused: Exception | null) => void;
  /** Told when its power has gone or come. */
  readonly switched?: () => void;
}

const STATE_AT = LAMP_STATUS.at + 2;
const MANUAL = STATES.indexOf("manual-panel");

/** A cabinet that has just been switched on. */
export function createCabinetHost(options: HostOptions): CabinetHost {
  const { unit, chance } = options;
  let inside = insideOf(options);
  const kept = new Map<string, readonly number[] | Exception>();
  const is: CabinetCondition = {
    powered: true,
    frozen: false,
    manual: false,
    gateway: null,
    mute: false,
  };
  const host: CabinetHost = {
    get inside() {
      return inside;
    },
    is,
    lamps: () => (is.powered ? lampStateOf(inside.driven()) : null),
    power(on) {
      if (on && !is.powered) inside = insideOf(options);
      is.powered = on;
      options.switched?.();
    },
    read(at, count) {
      const key = `${at} ${count}`;
      if (!is.frozen || at === IDENTITY.at) kept.set(key, inside.read(at, count));
      const words = kept.get(key) ?? inside.read(at, count);
      return is.manual && typeof words !== "number" ? byHand(at, words) : words;
    },
    write(at, words, fc) {
      if (is.frozen) return null;
      const refused = is.manual ? 3 : inside.write(at, words, fc);
      options.wrote(words, refused);
      return refused;
    },
    answer: (end) => {
      let received: Buffer = Buffer.alloc(0);
      const out = troubled(end, () => is.gateway, chance);
      return {
        data(bytes) {
          if (!is.powered || is.mute) return;
          received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
          received = answerFrames(out, received, { unit, registers: host });
        },
        closed: () => undefined,
      };
    },
  };
  return host;
}

const insideOf = ({ profile, ...settings }: HostOptions): SignalCabinet | PhaseCabinet =>
  profile === "phase-request" ? new PhaseCabinet(settings) : new SignalCabinet(settings);

/** A status that was read while the panel is manual. */
function byHand(at: number, words: readonly number[]): readonly number[] {
  const place = STATE_AT - at;
  return place >= 0 && place < words.length ? words.with(place, MANUAL) : words;
}
