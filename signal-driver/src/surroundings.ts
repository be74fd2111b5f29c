/**
 * What the driver takes from the machine besides its clock: timers and the wire. A simulation gives its own, so that a
 * seed alone decides what happens; left out, they are the machine's.
 */
import { randomInt } from "node:crypto";
import { type Socket, connect } from "node:net";

/** Timers, and a way to a host. */
export interface Surroundings {
  /** Calls `due` once, `ms` from now. */
  after(ms: number, due: () => void): Timer;
  /** Calls `run` as soon as everything that has already arrived is read. */
  soon(run: () => void): void;
  /** Begins to connect; the stream tells when it is connected, or why it is over. */
  connect(to: { readonly host: string; readonly port: number }): Stream;
}

/** A timer that has been set. */
export interface Timer {
  /** Counts its time anew from now, also when it has run out. */
  restart(): void;
  /** It is not called any more; safe to call twice. */
  cancel(): void;
}

/** As much of a TCP socket as is used here. */
export interface Stream {
  on(event: "data", heard: (bytes: Buffer) => void): unknown;
  on(event: "error", heard: (error: Error) => void): unknown;
  on(event: "connect" | "end" | "close", heard: () => void): unknown;
  write(bytes: Buffer): unknown;
  /** Ends it without a word to the other side, and what has not arrived by now is not sent again. */
  destroy(): unknown;
}

/** The machine's own. */
export const MACHINE: Surroundings = {
  after: (ms, due) => {
    const timer = setTimeout(due, ms);
    return { restart: () => void timer.refresh(), cancel: () => clearTimeout(timer) };
  },
  soon: (run) => void setImmediate(run),
  connect: (to) => streamOf(connect({ ...to, noDelay: true })),
};

/**
 * A socket that is ended by a reset. A polite end goes on sending what was written, for minutes: a command that comes out of
 * an outage is older than the street it was meant for.
 */
const streamOf = (socket: Socket): Stream => ({
  on: (event: string, heard: (given: never) => void) =>
    socket.on(event, heard as (given: unknown) => void),
  write: (bytes) => socket.write(bytes),
  // Before it is connected a reset would wait until it is.
  destroy: () => (socket.connecting ? socket.destroy() : socket.resetAndDestroy()),
});

/** Time passes. */
export const pause = (ms: number, surroundings: Pick<Surroundings, "after">): Promise<void> =>
  new Promise((resolve) => void surroundings.after(ms, resolve));

/** Until it is done, or until it has taken too long; how it ends is nobody's business. */
export const inTime = (
  done: Promise<unknown>,
  ms: number,
  surroundings: Pick<Surroundings, "after">,
): Promise<void> =>
  new Promise((resolve) => {
    const late = surroundings.after(ms, resolve);
    void done.finally(() => {
      late.cancel();
      resolve();
    });
  });

/** An owner token: a word that no other master has, by chance 0..1 or the machine's. */
export const ownerBy = (random: (() => number) | undefined): number =>
  random === undefined ? randomInt(1, 2 ** 32) : 1 + Math.floor(random() * (2 ** 32 - 1));
