/** What the cameras see: the picture, the zones we look at, and what was found in it. */
import type { CameraSite, SiteView, VisionView } from "@crossing/config";
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { pictureAddress, preview } from "../data/api.ts";
import { type Seen, deviceNow, ticked, visions } from "../data/crossing.ts";
import { language } from "../settings.ts";
import { clockTime, words } from "../words/words.ts";
import { eyesightOf, eyesightWords } from "./health.ts";
import { Overlay } from "./overlay.tsx";

const PREVIEW_S = 300;
/** A picture older than this is greyed and dated, ms. */
const OLD_MS = 2500;

const refusal = signal<string | null>(null);

/** All cameras of the site, side by side. */
export const Cameras = ({ site }: { readonly site: SiteView["site"] }) => {
  const text = words.value;
  const left = Math.max(0, ...Object.values(visions.value).map(({ view }) => view.preview_s));
  return (
    <div class="cameras">
      <div class="camera-grid">
        {site.cameras.map((camera) => (
          <Camera key={camera.id} {...{ camera, site }} seen={visions.value[camera.id]} />
        ))}
      </div>
      <p class="camera-note">
        {left > 0 ? text.previewLeft(left) : text.previewOff}
        {left <= 0 && (
          <button type="button" onClick={() => void switchOn()}>
            {text.previewOn}
          </button>
        )}
        <a href="#zones">{text.zones.open}</a>
        {refusal.value !== null && <b>{text.previewRefused(refusal.value)}</b>}
      </p>
    </div>
  );
};

async function switchOn(): Promise<void> {
  const answer = await preview(PREVIEW_S);
  refusal.value = answer.ok ? null : answer.why;
}

interface CameraProps {
  readonly camera: CameraSite;
  readonly site: SiteView["site"];
  readonly seen: Seen | undefined;
}

const Camera = ({ camera, site, seen }: CameraProps) => {
  const text = words.value;
  const view = seen?.view;
  const age = seen === undefined ? 0 : ticked.value - seen.pictureAt;
  const cut = view?.state === "lost";
  const old = seen !== undefined && seen.picture !== null && (cut || age > OLD_MS);
  const zone = site.zones.find(({ id }) => id === camera.zones[0]?.zone)?.name[language.value];
  return (
    <figure class={`camera ${old ? "old" : ""}`}>
      <div class="camera-stage">
        <Picture camera={camera.id} picture={seen?.picture ?? null} />
        <Overlay camera={camera} site={site} view={view} />
        {old && <b class="dated">{text.pictureOld(clockTime(deviceNow.value - age))}</b>}
      </div>
      <figcaption>
        <strong>{`${text.camera(camera.id)}${zone === undefined ? "" : ` · ${zone}`}`}</strong>
        {view !== undefined && view.trouble === null && (
          <span>{text.cameraFigures(view.fps.toFixed(1), String(Math.round(view.ms.infer)))}</span>
        )}
        {view?.trouble != null && (
          <span class="bad">{faultsTold(camera.id, view) ?? view.trouble}</span>
        )}
      </figcaption>
    </figure>
  );
};

/** Where the language is not that of vision's own sentence: its faults in words; null without any. */
function faultsTold(camera: string, view: VisionView): string | null {
  const sight = eyesightOf(camera, null, view);
  return language.value === "en" || sight.faults.length === 0
    ? null
    : eyesightWords(camera, sight, words.value);
}

/** One picture at a time is asked for: a slow line skips pictures instead of queueing them. */
const Picture = (props: { readonly camera: string; readonly picture: number | null }) => {
  const [asked, ask] = useState(props.picture);
  const [busy, setBusy] = useState(false);
  if (!busy && props.picture !== null && props.picture !== asked) {
    ask(props.picture);
    setBusy(true);
  }
  const shown = asked ?? props.picture;
  if (shown === null) return <p class="no-picture">{words.value.noPicture}</p>;
  return (
    <img
      src={pictureAddress(props.camera, shown)}
      alt=""
      onLoad={() => setBusy(false)}
      onError={() => setBusy(false)}
    />
  );
};
