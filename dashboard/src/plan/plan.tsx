/** The plan drawing: the crossing at a glance. Lamps are drawn from what the cabinet reads back. */
import type { SiteView, StateView } from "@crossing/config";
import { crowd, traffic } from "../data/crossing.ts";
import { language, narrow } from "../settings.ts";
import { words } from "../words/words.ts";
import { Bollards } from "./bollards.tsx";
import { Ground } from "./ground.tsx";
import { PedHead, VehicleHead } from "./heads.tsx";
import { type Layout, MIDDLE, PHONE, STOP, ZEBRA, ZONE, layoutOf } from "./layout.ts";
import { Approaching, OnCrossing, Unseen, Waiting } from "./people.tsx";
import { Vehicles } from "./vehicles.tsx";

type Site = SiteView["site"];

interface PlanProps {
  readonly site: Site;
  readonly state: StateView;
}

/** The drawing with its warning and its caption. On a phone only the zebra and its surroundings. */
export const Plan = ({ site, state }: PlanProps) => {
  const layout = layoutOf(site);
  const left = narrow.value ? MIDDLE - PHONE : 0;
  const width = narrow.value ? PHONE * 2 : layout.width;
  return (
    <figure class="plan">
      <Doubt state={state} />
      <div class="plan-stage">
        <svg
          viewBox={`${left} 0 ${width} ${layout.height}`}
          role="img"
          aria-label={summary(site, state)}
        >
          <Ground layout={layout} />
          <Lanes layout={layout} state={state} />
          <Vehicles layout={layout} traffic={traffic.value} />
          <People layout={layout} site={site} state={state} />
          <Heads layout={layout} state={state} />
          <ZoneLabels layout={layout} site={site} state={state} />
        </svg>
        <Voice site={site} state={state} top={layout.roadTop / layout.height} />
      </div>
      <figcaption>
        {words.value.planNote}
        <WaitLegend maxWait={site.timing.max_wait_s} />
      </figcaption>
    </figure>
  );
};

/** A warning when the street does not show what was asked, or nobody knows what it shows. */
const Doubt = ({ state }: { readonly state: StateView }) => {
  const { indicationPair, wantedButShown, shownUnknown, vehicle, ped } = words.value;
  const { shown } = state;
  if (shown === null) return <p class="warning">{shownUnknown}</p>;
  if (state.link !== "mismatch") return null;
  const wanted = indicationPair(vehicle[state.vehicle], ped[state.ped]);
  return (
    <p class="warning">
      {wantedButShown(wanted, indicationPair(vehicle[shown.vehicle], ped[shown.ped]))}
    </p>
  );
};

const People = ({ layout, site, state }: PlanProps & { readonly layout: Layout }) => {
  const sides = site.zones.map(({ id }, index) => {
    const side = index === 0 ? 0 : 1;
    const figures = crowd.value.figures.filter(({ zone }) => zone === id);
    const seconds = state.zones[id]?.approaching_s ?? [];
    return (
      <g key={id}>
        <Approaching layout={layout} side={side} seconds={seconds} />
        <Waiting {...{ layout, side, figures }} maxWait={site.timing.max_wait_s} />
        {(state.zones[id] ?? null) === null && <Unseen layout={layout} side={side} />}
      </g>
    );
  });
  // Bollards are not read back: they follow the heads into the unknown.
  const lit = state.shown === null ? "dark" : state.bollards;
  return (
    <g>
      {sides[0]}
      <OnCrossing layout={layout} walkers={crowd.value.walkers} />
      <Bollards layout={layout} perSide={site.bollards.per_side} lit={lit} />
      {sides[1]}
    </g>
  );
};

/** Two heads of each kind, one at each kerb, clear of the waiting zones. */
const Heads = ({ layout, state }: { readonly layout: Layout; readonly state: StateView }) => {
  const { shown, countdown_s, vehicle_countdown_s } = state;
  const above = layout.roadTop - 62;
  const below = layout.roadBottom + 66;
  const ped = { shown: shown?.ped ?? null, countdown: countdown_s };
  const vehicle = { shown: shown?.vehicle ?? null, countdown: vehicle_countdown_s };
  return (
    <g>
      <PedHead x={MIDDLE - ZONE - 34} y={above} digits={-1} {...ped} />
      <PedHead x={MIDDLE + ZONE + 34} y={below} digits={1} {...ped} />
      <VehicleHead x={MIDDLE + ZONE + 34} y={above} digits={1} {...vehicle} />
      <VehicleHead x={MIDDLE - ZONE - 34} y={below} digits={-1} {...vehicle} />
    </g>
  );
};

