/** Recorded minutes, decided again: does the core still say the same? */
import { type Inputs, type Outputs, type Site, instant } from "@crossing/config";
import { type Plan, type State, initialState, planOf, step } from "@crossing/controller";

/** What replay needs of a recorded tick. */
export interface RecordedTick {
  readonly boot: string;
  readonly seq: number;
  readonly at: number;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

/** A tick that was decided otherwise. */
export interface Difference {
  readonly boot: string;
  readonly seq: number;
  /** Seconds since the recording began. */
  readonly t_s: number;
  readonly recorded: Outputs;
  readonly replayed: Outputs;
}

/** What came of a replay. */
export interface ReplayResult {
  /** Starts of control in the recording. */
  readonly runs: number;
  readonly ticks: number;
  /** Ticks decided again; those after a gap in a run cannot be. */
  readonly compared: number;
  /** Gaps in the recording. */
  readonly gaps: number;
  readonly different: number;
  /** The first few of them. */
  readonly differences: readonly Difference[];
}

/** Replays ticks one after the other. */
export interface Replay {
  tick(recorded: RecordedTick): void;
  result(): ReplayResult;
}

const SHOWN_DIFFERENCES = 10;

/** A replay by the site file of the recording. */
export function createReplay(site: Site): Replay {
  const plan = planOf(site);
  const differences: Difference[] = [];
  let run: Run | null = null;
  let begun: number | null = null;
  let [runs, ticks, compared, gaps, different] = [0, 0, 0, 0, 0];

  const follow = (recorded: RecordedTick): Run => {
    if (run === null || run.boot !== recorded.boot) {
      runs += 1;
      const whole = recorded.seq === 1;
      if (!whole) gaps += 1;
      return { boot: recorded.boot, seq: recorded.seq, state: firstState(plan, recorded), whole };
    }
    const whole = run.whole && recorded.seq === run.seq + 1;
    if (run.whole && !whole) gaps += 1;
    return { ...run, seq: recorded.seq, whole };
  };

  return {
    tick(recorded) {
      ticks += 1;
      begun ??= recorded.at;
      run = follow(recorded);
      if (!run.whole) return;
      const { state, outputs } = step(plan, run.state, recorded.inputs, instant(recorded.at));
      run = { ...run, state };
      compared += 1;
      if (JSON.stringify(outputs) === JSON.stringify(recorded.outputs)) return;
      different += 1;
      if (differences.length < SHOWN_DIFFERENCES)
        differences.push({
          boot: recorded.boot,
          seq: recorded.seq,
          t_s: (recorded.at - begun) / 1000,
          recorded: recorded.outputs,
          replayed: outputs,
        });
    },
    result: () => ({ runs, ticks, compared, gaps, different, differences }),
  };
}

interface Run {
  readonly boot: string;
  readonly seq: number;
  readonly state: State;
  /** False after a gap: what the core remembered then is not known. */
  readonly whole: boolean;
}

/** As the loop starts: with its first tick, and with the fault that it found latched. */
const firstState = (plan: Plan, { at, outputs }: RecordedTick): State =>
  initialState(plan, instant(at), {
    assumeCall: true,
    fault: outputs.level === 5 ? { code: "fault", numbers: {} } : null,
  });
