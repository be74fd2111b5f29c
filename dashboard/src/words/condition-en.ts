/** What can be the matter with the parts of a crossing, in English. */
import type { CameraFault, CrossingDoubt, FAULTS, Link, ZoneDoubt } from "@crossing/config";

/** What is seen of a camera's fault, short enough for a list. */
const fault: Readonly<Record<CameraFault, string>> = {
  lost: "no picture",
  frozen: "picture stands still",
  black: "picture is black",
  dark: "too dark",
  overexposed: "burnt out",
  blurred: "blurred",
  covered: "covered",
  moved: "looks elsewhere",
  noisy: "full of noise",
  striped: "torn picture",
  "colour-lost": "no colours",
  "low-rate": "too few pictures",
  "wrong-size": "wrong picture size",
  "stale-clock": "pictures are late",
};

const zoneDoubt: Readonly<Record<ZoneDoubt, string>> = {
  unseen: "no camera sees it, or not for long enough yet",
  "always-on": "somebody seems to stand there for ever",
  "never-on": "nobody is ever seen there",
  erratic: "people seem to come and go too fast",
};

const crossingDoubt: Readonly<Record<CrossingDoubt, string>> = {
  unseen: "no camera sees it, or not for long enough yet",
  inactive: "people crossed and nobody was seen",
};

const linkDown: Readonly<Record<Exclude<Link, "up">, string>> = {
  lost: "Cabinet not heard: look at its cable and power",
  mismatch: "Cabinet shows something else than asked: look at its lamps and settings",
  refused: "Cabinet refuses control: look at its mode switch, and for another master",
};

const cabinetFault: Readonly<Record<(typeof FAULTS)[number], string>> = {
  "comm-watchdog": "its watchdog has tripped",
  conflict: "its monitor has seen a conflict",
  "red-lamp-out": "a red lamp is out",
  "green-lamp-out": "a green lamp is out",
  "lamp-stuck-on": "a lamp does not go out",
  "ped-button-stuck": "a push button sticks",
  "loop-fault": "a vehicle loop is faulty",
  "supply-low": "supply voltage is low",
  "door-open": "its door is open",
  temperature: "it is too hot or too cold",
  internal: "internal fault",
  "block-rejected": "it refused a command",
  "config-mismatch": "its settings are not those agreed",
  "countdown-display": "a countdown display is faulty",
  "voice-unit": "the voice unit is faulty",
  latched: "a fault is latched until somebody resets it",
};

export const condition = {
  title: "Condition",
  unproven: "not yet believed",
  cameraHealth: (camera: string, faults: string) => `${camera}: ${faults}`,
  listed: (words: readonly string[]) => words.join(", "),
  since: (time: string) => `since ${time}`,
  fault,
  zoneDoubt,
  crossingDoubt,
  linkDown,
  cabinetFault,
  zoneDoubted: (zone: string, why: string) => `${zone} is not believed: ${why}`,
  crossingDoubted: (why: string) => `The view of the road is not believed: ${why}`,
  silent: (camera: string) => `${camera}: vision is not heard`,
  unreadable: (camera: string) => `${camera}: what vision tells cannot be read`,
  buttonStuck: (zone: string) => `The button of ${zone} sticks: pressed for over 3 minutes`,
  cabinetTells: (what: string) => `Cabinet: ${what}`,
  flapping: "Up and down too often: kept at a lower level for half an hour",
  adaptiveIdle: "For a day time alone decided every walk: look at the detectors",
};
