/** Every word of a report in English. `Words` is made from this: a word missing in Chinese is a compile error. */
import type { Evidence, RuleFinding, Weights } from "@crossing/config";
import type { DemandKind, FigureName, LevelOfService } from "@crossing/simulator";
import type { Family, Setting, SettingPath } from "../data.ts";
import { plain } from "../numbers.ts";

const familyShort: Readonly<Record<Family, string>> = {
  site: "this plan",
  marginal: "marginal rule",
  fixed: "fixed cycle",
  puffin: "PUFFIN",
  "push-button": "push-button",
  threshold: "threshold",
  "tongzhou-2019": "Tongzhou 2019",
  "rules-broken": "against a rule",
};

const familyLong: Readonly<Record<Family, string>> = {
  site: "this plan",
  marginal: "marginal rule, over its one knob κ",
  fixed: "fixed cycle, by length",
  puffin: "PUFFIN, by longest vehicle green",
  "push-button": "push-button, by vehicle green after a press",
  threshold: "threshold of people or seconds",
  "tongzhou-2019": "Tongzhou 2019",
  "rules-broken": "a rule forbids it: this plan with one number changed",
};

const settingName: Readonly<Record<SettingPath, string>> = {
  "weights.ped_second": "knob",
  "policy.programmes.0.cycle_s": "cycle",
  "policy.green_s": "green after press",
  "policy.wait_s": "wait threshold",
  "timing.vehicle_max_green_s": "longest green",
  "timing.vehicle_min_green_s": "min green",
  "timing.walk_min_s": "walk",
  "timing.ped_clearance_s": "ped clearance",
  "timing.ped_clearance_max_s": "longest ped clearance",
  "timing.yellow_s": "yellow",
  "timing.red_clearance_s": "red clearance",
  "timing.buffer_s": "buffer",
  "timing.max_wait_s": "longest wait",
};

const figure: Readonly<Partial<Record<FigureName, string>>> = {
  ped_wait_mean_s: "mean wait, s",
  ped_wait_p95_s: "95 % wait less than, s",
  vehicle_delay_mean_s: "mean vehicle delay, s",
  stops_per_vehicle: "stops per vehicle",
  violations_per_100: "crossed on red, of 100",
  empty_walk_share: "walks for nobody, %",
  cost_per_h: "cost, person-s an hour",
};

const verdict: Readonly<Record<RuleFinding["verdict"], string>> = {
  kept: "kept",
  broken: "BROKEN",
  "not-asked": "not asked",
};

const evidence: Readonly<Record<Evidence, string>> = {
  read: "read",
  secondary: "in a page that quotes it",
  unverified: "unverified",
};

const demandKind: Readonly<Record<DemandKind, string>> = {
  poisson: "people and vehicles by chance",
  platoons: "vehicles in platoons from a signal upstream",
  bus: "most people off buses",
  school: "a school lets out",
  rush: "a rush hour",
};

const weight: Readonly<Record<keyof Weights, string>> = {
  ped_second: "a second of a person's waiting (the knob)",
  knee_s: "a wait weighs more with each second beyond, s",
  knee_scale_s: "how slowly it grows beyond that, s",
  persons_per_vehicle: "people in a vehicle",
  stop: "a vehicle's stop",
  violation: "somebody crosses on red",
  conflict: "the same right before a vehicle, on top",
  leaver: "somebody gives up and goes away",
  vulnerable: "a child, an old or a disabled person counts for",
};

