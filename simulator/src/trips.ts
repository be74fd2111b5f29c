/** What became of somebody who came: one record for each person and each vehicle. */

/** What became of somebody who came to the kerb. Handed out when the wait ends; the walk across is added in place. */
export interface PersonTrip {
  readonly type: "person";
  readonly id: number;
  /** When they stepped off, or gave up. */
  readonly t_s: number;
  /** When they came to the kerb. */
  readonly arrived_s: number;
  readonly zone: string;
  readonly wait_s: number;
  readonly outcome: "walk" | "red" | "left";
  /** Gap in the traffic that was accepted on red, s; null: not on red; Infinity: nothing was in sight. */
  readonly gap_s: number | null;
  /** m/s */
  readonly speed: number;
  /** Whether detectors can see this person, and whether they pressed the button. */
  readonly det: boolean;
  readonly pressed: boolean;
  /** When they reached the far kerb; null: they have not yet, or gave up. */
  crossed_s: number | null;
  /** They stepped off in walk and were still on the road when vehicles got green. */
  onRoadAtGreen: boolean;
}

/** A vehicle went over its stop line, and over the crosswalk. */
export interface VehicleTrip {
  readonly type: "vehicle";
  readonly id: number;
  readonly kind: "car" | "bus";
  /** When its front passed the stop line. */
  readonly t_s: number;
  /** When it would have passed it unhindered. */
  readonly due_s: number;
  readonly lane: string;
  /** Control delay: all time lost to the signal, the queue and people, until it drives freely again. */
  readonly delay_s: number;
  readonly stops: number;
  /** The head showed red, or red-yellow, when it passed. */
  readonly onRed: boolean;
}

/** What became of somebody. */
export type Trip = PersonTrip | VehicleTrip;
