/** The people of the plan, as small figures. Colour and ring tell how near each wait is to its limit. */
import type { Figure, Walker } from "./crowd.ts";
import { type Layout, PLACES, type Place, ZONE, MIDDLE, standingAt, walkingAt } from "./layout.ts";
import { words } from "../words/words.ts";

/** How near a wait is to the site's longest wait. */
export type Patience = "fresh" | "long" | "limit";

/** Half of the longest wait is long; more than four fifths is near the limit. */
export function patienceOf(wait_s: number, max_wait_s: number): Patience {
  if (wait_s >= 0.8 * max_wait_s) return "limit";
  return wait_s >= 0.5 * max_wait_s ? "long" : "fresh";
}

interface WaitingProps {
  readonly layout: Layout;
  readonly figures: readonly Figure[];
  readonly side: 0 | 1;
  readonly maxWait: number;
}

/** Everybody waiting at one kerb. */
export const Waiting = ({ layout, figures, side, maxWait }: WaitingProps) => {
  const shown = figures
    .filter(({ slot }) => slot < PLACES)
    .sort((a, b) => standingAt(layout, side, a.slot).y - standingAt(layout, side, b.slot).y);
  const hidden = figures.length - shown.length;
  const oldest = Math.max(...figures.map(({ wait_s }) => wait_s ?? 0));
  const edge = standingAt(layout, side, 0).y;
  return (
    <g>
      {shown.map((figure) => {
        const wait = figure.wait_s ?? 0;
        const patience = patienceOf(wait, maxWait);
        const told = figure.wait_s !== null && (wait === oldest || patience !== "fresh");
        return (
          <Person
            key={figure.id}
            place={standingAt(layout, side, figure.slot)}
            look={patience}
            gone={figure.gone_s > 0}
            told={told && wait >= 1 ? Math.floor(wait) : null}
          />
        );
      })}
      {hidden > 0 && (
        <text class="plan-more" x={MIDDLE + ZONE - 8} y={edge - 2}>
          {words.value.morePeople(hidden)}
        </text>
      )}
    </g>
  );
};

/** A zone that nobody sees: somebody is assumed to be there. */
export const Unseen = ({ layout, side }: { readonly layout: Layout; readonly side: 0 | 1 }) => {
  const { x, y } = standingAt(layout, side, 0);
  return (
    <g class="unseen-zone" transform={`translate(${x} ${y})`}>
      <rect x={-ZONE} y={-74} width={ZONE * 2} height={88} rx={8} />
      <path d="M-7-14v-10a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v10h-3v12h-8v-12z" />
      <circle cy={-35} r={5.6} />
      <text x={22} y={-14}>
        ?
      </text>
    </g>
  );
};

/** People who are seen walking up to a kerb, not there yet. */
export const Approaching = (props: {
  readonly layout: Layout;
  readonly side: 0 | 1;
  readonly seconds: readonly number[];
}) => (
  <g>
    {props.seconds.slice(0, 4).map((s, index) => {
      const from = index % 2 === 0 ? -1 : 1;
      const { y } = standingAt(props.layout, props.side, 0);
      const x = MIDDLE + from * (ZONE + 14 + Math.min(10, s) * 7);
      return <Person key={index} place={{ x, y }} look="coming" gone={false} told={null} walks />;
    })}
  </g>
);

/** Everybody on the carriageway. */
export const OnCrossing = (props: {
  readonly layout: Layout;
  readonly walkers: readonly Walker[];
}) => (
  <g>
    {[...props.walkers]
      .map((walker) => ({ walker, place: walkingAt(props.layout, walker) }))
      .sort((a, b) => a.place.y - b.place.y)
      .map(({ walker, place }) => (
        <Person
          key={walker.id}
          place={place}
          look="crossing"
          gone={walker.gone_s > 0}
          told={null}
          walks
        />
      ))}
  </g>
);

interface PersonProps {
  readonly place: Place;
  readonly look: Patience | "coming" | "crossing";
  readonly gone: boolean;
  /** Seconds waited, written above the head. */
  readonly told: number | null;
  readonly walks?: boolean;
}

const Person = ({ place, look, gone, told, walks = false }: PersonProps) => (
  <g
    class={`mover ${gone ? "gone" : ""}`}
    style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
  >
    <g class={`person ${look} ${walks ? "walks" : ""}`}>
      <ellipse class="shadow" cx={2} cy={0} rx={9} ry={3.2} />
      <g class="figure">
        <path class="leg left" d="M-2.6-14V-1.5" />
        <path class="leg right" d="M2.6-14V-1.5" />
        <path
          class="body"
          d="M-7-24.5a3.5 3.5 0 0 1 3.5-3.5h7a3.5 3.5 0 0 1 3.5 3.5v8.5h-2.6v3.5h-8.8v-3.5h-2.6z"
        />
        <circle class="face" cy={-34} r={5.2} />
      </g>
      {look === "limit" && <circle class="limit-ring" cy={-20} r={21} />}
      {told !== null && (
        <text class={`wait ${look}`} y={-43}>
          {told}
        </text>
      )}
    </g>
  </g>
);
