/** What the foreign cabinet saw, in the words of the street. */
import { type Lamp, lampMask } from "@crossing/config";

/** One line of the slave: what the lamps do since `t`, s. */
interface SlaveLine {
  readonly t: number;
  readonly on: number;
  readonly flash: number;
  /** 1 local, 2 remote, 3 safe. */
  readonly state: number;
}

/** A time in which the heads showed the same. */
export interface Span {
  /** As `green / dont-walk`; `local` or `safe` when the cabinet was not ours. */
  readonly shown: string;
  readonly s: number;
}

/** The spans between the changes that the slave printed; the last one, still running, is left out. */
export function spansOf(lines: readonly string[]): readonly Span[] {
  const seen = lines
    .map((line) => JSON.parse(line) as Partial<SlaveLine>)
    .filter((line): line is SlaveLine => line.on !== undefined)
    .map((line) => ({ t: line.t, shown: shownBy(line) }));
  const changes = seen.filter(({ shown }, index) => shown !== seen[index - 1]?.shown);
  return changes
    .slice(0, -1)
    .map(({ t, shown }, index) => ({ shown, s: changes[index + 1]!.t - t }));
}

/** Both heads of a kind must show the same; if not, both are named. */
function shownBy({ on, flash, state }: SlaveLine): string {
  if (state !== 2) return state === 1 ? "local" : "safe";
  const lit = (lamp: Lamp): boolean => (on & lampMask(lamp)) !== 0;
  const vehicle = (head: "A" | "B"): string =>
    (["green", "yellow", "red"] as const).filter((c) => lit(`vehicle-${head}-${c}`)).join("+");
  const ped = (head: "A" | "B"): string => {
    if (!lit(`ped-${head}-green`)) return lit(`ped-${head}-red`) ? "dont-walk" : "dark";
    return (flash & lampMask(`ped-${head}-green`)) === 0 ? "walk" : "flashing-walk";
  };
  return `${same(vehicle("A"), vehicle("B"))} / ${same(ped("A"), ped("B"))}`;
}

const same = (a: string, b: string): string => (a === b ? a : `A ${a}, B ${b}`);
