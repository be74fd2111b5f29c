/** The picture of a camera with its areas over it, to be pulled about by mouse, finger or keys. */
import { useState } from "preact/hooks";
import { pictureAddress, preview } from "../data/api.ts";
import { visions } from "../data/crossing.ts";
import { words } from "../words/words.ts";
import { type Area, type Corner, keyOf, movedBy, withCorner } from "./areas.ts";
import { Corners } from "./corners.tsx";
import { area, cameraId, change, draft, selected, settle } from "./editor.ts";
import { nameOf } from "./names.ts";
import { snapped } from "./snap.ts";

/** Width over height until a picture has come. */
const USUAL_ASPECT = 4 / 3;
/** So near a corner snaps, in widths of the picture: about six pixels of six hundred. */
const SNAP_WITHIN = 0.01;
const PREVIEW_S = 300;

/** What is being pulled: a corner by its number, or the whole area. */
interface Pull {
  readonly key: string;
  readonly corner: number | null;
  readonly from: Corner;
}

/** The picture and everything that is drawn over it. */
export const Stage = () => {
  const [aspect, setAspect] = useState(USUAL_ASPECT);
  const [pull, setPull] = useState<Pull | null>(null);
  const areas = draft.value?.now ?? [];
  const begin = (event: PointerEvent, key: string, corner: number | null): void => {
    const stage = (event.currentTarget as Element).closest<HTMLElement>(".zone-stage");
    if (stage === null) return;
    stage.setPointerCapture(event.pointerId);
    selected.value = key;
    setPull({ key, corner, from: placeOf(event, stage) });
  };
  const move = (event: PointerEvent): void => {
    if (pull === null) return;
    const to = placeOf(event, event.currentTarget as HTMLElement);
    change(pulled(pull, to, event.altKey ? null : aspect), `pull ${pull.key} ${pull.corner}`);
    if (pull.corner === null) setPull({ ...pull, from: to });
  };
  const end = (): void => {
    settle();
    setPull(null);
  };
  return (
    <div
      class="zone-stage"
      style={{ aspectRatio: String(aspect) }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Still onAspect={setAspect} />
      <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
        {areas.map((one) => (
          <polygon
            key={keyOf(one)}
            class={`${one.kind} ${keyOf(one) === selected.value ? "chosen" : ""}`}
            points={one.polygon.map(([x, y]) => `${x * 1000},${y * 1000}`).join(" ")}
            onPointerDown={(event) => begin(event, keyOf(one), null)}
          />
        ))}
      </svg>
      {areas.map((one) => (
        <AreaName key={keyOf(one)} area={one} />
      ))}
      {area.value !== null && (
        <Corners area={area.value} onPull={(event, at) => begin(event, keyOf(area.value!), at)} />
      )}
    </div>
  );
};

/** The areas when what is pulled is at `to`; snapped unless `aspect` is null. */
function pulled({ key, corner, from }: Pull, to: Corner, aspect: number | null) {
  const areas = draft.value?.now ?? [];
  if (corner === null) return movedBy(areas, key, [to[0] - from[0], to[1] - from[1]]);
  const place = aspect === null ? to : snapped(to, areas, key, { aspect, within: SNAP_WITHIN });
  return withCorner(areas, key, corner, place);
}

function placeOf({ clientX, clientY }: PointerEvent, stage: HTMLElement): Corner {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

const AreaName = ({ area: one }: { readonly area: Area }) => {
  const left = Math.min(...one.polygon.map(([x]) => x));
  const low = Math.max(...one.polygon.map(([, y]) => y));
  return (
    <b
      class="area-name"
      style={{ left: `${left * 100}%`, top: `${low * 100}%` }}
      aria-hidden="true"
    >
      {nameOf(one)}
    </b>
  );
};

/** The camera's picture while the preview is on, and never longer; else how to switch it on. */
const Still = ({ onAspect }: { readonly onAspect: (aspect: number) => void }) => {
  const [held, hold] = useState<number | null>(null);
  const [refused, refuse] = useState<string | null>(null);
  const text = words.value.zones;
  const seen = visions.value[cameraId.value ?? ""];
  const isOn = (seen?.view.preview_s ?? 0) > 0 && seen?.picture != null;
  async function switchOn(): Promise<void> {
    const answer = await preview(PREVIEW_S);
    refuse(answer.ok ? null : answer.why);
  }
  if (!isOn)
    return (
      <div class="no-still">
        <p>{text.noPicture}</p>
        <button type="button" onClick={() => void switchOn()}>
          {words.value.previewOn}
        </button>
        {refused !== null && <p role="alert">{words.value.previewRefused(refused)}</p>}
      </div>
    );
  const shown = held ?? seen.picture;
  return (
    <>
      <img
        src={pictureAddress(cameraId.value ?? "", shown)}
        alt=""
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          onAspect(naturalWidth / Math.max(1, naturalHeight))
        }
      />
      <button
        type="button"
        class="hold"
        aria-pressed={held !== null}
        onClick={() => hold(held === null ? seen.picture : null)}
      >
        {text.hold}
      </button>
    </>
  );
};
