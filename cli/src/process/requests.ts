/** Requests on their way to control, and who waits for each answer. */
import { randomUUID } from "node:crypto";
import {
  type Instant,
  type Request,
  type RequestRecord,
  type RequestResult,
  milliseconds,
} from "@crossing/config";

/** What became of a request. */
export interface Answer {
  readonly accepted: boolean;
  readonly why: string;
}

/** The requests of one edge process. */
export interface Requests {
  /** Asks control; settles within a second, answered or not. */
  ask(request: Request): Promise<Answer>;
  /** Control has answered. */
  settle(result: RequestResult): void;
}

/** As old as a request may get before control throws it away, and as long as we wait for the answer. */
const ANSWER_WITHIN = milliseconds(1000);

/** Requests sent by `send`, stamped by `now`. */
export function createRequests(
  send: (record: RequestRecord) => void,
  now: () => Instant,
): Requests {
  const waiting = new Map<string, (answer: Answer) => void>();
  let seq = 0;

  const settle = ({ id, accepted, why }: RequestResult): void => {
    waiting.get(id)?.({ accepted, why });
    waiting.delete(id);
  };
  return {
    ask: (request) =>
      new Promise((resolve) => {
        const id = randomUUID();
        waiting.set(id, resolve);
        send({ type: "request", seq: seq++, at: now(), ttl: ANSWER_WITHIN, id, request });
        setTimeout(() => settle(unanswered(id)), ANSWER_WITHIN);
      }),
    settle,
  };
}

const unanswered = (id: string): RequestResult => ({
  type: "request-result",
  id,
  accepted: false,
  why: "control did not answer within 1 s",
});
