/** Every word of the page in English. `Words` is made from this: a word missing in Chinese is a compile error. */
import type {
  Breakable,
  EventClass,
  Interval,
  Level,
  Link,
  Mode,
  PedIndication,
  PolicySite,
  Site,
  VehicleIndication,
  VisionView,
} from "@crossing/config";
import { condition } from "./condition-en.ts";

const vehicle: Readonly<Record<VehicleIndication, string>> = {
  green: "green",
  yellow: "yellow",
  red: "red",
  "red-yellow": "red and yellow",
  "flashing-yellow": "flashing yellow",
  dark: "dark",
};

const ped: Readonly<Record<PedIndication, string>> = {
  walk: "walk",
  "flashing-walk": "flashing walk",
  "dont-walk": "don't walk",
  dark: "dark",
};

const interval: Readonly<Record<Interval, string>> = {
  "start-up": "start-up",
  "vehicle-green": "vehicle green",
  "yellow-change": "yellow change",
  "red-clearance": "red clearance",
  walk: "walk",
  "ped-clearance": "ped clearance",
  buffer: "buffer",
  "red-yellow": "red-yellow",
  "fault-flash": "fault flash",
};

const mode: Readonly<Record<Mode, string>> = {
  normal: "normal",
  partial: "partly blind",
  "no-vision": "no vision",
  withdrawn: "withdrawn",
  fault: "fault",
};

const modeNote: Readonly<Record<Mode, string>> = {
  normal: "everything is seen",
  partial: "unseen kerb counts as waiting",
  "no-vision": "served without cameras",
  withdrawn: "the cabinet runs its own plan",
  fault: "flashing until it is cleared",
};

const levelNote: Readonly<Record<Level, string>> = {
  0: "normal: nothing is doubted",
  1: "partial: what is doubted counts as waiting",
  2: "no vision: button and recall",
  3: "listening: control comes back slowly",
  4: "no link: the cabinet runs its own plan",
  5: "fault: until an engineer clears it",
};

const link: Readonly<Record<Link, string>> = {
  up: "cabinet in step",
  lost: "cabinet not heard",
  mismatch: "cabinet shows something else",
  refused: "cabinet refuses control",
};

const cameraState: Readonly<Record<VisionView["state"], string>> = {
  ok: "sees",
  starting: "is starting",
  lost: "sees nothing",
};

const policyName: Readonly<Record<PolicySite["name"], string>> = {
  marginal: "marginal cost",
  fixed: "fixed time",
  "push-button": "push-button",
  puffin: "PUFFIN",
  threshold: "threshold",
  "tongzhou-2019": "Tongzhou 2019",
};

const profileName: Readonly<Record<Site["profile"], string>> = {
  "cn-gb": "China GB",
  "us-mutcd": "US MUTCD",
  "uk-puffin": "UK PUFFIN",
  "de-rilsa": "Germany RiLSA",
};

const eventClass: Readonly<Record<EventClass, string>> = {
  signal: "signal",
  detector: "detector",
  decision: "decision",
  fault: "fault",
  audit: "audit",
  config: "settings",
};

const breakable: Readonly<Record<Breakable, string>> = {
  "camera-A": "Camera A",
  "camera-B": "Camera B",
  vision: "Vision",
  modbus: "Modbus",
  cable: "Cabinet cable",
  broker: "MQTT broker",
  edge: "Edge",
};

const breakNote: Readonly<Record<Breakable, string>> = {
  "camera-A":
    "Camera A is cut. Within a second its kerb counts as occupied, the mode turns to partly blind, and walks keep coming.",
  "camera-B":
    "Camera B is cut. Within a second its kerb counts as occupied, the mode turns to partly blind, and walks keep coming.",
  vision:
    "The vision process was killed. The crossing goes on without eyes until it is started again, a moment later.",
  modbus:
    "The cabinet no longer answers. The link shows as lost, the drawn lamps go unknown, and the cabinet's own watchdog makes the street safe within 2 s.",
  cable:
    "The cable between box and cabinet is out. The cabinet's watchdog hands the street to its own plan (this one flashes yellow); an alarm tells. Plugged in again, the box listens for 10 s before it takes control.",
  broker:
    "The MQTT broker is gone. Nothing on the street changes; events are kept and sent when it is back.",
  edge: "The edge process was killed: this page stands still and says so. Control goes on; the page comes back by itself.",
};

