/** What control lets in: checked field by field, because a wrong record there could move a signal. */
import type {
  EventAck,
  LaneInput,
  Observation,
  Request,
  RequestRecord,
  ZoneInput,
} from "@crossing/config";
import {
  type Fields,
  isCount,
  isFew,
  isHealth,
  isLeftOutOr,
  isMoment,
  isName,
  isStamped,
  isTable,
  isTime,
  isTimes,
} from "./fields.ts";
import type { LinkRecord } from "./lines.ts";

/** Longest line control reads, bytes. */
export const CONTROL_LINE_MAX = 4096;
/** Longest line edge reads, bytes: a preview picture in base64 is the longest. */
export const EDGE_LINE_MAX = 262_144;
/** Longest line vision reads, bytes: it is only told to switch the preview. */
export const VISION_LINE_MAX = 4096;

/** An observation, if `record` is one in all its fields; else null. */
export const asObservation = (record: LinkRecord): Observation | null =>
  record.type === "observation" && isObservation(record) ? record : null;

/** A request, if `record` is one in all its fields; else null. */
export const asRequest = (record: LinkRecord): RequestRecord | null =>
  record.type === "request" && isRequest(record) ? record : null;

/** An acknowledgement, if `record` is one in all its fields; else null. */
export const asEventAck = (record: LinkRecord): EventAck | null =>
  record.type === "event-ack" && isEventAck(record) ? record : null;

const REQUESTS: Readonly<Record<Request, true>> = {
  "ped-call": true,
  "clear-fault": true,
  withdraw: true,
  resume: true,
};

function isObservation(record: LinkRecord): record is Observation {
  const r = record as Fields<Observation>;
  return (
    isStamped(r) &&
    isName(r.camera) &&
    isMoment(r.frameAt) &&
    isTable(r.zones) &&
    Object.values(r.zones).every(isZone) &&
    (r.crossing === null || isFew(r.crossing)) &&
    isFew(r.vehicles) &&
    Array.isArray(r.lanes) &&
    r.lanes.every(isLane) &&
    isLeftOutOr(isTime)(r.lookahead_s) &&
    isLeftOutOr(isCount)(r.steppedOff) &&
    isLeftOutOr(isTime)(r.clearsIn_s) &&
    isLeftOutOr(isHealth)(r.health)
  );
}

function isRequest(record: LinkRecord): record is RequestRecord {
  const r = record as Fields<RequestRecord>;
  return (
    isStamped(r) &&
    isName(r.id) &&
    typeof r.request === "string" &&
    Object.hasOwn(REQUESTS, r.request)
  );
}

function isEventAck(record: LinkRecord): record is EventAck {
  const r = record as Fields<EventAck>;
  return isName(r.boot) && isCount(r.seq);
}

/** Whether a value is what the core is told of a zone. */
export function isZone(value: unknown): value is ZoneInput {
  if (!isTable(value)) return false;
  const r = value as Fields<ZoneInput>;
  return (
    isFew(r.waiting) &&
    isLeftOutOr(isTimes)(r.waits_s) &&
    isLeftOutOr(isTimes)(r.approaching_s) &&
    isLeftOutOr(isFew)(r.vulnerable)
  );
}

/** Whether a value is what the core is told of a lane. */
export function isLane(value: unknown): value is LaneInput {
  if (!isTable(value)) return false;
  const r = value as Fields<LaneInput>;
  const isQueue = r.queue === null || isFew(r.queue);
  return isName(r.id) && isQueue && isTimes(r.eta_s) && isCount(r.passages);
}
