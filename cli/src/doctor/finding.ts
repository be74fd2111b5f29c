/** What the doctor says of one thing. */
import type { Exit } from "../exit.ts";

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  /** `warn`: the crossing runs, but not as well as it could. `fail`: that part does not work. */
  readonly state: "ok" | "warn" | "fail";
  /** What was found. */
  readonly said: string;
  /** What to do; empty when all is well. */
  readonly todo: string;
  /** With what exit code a `fail` ends the command. */
  readonly exit: Exit;
}

/** All is well. */
export const well = (name: string, said: string): Finding => ({
  name,
  state: "ok",
  said,
  todo: "",
  exit: 0,
});

/** It runs, with something left to do. */
export const warned = (name: string, said: string, todo: string): Finding => ({
  name,
  state: "warn",
  said,
  todo,
  exit: 0,
});

/** It does not work until something is done. */
export const failed = (name: string, said: string, todo: string, exit: Exit): Finding => ({
  name,
  state: "fail",
  said,
  todo,
  exit,
});
