/** What the command line asks for. */
import { parseArgs } from "node:util";
import { CONTENDERS, type Contender } from "./contenders.ts";
import { HOURS, QUICK, SCENARIOS, type Scenario } from "./scenarios.ts";

export interface Asked {
  readonly scenarios: readonly Scenario[];
  readonly contenders: readonly Contender[];
  readonly json: boolean;
  readonly write: boolean;
  /** A folder for the arrivals of the scenarios; nothing is run then. */
  readonly streams: string | undefined;
}

/** All that was asked, or what is wrong with it. */
export function askedBy(argv: readonly string[]): Asked | { readonly trouble: string } {
  const words = wordsOf(argv);
  if (words === null) return { trouble: `${argv.join(" ")}: wanted ${USAGE}` };
  const { quick, only, scenario, hours, json, write, streams } = words;
  const names = scenario?.split(",") ?? (quick ? QUICK : SCENARIOS.map(({ name }) => name));
  const asked = SCENARIOS.filter(({ name }) => names.includes(name));
  if (asked.length < names.length)
    return {
      trouble: `${scenario}: wanted any of ${SCENARIOS.map(({ name }) => name).join(", ")}`,
    };
  const each = Number(hours ?? (quick ? 1 : HOURS));
  if (!Number.isInteger(each) || each < 1 || each > HOURS)
    return { trouble: `--hours ${hours}: wanted 1 to ${HOURS} of each scenario` };
  const scenarios = asked.map((one) => ({ ...one, hours: one.hours.slice(0, each) }));
  const starts = only?.split(",") ?? [""];
  const contenders = CONTENDERS.filter(({ id }) => starts.some((start) => id.startsWith(start)));
  if (contenders.length === 0)
    return { trouble: `${only}: wanted any of ${CONTENDERS.map(({ id }) => id).join(", ")}` };
  const whole = asked.length === SCENARIOS.length && each === HOURS;
  if (write && !(whole && contenders.length === CONTENDERS.length))
    return {
      trouble: "--write wants all scenarios, hours and policies, so that the page is whole",
    };
  return { scenarios, contenders, json, write, streams };
}

const USAGE =
  "--quick, --only id,..., --scenario name,..., --hours n, --json, --write, --streams <folder>";

const OPTIONS = {
  quick: { type: "boolean", default: false },
  only: { type: "string" },
  scenario: { type: "string" },
  hours: { type: "string" },
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  streams: { type: "string" },
} as const;

function wordsOf(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch {
    return null;
  }
}
