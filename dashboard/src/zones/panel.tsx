/** Beside the picture: which areas there are, what can be added, and whether the site file would be good so. */
import type { Problem, SiteView } from "@crossing/config";
import { words } from "../words/words.ts";
import { type Area, keyOf, withArea, withMoreCorners, withoutArea } from "./areas.ts";
import { area, change, draft, file, outcome, redo, selected, send, undo } from "./editor.ts";
import { nameOf } from "./names.ts";

/** The whole panel. */
export const Panel = ({ site }: { readonly site: SiteView["site"] }) => (
  <div class="zone-panel">
    <AreaList />
    <Tools />
    <Missing site={site} />
    <Keep />
    <Outcome />
  </div>
);

const AreaList = () => {
  const text = words.value.zones;
  const areas = draft.value?.now ?? [];
  return (
    <section class="card" aria-label={text.areas}>
      <h2>{text.areas}</h2>
      {areas.length === 0 && <p class="soft">{text.noAreas}</p>}
      <div class="area-list">
        {areas.map((one) => (
          <button
            key={keyOf(one)}
            type="button"
            class={one.kind}
            aria-pressed={keyOf(one) === selected.value}
            onClick={() => (selected.value = keyOf(one))}
          >
            <i aria-hidden="true" />
            {text.areaLine(nameOf(one), one.polygon.length)}
          </button>
        ))}
      </div>
    </section>
  );
};

const Tools = () => {
  const text = words.value.zones;
  const steps = draft.value;
  const one = area.value;
  const now = steps?.now ?? [];
  return (
    <section class="card tools" aria-label={text.tools}>
      <button type="button" disabled={!steps?.before.length} onClick={undo}>
        {text.undo}
      </button>
      <button type="button" disabled={!steps?.after.length} onClick={redo}>
        {text.redo}
      </button>
      <button
        type="button"
        disabled={one === null}
        onClick={() => one && change(withMoreCorners(now, keyOf(one), one.polygon.length - 1))}
      >
        {text.addCorner}
      </button>
      <button
        type="button"
        disabled={one === null}
        onClick={() => one && change(withoutArea(now, keyOf(one)))}
      >
        {text.removeArea}
      </button>
      <p class="soft">{text.keys}</p>
    </section>
  );
};

/** Areas that the site has and this camera does not show yet. */
const Missing = ({ site }: { readonly site: SiteView["site"] }) => {
  const text = words.value.zones;
  const now = draft.value?.now ?? [];
  const all: readonly Pick<Area, "kind" | "id">[] = [
    ...site.zones.map(({ id }) => ({ kind: "zone", id }) as const),
    { kind: "crosswalk", id: "" },
    ...site.lanes.map(({ id }) => ({ kind: "lane", id }) as const),
  ];
  const missing = all.filter((one) => !now.some((drawn) => keyOf(drawn) === keyOf(one)));
  if (missing.length === 0) return null;
  const add = (one: Pick<Area, "kind" | "id">): void => {
    change(withArea(now, one));
    selected.value = keyOf(one);
  };
  return (
    <section class="card" aria-label={text.add}>
      <h2>{text.add}</h2>
      <div class="chips">
        {missing.map((one) => (
          <button key={keyOf(one)} type="button" onClick={() => add(one)}>
            {`+ ${nameOf(one)}`}
          </button>
        ))}
      </div>
    </section>
  );
};

const Keep = () => {
  const text = words.value.zones;
  const locked = file.value?.locked ?? null;
  return (
    <section class="card tools" aria-label={text.save}>
      <button type="button" onClick={() => void send(false)}>
        {text.check}
      </button>
      <button type="button" class="main" disabled={locked !== null} onClick={() => void send(true)}>
        {text.save}
      </button>
      <p class="soft">{locked === null ? text.restart : text.locked[locked]}</p>
    </section>
  );
};

const Outcome = () => {
  const text = words.value.zones;
  const found = outcome.value;
  return (
    <div role="status">
      {found?.is === "good" && <p class="effect">{text.good}</p>}
      {found?.is === "saved" && <p class="effect">{text.saved}</p>}
      {found?.is === "refused" && <p class="effect bad">{text.refused(found.why)}</p>}
      {found?.is === "wrong" && <Problems problems={found.problems} />}
    </div>
  );
};

const Problems = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <div class="effect bad">
    <p>{words.value.zones.wrong(problems.length)}</p>
    <ul class="problems">
      {problems.map(({ path, wanted }) => (
        <li key={path + wanted}>
          <code>{path}</code> {wanted}
        </li>
      ))}
    </ul>
  </div>
);
