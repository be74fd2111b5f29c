/** Garbage is collected while there is little of it: see `tidyEveryMinute`. */

/** How often, ms. */
const EVERY_MS = 60_000;

/**
 * Collects all garbage of this thread once a minute; does nothing under a Node without `--expose-gc`. Stop it with
 * `clearInterval`; it keeps nobody alive.
 *
 * Node's own choice is by the size of what it can see. The thread that reads a camera makes little of it and would grow
 * for hours, and the memory of frames that a reopened camera left behind hangs on a few small handles.
 */
export const tidyEveryMinute = (): NodeJS.Timeout =>
  setInterval(() => globalThis.gc?.(), EVERY_MS).unref();
