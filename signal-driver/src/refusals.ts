/** Why a cabinet is not driven although it could be: sentences for whoever stands before it. */

/** Somebody else commands it. */
export const OTHER_MASTER =
  "another master writes to it, so we write nothing; find it and take it off the line";

/** It would hold the last lamps for ever. */
export const NO_WATCHDOG =
  "its watchdog did not trip when we were silent, so it is not driven; switch the cabinet's communication watchdog on " +
  "(0 is off), so that writes alone feed it, and set it to 300 to 2000 ms";
