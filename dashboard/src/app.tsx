/** The page: the crossing live, why it does what it does, and how it does. */
import { useEffect } from "preact/hooks";
import type { SiteView, StateView } from "@crossing/config";
import { BandCard } from "./band/band-view.tsx";
import { Cameras } from "./camera/cameras.tsx";
import { Condition } from "./condition/condition.tsx";
import { cutOff, site, stale, state, trouble } from "./data/crossing.ts";
import { Demo } from "./demo/demo.tsx";
import { Header } from "./header.tsx";
import { Log } from "./log/log.tsx";
import { Plan } from "./plan/plan.tsx";
import { Reason } from "./reason/reason.tsx";
import { type View, language, place, view } from "./settings.ts";
import { Tiles } from "./tiles/tiles.tsx";
import { clockTime, words } from "./words/words.ts";
import { Zones } from "./zones/zones.tsx";

/** Everything. Until the server has told what this crossing is, one sentence says what is waited for. */
export const App = () => {
  const known = site.value;
  useEffect(() => {
    document.documentElement.lang = words.value.htmlLang;
    if (known !== null) document.title = words.value.pageTitle(known.site.name[language.value]);
  }, [known, language.value]);
  if (known === null || state.value === null) return <Loading known={known} />;
  return (
    <div class={stale.value ? "page stale" : "page"}>
      <Header view={known} state={state.value} />
      <Staleness state={state.value} />
      {place.value === "zones" ? (
        <Zones site={known.site} />
      ) : (
        <Crossing known={known} state={state.value} />
      )}
    </div>
  );
};

const Crossing = (props: { readonly known: SiteView; readonly state: StateView }) => {
  const { known, state } = props;
  const shown = view.value;
  return (
    <main>
      <Tiles site={known.site} state={state} />
      <div class="columns">
        <div class="seeing">
          <section class="card live" aria-label={words.value.liveView}>
            <Views />
            {shown !== "cameras" && <Plan site={known.site} state={state} />}
            {shown !== "drawing" && <Cameras site={known.site} />}
          </section>
          <BandCard state={state} />
        </div>
        <div class="knowing">
          <Reason site={known.site} state={state} />
          <Condition site={known.site} state={state} />
          {known.demo && <Demo site={known.site} />}
          <Log />
        </div>
      </div>
    </main>
  );
};

const Views = () => (
  <div class="switch views" role="group" aria-label={words.value.liveView}>
    {(["drawing", "cameras", "both"] as const satisfies readonly View[]).map((each) => (
      <button
        key={each}
        type="button"
        aria-pressed={view.value === each}
        onClick={() => (view.value = each)}
      >
        {words.value.views[each]}
      </button>
    ))}
  </div>
);

/** Says that everything below is old, and of when. */
const Staleness = ({ state }: { readonly state: StateView }) => {
  if (!stale.value) return null;
  const time = clockTime(Date.parse(state.ts));
  const { staleSince, staleControl } = words.value;
  return (
    <p class="banner" role="alert">
      {cutOff.value ? staleSince(time) : staleControl(time)}
    </p>
  );
};

const Loading = ({ known }: { readonly known: SiteView | null }) => (
  <main class="loading">
    {known !== null && <h1>{known.site.name[language.value]}</h1>}
    <p role="status">
      {trouble.value === null ? words.value.loading : words.value.loadFailed(trouble.value)}
    </p>
  </main>
);
