/**
 * Co-simulation: another program's street and our core, line by line in strict lock-step.
 *
 *   hello -> ready, then obs -> lamps, obs -> lamps, ..., end
 *
 * No clock but the `t_s` of the lines. What a line is wrong in is said in an `error` line; the last lamps hold.
 */
import {
  type Duration,
  type Inputs,
  type Outputs,
  type Problem,
  type Site,
  instant,
  milliseconds,
  valueInWords,
} from "@crossing/config";
import { type Plan, type State, explain, initialState, planOf, step } from "@crossing/controller";
import { type Observed, readObservation } from "./cosim-observation.ts";
import { helloSite } from "./cosim-site.ts";

export const COSIM_PROTOCOL = "crossing-cosim/1";

/** Characters of a wrong value that are repeated in an error. */
const SHOWN_MAX = 200;

/** One conversation. */
export interface Cosim {
  /** The answer to one line, as lines without line ends. */
  line(text: string): readonly string[];
  /** True once nothing more will be answered. */
  readonly ended: boolean;
  /** Exit code for the process: 0, or 2 when the site was not acceptable. */
  readonly exit: number;
}

interface Talk {
  readonly base: Site;
  readonly policy: string | undefined;
  plan: Plan | null;
  state: State | null;
  outputs: Outputs | null;
  /** Time of the last obs, s. */
  t_s: number;
  ended: boolean;
  exit: number;
}

type Answer = Readonly<Record<string, unknown>>;

/** Begins a conversation over `base`; `policy` replaces the policy of the file. */
export function createCosim(base: Site, policy?: string): Cosim {
  const talk: Talk = {
    base,
    policy,
    plan: null,
    state: null,
    outputs: null,
    t_s: -Infinity,
    ended: false,
    exit: 0,
  };
  return {
    line(text) {
      if (talk.ended || text.trim() === "") return [];
      return answer(talk, text).map((one) => JSON.stringify(one));
    },
    get ended() {
      return talk.ended;
    },
    get exit() {
      return talk.exit;
    },
  };
}

function answer(talk: Talk, text: string): readonly Answer[] {
  const said = parsed(text);
  if (said === null) return [wrong("line: a JSON object is wanted")];
  switch (said["type"]) {
    case "hello":
      return [hello(talk, said)];
    case "obs":
      return [observe(talk, said)];
    case "end":
      talk.ended = true;
      return [];
    default:
      return [
        wrong(`type = ${valueInWords(said["type"], SHOWN_MAX)}: hello, obs or end is wanted`),
      ];
  }
}

function parsed(text: string): Answer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Answer)
      : null;
  } catch {
    return null;
  }
}

const wrong = (...errors: readonly string[]): Answer => ({ type: "error", errors });

function hello(talk: Talk, said: Answer): Answer {
  if (talk.plan !== null) return wrong("hello: already said");
  const refuse = (...errors: readonly string[]): Answer => {
    talk.ended = true;
    talk.exit = 2;
    return wrong(...errors);
  };
  const { protocol, dt_s = 1 } = said;
  const site = said["site"] ?? {};
  if (protocol !== COSIM_PROTOCOL)
    return refuse(`protocol = ${valueInWords(protocol, SHOWN_MAX)}: ${COSIM_PROTOCOL} is wanted`);
  if (typeof dt_s !== "number" || !(dt_s > 0 && dt_s <= 60))
    return refuse(`dt_s = ${valueInWords(dt_s, SHOWN_MAX)}: seconds, 0 to 60`);
  if (typeof site !== "object" || Array.isArray(site))
    return refuse(`site = ${valueInWords(site, SHOWN_MAX)}: an object is wanted`);
  const merged = helloSite(talk.base, talk.policy, site as Answer);
  if ("problems" in merged) return refuse(...merged.problems.map(problemLine));
  talk.plan = inSteps(planOf(merged.site), dt_s * 1000);
  return { type: "ready", protocol: COSIM_PROTOCOL, name: `crossing ${merged.site.policy.name}` };
}

/**
 * The plan of a street that moves in steps of `step` ms.
 *
 * What would end between two steps ends with the later one, and is counted so, or a promised walk would come later
 * than its countdown said. No gap between two lines is a restart: the street stood still, and the lamps held.
 */
function inSteps(plan: Plan, step: number): Plan {
  const whole = (time: Duration): Duration =>
    milliseconds(Math.ceil(time / step - ROUNDING) * step);
  const { clearance } = plan;
  return {
    ...plan,
    yellow: whole(plan.yellow),
    redClearance: whole(plan.redClearance),
    walkMin: whole(plan.walkMin),
    walkMax: whole(plan.walkMax),
    clearance: { ...clearance, min: whole(clearance.min), max: whole(clearance.max) },
    buffer: whole(plan.buffer),
    redYellow: whole(plan.redYellow),
    policy: policyIn(plan.policy, whole),
    maxStep: milliseconds(Number.MAX_SAFE_INTEGER),
  };
}

/** What a policy promises of walk and cycle, in whole steps. */
function policyIn(policy: Plan["policy"], whole: (time: Duration) => Duration): Plan["policy"] {
  switch (policy.name) {
    case "tongzhou-2019":
      return { ...policy, green: whole(policy.green) };
    case "push-button":
      return { ...policy, walk: whole(policy.walk) };
    case "fixed":
      return {
        ...policy,
        programmes: policy.programmes.map((programme) => ({
          ...programme,
          walk: whole(programme.walk),
          cycle: whole(programme.cycle),
        })),
      };
    default:
      return policy;
  }
}

/** Steps are decimal fractions of a second: what is a millionth over a whole step is a whole step. */
const ROUNDING = 1e-6;

const problemLine = ({ path, value, wanted }: Problem): string =>
  `${path} = ${valueInWords(value, SHOWN_MAX)}: ${wanted}`;

function observe(talk: Talk, said: Answer): Answer {
  if (talk.plan === null) return wrong("obs: say hello first");
  const observed = readObservation(said);
  if ("errors" in observed) return wrong(...observed.errors);
  if (observed.t_s < talk.t_s)
    return wrong(`t_s = ${observed.t_s}: not before ${talk.t_s}, the time of the last obs`);
  const now = instant(observed.t_s * 1000);
  const { state, outputs } = step(
    talk.plan,
    talk.state ?? initialState(talk.plan, now),
    inputsFrom(observed, talk.outputs),
    now,
  );
  Object.assign(talk, { state, outputs, t_s: observed.t_s });
  return lamps(observed.t_s, outputs);
}

/** A street that does not say what its heads show is taken to show what it was told. */
const inputsFrom = (observed: Observed, last: Outputs | null): Inputs => ({
  ...observed.inputs,
  shown: observed.inputs.shown ?? (last && { vehicle: last.vehicle, ped: last.ped }),
  link: "up",
  requests: [],
});

const lamps = (t_s: number, outputs: Outputs): Answer => ({
  type: "lamps",
  t_s,
  vehicle: outputs.vehicle,
  ped: outputs.ped,
  interval: outputs.interval,
  vehicle_countdown_s: outputs.vehicle_countdown_s,
  ped_countdown_s: outputs.ped_countdown_s,
  bollards: outputs.bollards,
  voice: outputs.voice,
  reason: {
    code: outputs.reason.code,
    numbers: outputs.reason.numbers,
    text_en: explain(outputs.reason, "en"),
    text_zh: explain(outputs.reason, "zh"),
  },
});
