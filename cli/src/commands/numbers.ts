/** Numbers on the command line. */
import { InvalidArgumentError } from "commander";

/** A parser of whole numbers from `min` to `max` for an option; says what is wanted otherwise. */
export const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && text.trim() !== "" && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`wanted a whole number from ${min} to ${max}.`);
  };

/** A parser of numbers from `min` to `max` for an option; says what is wanted otherwise. */
export const between =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isFinite(value) && text.trim() !== "" && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`wanted a number from ${min} to ${max}.`);
  };
