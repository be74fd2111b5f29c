/**
 * Commands from the broker: each is only a request to control, which may refuse it.
 *
 * None can shorten a safety time. A command names its own end and is answered once on `cmd-result/<id>`:
 * `sc/v1/<site>/cmd/ped-call` with `{"v":1,"id":"a1","exp":"2026-11-21T12:00:10.000Z"}`.
 */
import type { Request } from "@crossing/config";
import type { Answer } from "../options.ts";

export interface Commands {
  /** What to answer to which id; null when there is nobody to answer. */
  handle(name: string, text: string, retained: boolean): Promise<CommandResult | null>;
}

export interface CommandResult extends Answer {
  readonly id: string;
  readonly name: string;
}

export interface CommandsOptions {
  readonly request: (request: Request) => Promise<Answer>;
  readonly wallClock: () => Date;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

const ALLOWED: readonly Request[] = ["ped-call", "clear-fault", "withdraw", "resume"];
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const LONGEST_TEXT = 1_024;
const LONGEST_LIFE_MS = 60_000;
const BETWEEN_MS = 1_000;
/** As many as can come while the longest-lived of them is still good. */
const IDS_KEPT = 100;

export function createCommands({ request, wallClock, now, log }: CommandsOptions): Commands {
  const answered = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;

  function refusal(name: string, command: Command, retained: boolean): string | null {
    if (retained) return "a retained command is refused: it would be carried out at every start";
    const bad = badLife(command.exp, wallClock());
    if (bad !== null) return bad;
    if (!isAllowed(name)) return `unknown command; one of ${ALLOWED.join(", ")}`;
    if (now() - last < BETWEEN_MS) return "too many commands; at most one a second";
    return null;
  }

  return {
    async handle(asked, text, retained) {
      const name = sayable(asked);
      const command = parse(text);
      if (command === null) {
        log(`mqtt cmd/${name}: not understood; wanted {"v":1,"id":"...","exp":"<RFC 3339 UTC>"}`);
        return null;
      }
      const { id } = command;
      // The broker delivers at least once: the first delivery was answered.
      if (answered.has(id)) return null;
      remember(answered, id);
      const why = refusal(name, command, retained);
      log(`mqtt cmd/${name} ${id}: ${sayable(why ?? "handed to control")}`);
      if (why !== null) return { id, name, accepted: false, why };
      last = now();
      return { id, name, ...(await request(name as Request)) };
    },
  };
}

interface Command {
  readonly id: string;
  readonly exp: string;
}

function parse(text: string): Command | null {
  if (text.length > LONGEST_TEXT) return null;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null) return null;
  if (!("v" in found && "id" in found && "exp" in found) || found.v !== 1) return null;
  const { id, exp } = found;
  return typeof id === "string" && ID.test(id) && typeof exp === "string" ? { id, exp } : null;
}

function badLife(exp: string, now: Date): string | null {
  const end = Date.parse(exp);
  if (Number.isNaN(end)) return `exp = ${exp}: wanted a moment in RFC 3339 UTC`;
  if (end <= now.getTime()) return `expired at ${exp}; it is ${now.toISOString()} here`;
  if (end > now.getTime() + LONGEST_LIFE_MS)
    return "exp is more than 60 s ahead; send it when it is meant";
  return null;
}

/** What a stranger wrote, fit for a line of the log: short, and nothing in it that begins a new one. */
const sayable = (text: string): string =>
  text.slice(0, 200).replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, "?");

const isAllowed = (name: string): boolean => ALLOWED.some((allowed) => allowed === name);

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const oldest = ids.values().next().value;
  if (ids.size > IDS_KEPT && oldest !== undefined) ids.delete(oldest);
}
