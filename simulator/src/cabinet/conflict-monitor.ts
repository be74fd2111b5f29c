/**
 * The cabinet's own conflict monitor: plain lamp logic on what really draws current.
 *
 * It shares no code with the controller on purpose, so a fault there is caught here. Lamps are numbered as wired.
 */

const VEHICLE_GO = [2, 3, 5, 6]; // yellow and green of heads A and B
const PED_GO = [8, 10]; // green of heads A and B
const VEHICLE_GREEN_WITH = [
  [3, 1], // green with red, head A
  [6, 4], // and head B
  [8, 7], // pedestrian green with red, head A
  [10, 9], // and head B
] as const;

/** Whether lamps that are lit together send people and vehicles into each other, or contradict themselves. */
export function conflict(lit: number): boolean {
  const on = (lamp: number): boolean => ((lit >>> (lamp - 1)) & 1) === 1;
  const bothMove = VEHICLE_GO.some(on) && PED_GO.some(on);
  return bothMove || VEHICLE_GREEN_WITH.some(([green, red]) => on(green) && on(red));
}
