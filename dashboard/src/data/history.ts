/** What was shown in the last two minutes, kept in the page to draw the phase band. */
import type { PedIndication, StateView, VehicleIndication } from "@crossing/config";

/** One state, less what the band does not draw. */
export interface Sample {
  /** Wall clock of the device, milliseconds since 1970. */
  readonly at: number;
  /** What the heads showed, read back. */
  readonly vehicle: VehicleIndication | Unknown;
  readonly ped: PedIndication | Unknown;
  /** People waiting in the zones that are seen; null when no zone is. */
  readonly waiting: number | null;
  readonly called: boolean;
  readonly faulty: boolean;
}

/** The cabinet was not heard, so nobody knew what the heads showed. */
export type Unknown = "unknown";

/** How far back the band looks, ms. */
export const BAND_MS = 120_000;

/** The sample of a state. What the heads really showed counts, not what was wanted. */
export function sampleOf(state: StateView): Sample {
  const seen = Object.values(state.waiting).filter((count) => count !== null);
  return {
    at: Date.parse(state.ts),
    vehicle: state.shown?.vehicle ?? "unknown",
    ped: state.shown?.ped ?? "unknown",
    waiting: seen.length === 0 ? null : seen.reduce((total, count) => total + count, 0),
    called: Object.values(state.call_lamps).some(Boolean),
    faulty: state.link !== "up" || state.faults.length > 0 || state.mode === "fault",
  };
}

/** The history with one more sample, less what the band has left behind. */
export function remembered(history: readonly Sample[], sample: Sample): readonly Sample[] {
  const oldest = sample.at - BAND_MS - 5000;
  return [...history.filter(({ at }) => at >= oldest && at < sample.at), sample];
}