/** All words in English. */
export const en = {
  htmlLang: "en",
  pageTitle: (site: string) => `${site} - live crossing`,
  loading: "Waiting for the crossing...",
  loadFailed: (why: string) => `The crossing's API does not answer (${why}). Trying again.`,
  languageSwitch: "Language",
  policy: "Policy",
  profile: "Rules",
  policyName,
  profileName,
  version: "Version",
  demoBadge: "demo",
  mqttUp: "MQTT connected",
  mqttDown: "MQTT not connected",
  camera: (id: string) => `Camera ${id}`,
  cameraState,
  condition,
  link,
  mode,
  modeNote,
  vehicle,
  ped,
  interval,
  staleSince: (time: string) => `No news since ${time}. What you see is from then, not from now.`,
  staleControl: (time: string) =>
    `Control is not heard. What you see was true at ${time} and may have changed.`,

  liveView: "Live view",
  views: { drawing: "Drawing", cameras: "Cameras", both: "Both" },
  planNote: "Counts and lamps are measured; where people and cars stand is sketched.",
  planLabel: (vehicles: string, peds: string, waiting: string, crossing: string) =>
    `Plan of the crossing. Vehicle heads: ${vehicles}. Pedestrian heads: ${peds}. ${waiting}. ${crossing}.`,
  unknown: "not known",
  zoneCount: (zone: string, count: number | null) =>
    count === null ? `${zone}: not seen` : `${zone}: ${count} waiting`,
  onCrossing: (count: number | null) =>
    count === null ? "crossing not seen" : `${count} on the crossing`,
  queueLabel: (count: number | null) => (count === null ? "queue ?" : `queue ${count}`),
  callRegistered: "call registered",
  wantedButShown: (wanted: string, shown: string) => `Wanted: ${wanted}. The heads show: ${shown}.`,
  shownUnknown: "The cabinet does not say what it shows. Lamps below are not drawn lit.",
  indicationPair: (vehicles: string, peds: string) => `vehicles ${vehicles}, pedestrians ${peds}`,
  seconds: (s: string) => `${s} s`,
  morePeople: (n: number) => `+${n}`,

  previewOff: "The picture is off. People are counted all the same; nothing is recorded.",
  previewOn: "Show pictures for 5 minutes",
  previewRefused: (why: string) => `Pictures could not be switched on: ${why}`,
  previewLeft: (s: number) => `picture on for ${Math.floor(s / 60)}:${pad(s % 60)}`,
  pictureOld: (time: string) => `Old picture, from ${time}`,
  noPicture: "no picture yet",
  cameraFigures: (fps: string, infer: string) => `${fps} frames/s, ${infer} ms a look`,
  cameraLabel: (id: string, people: number, vehicles: number) =>
    `Picture of camera ${id} with zones and boxes: ${people} people, ${vehicles} vehicles.`,
  crosswalk: "crosswalk",

  why: "Why is it doing this?",
  patience: "Longest wait",
  patienceOf: (wait: number, limit: number) => `${wait} of ${limit} s`,
  nextWalk: (s: number) => `Walk in ${s} s`,
  nextDontWalk: (s: number) => `Don't walk in ${s} s`,
  nextVehicleGreen: (s: number) => `Vehicles go in ${s} s`,
  nextOnDemand: "Walk comes on demand",
  nextConfirmed: "Walk, once it is sure that somebody wants to cross",
  nextAfterMinimum: (s: number) => `Yellow at the next gap, in ${s} s at the earliest; then walk`,
  nextGap: (s: number) => `Yellow at the next gap, in ${s} s at the latest; then walk`,
  nextCountdown: (s: number) => `Countdown to walk starts in ${s} s`,
  nextYellow: "Yellow for vehicles, then walk",
  nextClearance: (s: number) => `Flashing walk in ${s} s, for who is still on the road`,
  nextWhenEmpty: (s: number) =>
    `Vehicles get green when the road is empty, in ${s} s at the latest`,
  nextCabinet: "the cabinet decides",
  nextEngineer: "an engineer clears the fault",
  nextUnknown: "not known",
  next: "Next",
  ask: { "clear-fault": "Clear the fault", resume: "Take control again" },
  askSure: (what: string) => `${what}: press again to confirm`,
  askAccepted: "Accepted.",
  askRefused: (why: string) => `Refused: ${why}`,

  band: "Last two minutes",
  bandLabel: (walks: number, green: number) =>
    `Phase band of the last two minutes: ${walks} walks, vehicles had green for ${green} s.`,
  bandVehicle: "vehicles",
  bandPed: "pedestrians",
  bandWaiting: "waiting",
  bandCalls: "calls",
  now: "now",
  minusSeconds: (s: number) => `-${s} s`,
  legend: {
    green: "green / walk",
    flashing: "flashing",
    yellow: "yellow",
    red: "red / don't walk",
    unknown: "no data",
    fault: "fault",
    coming: "announced",
  },

  tiles: "How it does, last hour",
  meanWait: "Mean wait",
  meanWaitNote: "per person, trend of the hour",
  p95Wait: "95 % wait less than",
  limitNote: (s: number) => `nobody over ${s} s`,
  vehicleDelay: "Vehicle delay",
  vehicleDelayNote: "in the queue, per vehicle",
  walks: "Walks",
  emptyGreens: (percent: string) => `${percent} unused`,
  redCrossings: "Crossings on red",
  redCrossingsNote: "people on the road against red",
  modeTile: "Mode",
  levelTile: "Level",
  levelNote,
  alarmsNote: (n: number) => `${n} to look at: see Condition`,
  nothingYet: "-",

  log: "Event log",
  logEmpty: "Nothing has changed yet.",
  logFilter: "Show",
  all: "all",
  eventClass,
  eventCode: (code: number) => `code ${code}`,
  sentLater: "sent later",

  demo: "Play",
  demoIntro: "A simulated street: change it and watch the crossing cope.",
  addPeople: (n: number, zone: string) => `+${n} ${zone}`,
  cars: "Cars",
  addCars: (n: number) => `+${n} cars`,
  press: "press button",
  pressAt: (zone: string) => `press button, ${zone}`,
  breakThings: "Break something",
  breakIt: (what: string) => `Break: ${what}`,
  repairIt: (what: string) => `Repair: ${what}`,
  kill: (what: string) => `Kill: ${what}`,
  breakable,
  breakNote,
  repaired: (what: string) => `${what} is repaired: watch the crossing find it again by itself.`,
  demoFailed: (why: string) => `That did not work: ${why}`,

  zones: {
    open: "Edit zones",
    title: "Zones of the cameras",
    intro:
      "Where the eyes look for people: waiting zones on the pavement, the crosswalk on the carriageway, lanes from the stop line upstream. People count where their feet are.",
    back: "Back to the crossing",
    cameras: "Camera",
    noPicture: "The picture is off. The zones can be drawn all the same.",
    hold: "Hold the picture still",
    lane: (id: string) => `lane ${id}`,
    areas: "Areas",
    noAreas: "Nothing is drawn yet.",
    areaLine: (name: string, corners: number) => `${name}, ${corners} corners`,
    tools: "Tools",
    undo: "Undo",
    redo: "Redo",
    addCorner: "Add a corner",
    removeArea: "Delete this area",
    add: "Add an area",
    keys: "Pull corners; they snap to other areas (hold Alt: not). Keys: arrows nudge, with Shift further; + adds a corner, Delete removes it; Ctrl Z takes back, Ctrl Y makes again.",
    cornersOf: (name: string) => `Corners of ${name}`,
    corner: (n: number, of: number, x: string, y: string) =>
      `Corner ${n} of ${of}: ${x} % from the left, ${y} % from the top`,
    whole: (name: string) => `Move all of ${name}`,
    place: (x: string, y: string) => `${x} % from the left, ${y} % from the top`,
    cornerGone: "Corner removed",
    cornerAdded: "Corner added after this one",
    check: "Check",
    save: "Save into the site file",
    restart: "What is saved counts when the crossing is started again.",
    locked: {
      "no-file": "This is the demo: zones can be drawn and checked here, not saved.",
      "no-token":
        "Nothing is saved without a token: set http.token_file in the site file and start again. Drawing and checking work.",
    },
    good: "Good: the site file would be right so.",
    saved: "Saved. It counts when the crossing is started again.",
    wrong: (count: number) => (count === 1 ? "One thing is wrong:" : `${count} things are wrong:`),
    refused: (why: string) => `That did not work: ${why}`,
  },
};

/** The words of one language. */
export type Words = typeof en;

function pad(s: number): string {
  return String(Math.floor(s)).padStart(2, "0");
}
