/** Whether a line of a recording is a tick that can be decided again: a damaged one counts as a gap. */
import type { Inputs, Outputs, TraceRecord } from "@crossing/config";
import { isLane, isZone } from "./link/intake.ts";

type Fields<T> = { readonly [K in keyof T]?: unknown };

/** Every field that is needed to decide the tick again, compare it and explain it is there and of its kind. */
export function isTick(value: unknown): value is TraceRecord {
  if (!isTable(value)) return false;
  const r = value as Fields<TraceRecord>;
  return (
    r.type === "trace" &&
    typeof r.boot === "string" &&
    Number.isSafeInteger(r.seq) &&
    isMoment(r.at) &&
    isInputs(r.inputs) &&
    isOutputs(r.outputs)
  );
}

function isInputs(value: unknown): value is Inputs {
  if (!isTable(value)) return false;
  const r = value as Fields<Inputs>;
  return (
    isTable(r.zones) &&
    Object.values(r.zones).every((zone) => zone === null || isZone(zone)) &&
    isTable(r.buttons) &&
    (r.crossing === null || isMoment(r.crossing)) &&
    Array.isArray(r.lanes) &&
    r.lanes.every(isLane) &&
    isMoment(r.lookahead_s) &&
    (r.shown === null || isTable(r.shown)) &&
    typeof r.link === "string" &&
    Array.isArray(r.requests) &&
    (r.time_of_day_s === undefined || isMoment(r.time_of_day_s))
  );
}

function isOutputs(value: unknown): value is Outputs {
  if (!isTable(value)) return false;
  const { interval, vehicle, ped, reason } = value as Fields<Outputs>;
  return [interval, vehicle, ped].every((word) => typeof word === "string") && isReason(reason);
}

function isReason(value: unknown): boolean {
  if (!isTable(value)) return false;
  const { code, numbers } = value as Fields<Outputs["reason"]>;
  const areNumbers = isTable(numbers) && Object.values(numbers).every(Number.isFinite);
  return typeof code === "string" && areNumbers;
}

const isTable = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isMoment = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0;
