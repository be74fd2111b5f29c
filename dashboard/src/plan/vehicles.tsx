/** Vehicles seen from above, nose at the origin, driving to the left before they are turned. */
import { type Layout, bumperAt } from "./layout.ts";
import type { Traffic, Vehicle } from "./traffic.ts";

const PAINTS = ["#e8ebee", "#a9b4bf", "#4f7fb3", "#b9573f", "#5b6470", "#d6b25c", "#6f9a83"];
const LENGTH = 42;
const HALF = 10.5;

/** Everything on wheels. */
export const Vehicles = (props: { readonly layout: Layout; readonly traffic: Traffic }) => (
  <g>
    {props.traffic.vehicles.map((vehicle) => (
      <Car key={vehicle.id} layout={props.layout} vehicle={vehicle} />
    ))}
  </g>
);

const Car = ({ layout, vehicle }: { readonly layout: Layout; readonly vehicle: Vehicle }) => {
  const lane = layout.lanes.find((place) => place.lane.id === vehicle.lane);
  if (lane === undefined) return null;
  const { x, y } = bumperAt(lane, vehicle.distance_m);
  const braking = vehicle.fate === "known" && vehicle.distance_m < 2;
  return (
    <g
      class={`mover car ${vehicle.fate === "fading" ? "gone" : ""}`}
      style={{ transform: `translate(${x}px, ${y}px) scale(${-lane.heading}, 1)` }}
    >
      <rect class="shadow" x={2} y={-HALF + 3} width={LENGTH} height={HALF * 2} rx={7} />
      <rect
        class="car-body"
        fill={PAINTS[vehicle.id % PAINTS.length] ?? "#a9b4bf"}
        y={-HALF}
        width={LENGTH}
        height={HALF * 2}
        rx={6.5}
      />
      <path class="car-glass" d="M11-8.2q-2.6 8.2 0 16.4l5-1.8q-1.4-6.4 0-12.8z" />
      <path class="car-glass" d="M35-7.4q1.8 7.4 0 14.8l-3.6-1.6q1-5.8 0-11.6z" />
      <path class="car-glass" d="M17-8.8h12l1 1.8h-12.4zM17 8.8h12l1-1.8h-12.4z" />
      <path class="car-front" d="M1.6-8.4h2.6v4h-2.6zM1.6 4.4h2.6v4h-2.6z" />
      <path class={`car-rear ${braking ? "on" : ""}`} d="M39-8.6h2v4.4h-2zM39 4.2h2v4.4h-2z" />
    </g>
  );
};