/** Each lane's name and queue, as if painted on the road where its vehicles leave. */
const Lanes = ({ layout, state }: { readonly layout: Layout; readonly state: StateView }) => (
  <g>
    {layout.lanes.map(({ lane, y, heading }) => {
      const queue = state.lanes.find(({ id }) => id === lane.id)?.queue ?? null;
      const x = MIDDLE + heading * (STOP + 34);
      const end = heading === 1 ? "start" : "end";
      return (
        <g key={lane.id} class="lane-label">
          <path d={arrow(MIDDLE + heading * (STOP + 16), y, heading)} />
          <text x={x} y={y + 4.5} text-anchor={end}>
            {`${lane.id} · ${words.value.queueLabel(queue)}`}
          </text>
        </g>
      );
    })}
  </g>
);

const arrow = (x: number, y: number, heading: -1 | 1): string =>
  `M${x - heading * 8} ${y - 5}L${x + heading * 6} ${y}L${x - heading * 8} ${y + 5}z`;

const ZoneLabels = ({ layout, site, state }: PlanProps & { readonly layout: Layout }) => (
  <g>
    {site.zones.map(({ id, name }, index) => {
      const y = index === 0 ? 34 : layout.height - 26;
      const count = state.waiting[id] ?? null;
      return (
        <g key={id} class="zone-label">
          <text x={MIDDLE} y={y}>
            {words.value.zoneCount(name[language.value], count)}
          </text>
          {state.call_lamps[id] && <CallLamp y={index === 0 ? 62 : layout.height - 62} />}
        </g>
      );
    })}
    {state.on_crossing !== 0 && (
      <g class="crossing-count" transform={`translate(${MIDDLE + ZEBRA + 12} ${layout.divide})`}>
        <rect x={-11} y={-11} width={22} height={22} rx={7} />
        <text y={5}>{state.on_crossing ?? "?"}</text>
      </g>
    )}
  </g>
);

/** The lamp beside the button: the call is registered. */
const CallLamp = ({ y }: { readonly y: number }) => (
  <g transform={`translate(${MIDDLE - ZONE + 14} ${y})`}>
    <circle class="call-lamp" r={6} />
    <path class="call-hand" d="M-2.2 0.4l1.6 1.8 3-4" />
  </g>
);

/** What the bollards say now. */
const Voice = ({ site, state, top }: PlanProps & { readonly top: number }) => {
  if (state.voice === null || state.shown === null) return null;
  const said = site.prompts[state.voice];
  const other = language.value === "zh" ? "en" : "zh";
  return (
    <div class="bubble" style={{ top: `${top * 100}%` }}>
      <strong lang={language.value}>{said[language.value]}</strong>
      <span lang={other}>{said[other]}</span>
    </div>
  );
};

const WaitLegend = ({ maxWait }: { readonly maxWait: number }) => (
  <span class="wait-legend">
    <i class="fresh" />
    {`< ${words.value.seconds(String(Math.round(maxWait / 2)))}`}
    <i class="long" />
    {`> ${words.value.seconds(String(Math.round(maxWait / 2)))}`}
    <i class="limit" />
    {`> ${words.value.seconds(String(Math.round(maxWait * 0.8)))}`}
  </span>
);

/** The drawing in one sentence, for whoever does not see it. */
function summary(site: Site, state: StateView): string {
  const text = words.value;
  const waiting = site.zones
    .map(({ id, name }) => text.zoneCount(name[language.value], state.waiting[id] ?? null))
    .join(", ");
  return text.planLabel(
    state.shown === null ? text.unknown : text.vehicle[state.shown.vehicle],
    state.shown === null ? text.unknown : text.ped[state.shown.ped],
    waiting,
    text.onCrossing(state.on_crossing),
  );
}
