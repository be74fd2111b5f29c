/** What a field of a record may hold: the limits that every reader of a link shares. */
import type { CameraHealth, Stamped } from "@crossing/config";

/** A record of which nothing is known but its type. */
export type Fields<T> = { readonly [K in keyof T]?: unknown };

/** A number, a moment, and a time to live that is not for ever. */
export const isStamped = (r: Fields<Stamped>): boolean =>
  isCount(r.seq) && isMoment(r.at) && isMoment(r.ttl) && r.ttl <= TTL_MAX_MS;

/** Who asks to be believed for longer than this would be believed when long dead. */
const TTL_MAX_MS = 5000;
/** More people or vehicles than a camera can see; what counts on since an eye opened may be more. */
const FEW_MAX = 10_000;
/** Longer than anybody waits, and nearer than infinity. */
const TIME_MAX_S = 1e6;

export const isTable = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isName = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 64;
export const isMoment = (value: unknown): value is number =>
  Number.isFinite(value) && Number(value) >= 0;
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
export const isFew = (value: unknown): value is number => isCount(value) && value <= FEW_MAX;
export const isTime = (value: unknown): value is number => isMoment(value) && value <= TIME_MAX_S;
export const isTimes = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(isTime);
export const isLeftOutOr =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);

/** Whether a value says if a camera can be believed. */
export function isHealth(value: unknown): value is CameraHealth {
  if (!isTable(value)) return false;
  const r = value as Fields<CameraHealth>;
  return typeof r.believed === "boolean" && Array.isArray(r.faults) && r.faults.every(isName);
}
