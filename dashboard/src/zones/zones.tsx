/** The zone editor: where the eyes look, drawn over a camera's own picture and saved into the site file. */
import type { SiteView } from "@crossing/config";
import { useEffect } from "preact/hooks";
import { words } from "../words/words.ts";
import { cameraId, choose, file, load, outcome, redo, spoken, undo, unsaved } from "./editor.ts";
import { Panel } from "./panel.tsx";
import { Stage } from "./stage.tsx";

/** The editor's page, below the head. */
export const Zones = ({ site }: { readonly site: SiteView["site"] }) => {
  const text = words.value.zones;
  useEffect(() => {
    if (file.value === null) void load();
    addEventListener("keydown", onKey);
    addEventListener("beforeunload", onLeave);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("beforeunload", onLeave);
    };
  }, []);
  return (
    <main class="zones">
      <div class="zones-head">
        <h2>{text.title}</h2>
        <a href="#">{text.back}</a>
        <CameraSwitch />
      </div>
      <p class="soft">{text.intro}</p>
      {file.value === null ? (
        <p role="status">
          {outcome.value?.is === "refused" ? text.refused(outcome.value.why) : words.value.loading}
        </p>
      ) : (
        <div class="zones-columns">
          <Stage />
          <Panel site={site} />
        </div>
      )}
      <p class="unseen" role="status">
        {spoken.value}
      </p>
    </main>
  );
};

const CameraSwitch = () => (
  <div class="switch" role="group" aria-label={words.value.zones.cameras}>
    {(file.value?.cameras ?? []).map(({ id }) => (
      <button
        key={id}
        type="button"
        aria-pressed={cameraId.value === id}
        onClick={() => choose(id)}
      >
        {words.value.camera(id) + (unsaved.value.includes(id) ? " *" : "")}
      </button>
    ))}
  </div>
);

function onKey(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) redo();
  else return;
  event.preventDefault();
}

/** The browser asks before what was drawn is lost. */
function onLeave(event: BeforeUnloadEvent): void {
  if (unsaved.value.length > 0) event.preventDefault();
}