/** All words in English. */
export const en = {
  htmlLang: "en",
  title: (site: string) => `Signal plan report: ${site}`,
  kicker: "Pedestrian crossing, signal plan",
  hashShort: (hash: string) => `Inputs ${hash.slice(0, 12)}`,
  and: ", ",

  familyShort,
  familyLong,
  settingText: ({ path, value }: Setting) => `${settingName[path]} ${settingUnit(path, value)}`,
  settingValue: ({ path, value }: Setting) => settingUnit(path, value),
  noSetting: "–",
  secondsText: (seconds: number) => `${seconds} s`,

  inShort: "In short",
  verdictPeople: (wait: string, p95: string, los: LevelOfService | null) =>
    `People wait ${wait} s on average, 95 % of them less than ${p95} s` +
    (los === null ? "." : `: level of service ${los}.`),
  verdictVehicles: (delay: string, stops: string) =>
    `Vehicles lose ${delay} s on average and stop ${stops} times each.`,
  verdictRed: (violations: string, conflicts: string) =>
    `Of 100 people ${violations} cross on red; ${conflicts} in a run do so right before a vehicle.`,
  verdictRules: (kept: number, broken: number, profile: string) =>
    broken === 0
      ? `All ${kept} rules of ${profile} that apply are kept.`
      : `${broken} of ${kept + broken} rules of ${profile} that apply are broken.`,
  verdictRuns: (runs: number, hours: string) =>
    runs === 1
      ? `One simulated run of ${hours} h: chance is not known. Take several seeds before you rely on it.`
      : `${runs} simulated runs of ${hours} h; ± is the half of a 95 % interval over them.`,
  verdictBest: (regret: string) =>
    `In the point-queue model it costs ${regret} % more than somebody could do who knew every arrival beforehand.`,

  tiles: {
    wait: "Mean wait",
    p95: "95 % wait under",
    delay: "Vehicle delay",
    stops: "Stops per vehicle",
    red: "Crossed on red",
    empty: "Walks for nobody",
  },
  perPerson: "s a person",
  perVehicle: "s a vehicle",
  ofHundred: "of 100 people",
  percentOfWalks: "% of walks",
  levelOfService: (los: string) => `s, level of service ${los}`,

  against: "Against other plans, on the same arrivals",
  againstNote:
    "This plan minus the other, seed by seed with the same people and vehicles; below 0 this plan is better. Of each kind the setting that costs least by the site's weights, chosen afterwards: nothing else that was tried of that kind does better. Differences whose 95 % interval holds 0 are grey.",
  colPlan: "plan",
  colSetting: "setting",
  figure,

  front: "What vehicles lose against what people wait",
  frontNote:
    "Each point is a plan in the simulated street, with 95 % intervals; down and left is better. Small numbers: of 100 people, how many cross on red.",
  frontShadeNote:
    "The shading is from another model: the clairvoyant optimum of a point-queue street, where vehicles lose no time in braking and starting. It says where nobody can be, not how near one could come; the chart of the last section has plans and optimum in the same model.",
  frontOutside: (count: number) =>
    `${count} ${count === 1 ? "plan lies" : "plans lie"} outside the chart: see the table.`,
  frontLabel: (plans: number) =>
    `Chart of ${plans} plans: mean vehicle delay to the right, mean wait of people upwards. The table below has the numbers.`,
  axisDelay: "mean vehicle delay, s a vehicle",
  axisWait: "mean wait of people, s",
  unreachable: "out of reach, even for who knows all arrivals (point-queue model)",
  unreachableKey: "out of reach (clairvoyant, point-queue model)",
  violationsKey: "of 100 people, so many cross on red",
  frontTable: "All plans of the chart",
  colBroken: "breaks",
  thisPlanMark: "this plan",

  waits: "How long people wait",
  waitsNote:
    "Share of people who had stepped off, or given up, after so many seconds. Lines: limits of the levels of service A to F of HCM 2000 (read in a secondary source), which speak of the mean wait and are drawn for scale.",
  waitsLabel: (plans: readonly string[]) =>
    `Share of people by longest wait under ${plans.join(", ")}. The table below has the numbers.`,
  axisWaited: "waited at most, s",
  axisShare: "% of people",
  waitsTable: "Waited longer than",
  colPeople: "people",

  bands: "What the signal does",
  bandsNote:
    "The same minutes with the same people and vehicles under each plan. Tall bars: green or walk; low bars: red; stripes: ped clearance; figures in bars: seconds. Below each head how many are held back; a cross: somebody crosses on red.",
  bandTitle: (plan: string) => `Under ${plan}`,
  bandVehicle: "vehicles",
  bandHeld: "held back",
  bandPed: "people",
  bandWaiting: "waiting",
  bandDecision: "decision",
  bandLabel: (seconds: number, walks: number, green: number) =>
    `Phase band of ${seconds} s: ${walks} walks, vehicle green for ${green} s.`,
  reasonsCaption: "The decisions of this plan by number",
  colNumber: "no.",
  colFrom: "from",
  colSeconds: "s",
  colReason: "why vehicle green was held or ended, in the numbers of its last second",

  rows: (minutes: number) => `By ${minutes === 60 ? "hour" : `${minutes} minutes`}`,
  rowsNote:
    "Means over the seeds, of those who came in the interval, as everywhere ± half a 95 % interval. The first rows hold the warm-up, which all other figures leave out.",
  colTime: "time",
  colVehicles: "vehicles",
  colWait: "mean wait, s",
  colLongest: "longest wait, s",
  colDelay: "vehicle delay, s",
  colWalks: "walks",
  colRed: "on red",

  best: "How far from the best possible",
  bestNote: (seeds: number) =>
    `Somebody who knows every arrival, every person's patience and speed beforehand picks all walks at once (dynamic programming over each stream of arrivals; ${seeds} ${seeds === 1 ? "seed" : "seeds"}). Vehicles are point queues here, so delays are smaller than in the simulated street. No controller can reach it, since nobody knows who will come. The curve is the best that was found for each weight of vehicles against people.`,
  bestExact: "The optimum is exact for this model with decisions on whole seconds.",
  bestBound:
    "The optimum is the best plan that was found, and the true one may cost less: the distances below are then a little larger.",
  bestLabel: (plans: number) =>
    `Chart of ${plans} plans in the point-queue model with the clairvoyant optimum. The table below has the numbers.`,
  colRegret: "over the optimum, %",
  clairvoyant: "clairvoyant optimum",
  colCost: "cost, person-s an hour",
  colViolations: "on red, of 100",

  rules: "Rules",
  rulesNote: (profile: string, unverified: number, all: number) =>
    `${profile}. ${unverified} of ${all} clauses are marked unverified: nobody has read them in the standard itself for this program. Check them before you rely on them.`,
  colVerdict: "",
  colRule: "rule",
  colFound: "found",
  colWanted: "wanted",
  colClause: "clause and evidence",
  verdict,
  force: { shall: "shall", should: "should" },
  evidence,
  yes: "yes",
  no: "no",

  knob: "What is weighed",
  knobSentence: (value: string, seconds: string) =>
    `One second that a person waits is worth κ = ${value} s of somebody in a vehicle: this is the one knob. With it, holding a vehicle with its people for 1 s is worth it when that saves people ${seconds} s of waiting.`,
  knobAdvice:
    "Turn it up and people wait less while vehicles lose more: every point of the curve of the marginal rule is one position of it.",
  knobOther: (policy: string) =>
    `${policy} does not go by weights; they only count its cost here, so that plans can be compared.`,
  weight,
  colWeight: "what",
  colValue: "person-seconds of somebody in a vehicle, unless it says otherwise",

  origin: "How to make this report again",
  originCommand: "command",
  originVersion: "program",
  originSeeds: "seeds",
  originRun: "runs",
  originRunText: (hours: string, warmUp: string, dt: string) =>
    `${hours} h each, the first ${warmUp} s left out; steps of ${dt} s`,
  originSeeing: "detectors",
  originSeeingText: (lookahead: string, seeing: string | null) =>
    `vehicles known ${lookahead} s ahead; ` +
    (seeing === null || seeing === "perfect"
      ? "people and queues seen without fault"
      : `seen as given: ${seeing}`),
  originDemand: "demand",
  originHashes: "SHA-256",
  originHash: { site: "site", demand: "demand", all: "all inputs" },
  originDate: "date",
  assumed: (paths: string) => `Assumed at this site, and still to be measured: ${paths}.`,
  limits:
    "People and vehicles are simulated: nothing here was measured on a street. The simulator's own validation against theory and SUMO says how well it does. The same command with the same program gives the same file, to the last character.",

  demandText: (
    source: "rates" | "counts" | "arrivals" | "spec",
    kind: DemandKind | null,
    file: string | null,
  ) => {
    if (source === "rates") return kind === null ? "drawn" : demandKind[kind];
    const what = { counts: "counts of", arrivals: "arrivals of", spec: "demand of" }[source];
    return `${what} ${file ?? "?"}`;
  },
  demandFlows: (people: string, vehicles: string) =>
    `${people} people and ${vehicles} vehicles an hour`,
  street: (length: string, lanes: number) => `${length} m, ${lanes} lanes`,
};

/** The words of one language. */
export type Words = typeof en;

function settingUnit(path: SettingPath, value: number): string {
  return path === "weights.ped_second" ? `κ ${plain(value)}` : `${plain(value)} s`;
}
