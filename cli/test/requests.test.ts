import { type RequestRecord, instant } from "@crossing/config";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRequests } from "../src/process/requests.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a request is settled by control's answer, whichever comes first", async () => {
  const sent: RequestRecord[] = [];
  const requests = createRequests(
    (record) => sent.push(record),
    () => instant(7),
  );
  const first = requests.ask("ped-call");
  const second = requests.ask("withdraw");
  const answer = (record: RequestRecord, accepted: boolean, why: string): void =>
    requests.settle({ type: "request-result", id: record.id, accepted, why });
  answer(sent[1]!, false, "not now");
  answer(sent[0]!, true, "called");
  expect(await first).toEqual({ accepted: true, why: "called" });
  expect(await second).toEqual({ accepted: false, why: "not now" });
  expect(sent.map(({ seq, at, ttl }) => [seq, at, ttl])).toEqual([
    [0, 7, 1000],
    [1, 7, 1000],
  ]);
});

test("a request that control does not hear is refused after a second", async () => {
  const requests = createRequests(
    () => {},
    () => instant(0),
  );
  const asked = requests.ask("ped-call");
  vi.advanceTimersByTime(1000);
  expect(await asked).toEqual({ accepted: false, why: "control did not answer within 1 s" });
});
