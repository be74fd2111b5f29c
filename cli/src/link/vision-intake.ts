/** What edge lets in of vision: checked field by field, so that a wrong record is told of its camera and harms nobody. */
import type { Detection, Picture, Stamped, VisionReport } from "@crossing/config";
import {
  type Fields,
  isCount,
  isHealth,
  isLeftOutOr,
  isMoment,
  isName,
  isStamped,
  isTable,
  isTime,
} from "./fields.ts";
import type { LinkRecord } from "./lines.ts";

/** A record that can be used, or whose it is and what is wrong with it. */
export type Intake<T> =
  | { readonly ok: true; readonly record: T }
  /** `camera`: null when it does not say. */
  | { readonly ok: false; readonly camera: string | null; readonly why: string };

/** The report in `record`, if all its fields are those of one. */
export const visionReport = (
  record: LinkRecord,
  cameras: readonly string[],
): Intake<VisionReport> => letIn(record, cameras, REPORT);

/** The picture in `record`, if all its fields are those of one. */
export const cameraPicture = (record: LinkRecord, cameras: readonly string[]): Intake<Picture> =>
  letIn(record, cameras, PICTURE);

/** By field: whether a value may stand there. The compiler asks here for every field. */
type Checks<T> = { readonly [K in keyof Required<T>]: (value: unknown) => boolean };

function letIn<T extends Stamped & { readonly camera: string }>(
  record: LinkRecord,
  cameras: readonly string[],
  checks: Checks<T>,
): Intake<T> {
  const fields = record as Fields<T>;
  const camera = isName(fields.camera) ? fields.camera : null;
  const names = Object.keys(checks) as (keyof T & string)[];
  const wrong = isStamped(fields) ? names.find((name) => !checks[name](fields[name])) : "stamp";
  if (wrong !== undefined) return { ok: false, camera, why: `${record.type}.${wrong}: ${FOUND}` };
  if (camera === null || !cameras.includes(camera))
    return { ok: false, camera, why: `${record.type}.camera: not one of this site` };
  return { ok: true, record: record as unknown as T };
}

const FOUND =
  "not what edge reads there; if this goes on, vision and edge are of different releases";

/** More people or boxes than a picture holds. */
const MANY = 2000;
const LONGEST_TROUBLE = 2000;
/** A picture is 640 wide or so; the line it comes in is no longer than that. */
const LONGEST_JPEG = 262_144;

const isAny = (): boolean => true;
const isFinite = (value: unknown): value is number => Number.isFinite(value);
const isListOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length <= MANY && value.every(is);
const isNumbers = (count: number) => (value: unknown) =>
  Array.isArray(value) && value.length === count && value.every(isFinite);

function isDetection(value: unknown): boolean {
  if (!isTable(value)) return false;
  const { kind, box, score } = value as Fields<Detection>;
  return (kind === "person" || kind === "vehicle") && isNumbers(4)(box) && isFinite(score);
}

function isPerson(value: unknown): boolean {
  if (!isTable(value)) return false;
  const person = value as Fields<VisionReport["people"][number]>;
  return (
    isCount(person.id) &&
    isFinite(person.x) &&
    isFinite(person.y) &&
    (person.where === null || isName(person.where)) &&
    isTime(person.wait_s) &&
    isLeftOutOr(isNumbers(2))(person.at_m) &&
    isLeftOutOr(isFinite)(person.speed_m_per_s)
  );
}

function isCosts(value: unknown): boolean {
  if (!isTable(value)) return false;
  const { decode, pre, infer, post } = value as Fields<VisionReport["ms"]>;
  return [decode, pre, infer, post].every(isMoment);
}

const STATES: readonly unknown[] = ["ok", "starting", "lost"] satisfies VisionReport["state"][];

// Stamps are checked together, before these.
const REPORT: Checks<VisionReport> = {
  type: (value) => value === "vision-report",
  seq: isAny,
  at: isAny,
  ttl: isAny,
  camera: isName,
  state: (value) => STATES.includes(value),
  trouble: (value) =>
    value === null || (typeof value === "string" && value.length <= LONGEST_TROUBLE),
  detections: isListOf(isDetection),
  people: isListOf(isPerson),
  health: isLeftOutOr(isHealth),
  fps: isMoment,
  dropped: isCount,
  age_ms: isLeftOutOr(isMoment),
  ms: isCosts,
};

const PICTURE: Checks<Picture> = {
  type: (value) => value === "picture",
  seq: isAny,
  at: isAny,
  ttl: isAny,
  camera: isName,
  jpeg: (value) => typeof value === "string" && value.length <= LONGEST_JPEG,
};
