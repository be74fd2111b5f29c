/** One `obs` line of a co-simulation, read field by field. Keys that are not known are ignored. */
import {
  type Indications,
  type Inputs,
  type LaneInput,
  type ZoneInput,
  valueInWords,
} from "@crossing/config";

/** What the line says, in the words of the core. */
export interface Observed {
  readonly t_s: number;
  readonly inputs: Omit<Inputs, "link" | "requests">;
}

type Fields = Readonly<Record<string, unknown>>;

const VEHICLE = ["green", "yellow", "red", "red-yellow", "flashing-yellow", "dark"];
const PED = ["walk", "flashing-walk", "dont-walk", "dark"];

/** The observation, or everything that is wrong with it as `path = value: what is wanted`. */
export function readObservation(said: Fields): Observed | { readonly errors: readonly string[] } {
  const errors: string[] = [];
  const wants = (path: string, value: unknown, wanted: string): void => {
    errors.push(
      `${path} = ${value === undefined ? "nothing" : valueInWords(value, 200)}: ${wanted}`,
    );
  };
  const read: Reader = { wants };
  const t_s = numberAt(read, "t_s", said["t_s"], "seconds, 0 or more") ?? 0;
  const inputs = {
    zones: zonesOf(read, said["zones"]),
    buttons: buttonsOf(read, said["buttons"] ?? {}),
    crossing: crossingOf(read, said["crossing"]),
    lanes: lanesOf(read, said["lanes"] ?? []),
    lookahead_s: numberAt(read, "lookahead_s", said["lookahead_s"] ?? 0, "seconds, 0 or more") ?? 0,
    shown: shownOf(read, said["shown"]),
    ...timeOfDayOf(read, said["time_of_day_s"]),
  };
  return errors.length > 0 ? { errors } : { t_s, inputs };
}

function timeOfDayOf(read: Reader, value: unknown): Pick<Inputs, "time_of_day_s"> {
  if (value === undefined || value === null) return {};
  const time = numberAt(read, "time_of_day_s", value, "local seconds since midnight, 0 or more");
  return time === null ? {} : { time_of_day_s: time };
}

interface Reader {
  readonly wants: (path: string, value: unknown, wanted: string) => void;
}

function zonesOf(read: Reader, zones: unknown): Inputs["zones"] {
  if (!isFields(zones)) {
    read.wants("zones", zones, "an object, by zone id");
    return {};
  }
  return Object.fromEntries(
    Object.entries(zones).map(([id, zone]) => [id, zoneOf(read, `zones.${id}`, zone)]),
  );
}

function zoneOf(read: Reader, path: string, zone: unknown): ZoneInput | null {
  if (zone === null) return null;
  if (!isFields(zone)) {
    read.wants(path, zone, "an object, or null when the detector is dead");
    return null;
  }
  const waits = timesAt(read, `${path}.waits_s`, zone["waits_s"]);
  const approaching_s = timesAt(read, `${path}.approaching_s`, zone["approaching_s"]);
  const { vulnerable } = zone;
  return {
    waiting: countAt(read, `${path}.waiting`, zone["waiting"]),
    ...(waits === undefined ? {} : { waits_s: [...waits].sort((a, b) => b - a) }),
    ...(approaching_s === undefined ? {} : { approaching_s }),
    ...(vulnerable === undefined || vulnerable === null
      ? {}
      : { vulnerable: countAt(read, `${path}.vulnerable`, vulnerable) }),
  };
}

function buttonsOf(read: Reader, buttons: unknown): Inputs["buttons"] {
  if (!isFields(buttons)) {
    read.wants("buttons", buttons, "an object, by zone id");
    return {};
  }
  for (const [id, pressed] of Object.entries(buttons))
    if (typeof pressed !== "boolean") read.wants(`buttons.${id}`, pressed, "true or false");
  return Object.fromEntries(Object.entries(buttons).map(([id, pressed]) => [id, pressed === true]));
}

function crossingOf(read: Reader, crossing: unknown): number | null {
  if (crossing === null || crossing === undefined) return null;
  if (isFields(crossing))
    return crossing["count"] === null ? null : countAt(read, "crossing.count", crossing["count"]);
  read.wants("crossing", crossing, 'an object with "count", or null when unknown');
  return null;
}

function lanesOf(read: Reader, lanes: unknown): readonly LaneInput[] {
  if (!Array.isArray(lanes)) {
    read.wants("lanes", lanes, "a list");
    return [];
  }
  return lanes.map((lane: unknown, at) => laneOf(read, `lanes.${at}`, lane));
}

function laneOf(read: Reader, path: string, lane: unknown): LaneInput {
  const fields = isFields(lane) ? lane : {};
  const { id, queue = null } = fields;
  if (typeof id !== "string") read.wants(`${path}.id`, id, "the id of a lane");
  return {
    id: String(id),
    queue: queue === null ? null : countAt(read, `${path}.queue`, queue),
    eta_s: timesAt(read, `${path}.eta_s`, fields["eta_s"]) ?? [],
    passages: countAt(read, `${path}.passages`, fields["passages"] ?? 0),
  };
}

function shownOf(read: Reader, shown: unknown): Indications | null {
  if (shown === undefined || shown === null) return null;
  const { vehicle, ped } = isFields(shown) ? shown : {};
  if (!VEHICLE.includes(String(vehicle))) read.wants("shown.vehicle", vehicle, VEHICLE.join(", "));
  if (!PED.includes(String(ped))) read.wants("shown.ped", ped, PED.join(", "));
  return { vehicle, ped } as Indications;
}

function countAt(read: Reader, path: string, value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  read.wants(path, value, "a whole number, 0 or more");
  return 0;
}

function numberAt(read: Reader, path: string, value: unknown, wanted: string): number | null {
  if (typeof value === "number" && value >= 0 && Number.isFinite(value)) return value;
  read.wants(path, value, wanted);
  return null;
}

function timesAt(read: Reader, path: string, value: unknown): readonly number[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "number")) return value;
  read.wants(path, value, "a list of seconds");
  return undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
