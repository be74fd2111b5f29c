/** Times since the beginning as HH:MM:SS.s. */
import { InvalidArgumentError } from "commander";

/** `00:01:23.4` of 83.4 s. */
export function clockOf(t_s: number): string {
  const tenths = Math.round(t_s * 10);
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60];
  const seconds = (tenths % 600) / 10;
  return `${two(hours)}:${two(minutes)}:${seconds.toFixed(1).padStart(4, "0")}`;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Seconds of `1:23:45.6`, `23:45` or `95`, for an option. */
export function secondsIn(text: string): number {
  const [, hours = "0", minutes = "0", seconds] = CLOCK.exec(text) ?? [];
  if (seconds === undefined)
    throw new InvalidArgumentError("wanted a time since the beginning, as 1:23:45, 23:45 or 95.");
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const CLOCK = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/;
