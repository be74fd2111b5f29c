/** The words of the command line. */
import { parseArgs } from "node:util";

/** Every method of proof, in the order of the page. */
export const METHODS = [
  "explore",
  "spin",
  "mutate",
  "planted",
  "world",
  "chaos",
  "fuzz",
  "jitter",
  "soak",
] as const;

/** The folder of a method. */
export type Method = (typeof METHODS)[number];

/** What is wanted of a run. */
export interface Asked {
  readonly only: readonly Method[];
  readonly nightly: boolean;
  readonly write: boolean;
  readonly json: boolean;
  readonly seconds?: number;
  readonly seed: number;
}

/** What the words ask for, or what is wrong with them. */
export function askedBy(argv: readonly string[]): Asked | { readonly trouble: string } {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS });
    const only = values.only?.split(",") ?? METHODS;
    const unknown = only.find((name) => !isMethod(name));
    if (unknown !== undefined)
      return { trouble: `--only ${unknown}: no such method; there are ${METHODS.join(", ")}` };
    const seed = Number(values.seed ?? 1);
    const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
    if (!Number.isSafeInteger(seed)) return { trouble: `--seed ${values.seed}: a whole number` };
    if (seconds !== undefined && !(seconds > 0))
      return { trouble: `--seconds ${values.seconds}: more than 0` };
    return {
      only: METHODS.filter((name) => only.includes(name)),
      nightly: values.nightly === true,
      write: values.write === true,
      json: values.json === true,
      ...(seconds === undefined ? {} : { seconds }),
      seed,
    };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}

const OPTIONS = {
  only: { type: "string" },
  nightly: { type: "boolean" },
  write: { type: "boolean" },
  json: { type: "boolean" },
  seconds: { type: "string" },
  seed: { type: "string" },
} as const;

const isMethod = (name: string): name is Method => (METHODS as readonly string[]).includes(name);
