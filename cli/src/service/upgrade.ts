/** `crossing service upgrade` and `rollback`: the other slot gets its turn, and keeps it only when it proves itself. */
import { join } from "node:path";
import { EXIT, Refusal } from "../exit.ts";
import { gate } from "./install.ts";
import { type Job, call } from "./jobs.ts";
import { HOME, type Machine, SITE_FILE, UNIT } from "./machine.ts";
import { copyRelease, releaseIn, unfitSource } from "./release.ts";
import { type Slot, currentSlot, keepTrial, otherThan, pointTo, trialIn } from "./slots.ts";

/** What to upgrade to. */
export interface UpgradeOptions {
  readonly machine: Machine;
  /** Root of a built installation. */
  readonly from: string;
  /** The Node that goes along; the one that runs this when left out. */
  readonly node?: string;
}

/** Everything there is to do. Nothing changes what runs before the copy is whole and accepts the site file. */
export function upgrade({ machine, from, node }: UpgradeOptions): readonly Job[] {
  const unfit = unfitSource(from);
  if (unfit !== null) throw new Refusal(EXIT.usage, unfit);
  const home = machine.at(HOME);
  const now = slotThatRuns(home);
  const next = otherThan(now);
  if (trialIn(home) !== null)
    throw new Refusal(
      EXIT.failed,
      "an upgrade is on trial; wait for it, or: crossing service rollback",
    );
  return [
    {
      what: `copy the release in ${from} to ${HOME}/${next}`,
      run: () => copyRelease(from, home, next, node),
    },
    {
      what: `check ${SITE_FILE} with the release in slot ${next}`,
      run: () => refuseWhatCannotRead(machine, next),
    },
    ...gate(machine, from, node),
    ...call(machine, "sync"),
    {
      what: `put slot ${next} on trial`,
      run: () => keepTrial(home, { from: now, to: next, starts: 0 }),
    },
    { what: `let ${HOME}/current be slot ${next}`, run: () => pointTo(home, next) },
    // Returns when the gate has judged: a release that fails it is restarted as the old one by systemd.
    ...restart(machine),
    ...judged(machine, next),
  ];
}

/** Everything there is to do to go back to what ran before the last upgrade. */
export function rollback(machine: Machine): readonly Job[] {
  const home = machine.at(HOME);
  const next = otherThan(slotThatRuns(home));
  const release = releaseIn(home, next);
  if (release === null)
    throw new Refusal(EXIT.failed, `${HOME}/${next}: holds no whole release to go back to`);
  return [
    {
      what: `let ${HOME}/current be slot ${next} (version ${release.version})`,
      run() {
        pointTo(home, next);
        keepTrial(home, null);
      },
    },
    ...restart(machine),
  ];
}

function slotThatRuns(home: string): Slot {
  const slot = currentSlot(home);
  if (slot === null)
    throw new Refusal(EXIT.usage, `${HOME}: nothing is installed; crossing service install`);
  return slot;
}

/** The new programs judge the site file of this box: a release that refuses it would not start. */
function refuseWhatCannotRead(machine: Machine, slot: Slot): void {
  const program = (path: string): string => machine.at(join(HOME, slot, path));
  const args = [program("cli/dist/main.js"), "check", machine.at(SITE_FILE)];
  if (machine.run(program("bin/node"), args) === 0) return;
  throw new Refusal(
    EXIT.failed,
    `${SITE_FILE}: the new release refuses it, or does not run here; nothing was changed, see above`,
  );
}

/** A restart that fails is the gate's business, so its exit code is not ours. */
const restart = (machine: Machine): readonly Job[] =>
  machine.live
    ? [
        {
          what: `run systemctl restart ${UNIT}`,
          run: () => void machine.run("systemctl", ["restart", UNIT]),
        },
      ]
    : [];

const TRIAL_MAX_MS = 600_000;
const LOOK_MS = 1000;

/** Waits until the gate has judged; exit 1 when the old release came back. */
function judged(machine: Machine, wanted: Slot): readonly Job[] {
  if (!machine.live) return [];
  const home = machine.at(HOME);
  const run = async (): Promise<void> => {
    const end = performance.now() + TRIAL_MAX_MS;
    while (trialIn(home) !== null && performance.now() < end)
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_MS);
      });
    if (trialIn(home) === null && currentSlot(home) === wanted) return;
    throw new Refusal(
      EXIT.failed,
      `slot ${wanted} did not prove itself and the old release runs again; journalctl -u ${UNIT} says why`,
    );
  };
  return [{ what: "wait until control is heard, or the old release is back", run }];
}
