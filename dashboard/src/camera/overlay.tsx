/** Zones, boxes and feet points over a camera's picture. */
import type { CameraSite, Detection, SiteView, VisionView } from "@crossing/config";
import { language } from "../settings.ts";
import { words } from "../words/words.ts";

/** Pictures are four to three; fractions of the picture are drawn in these units. */
const W = 640;
const H = 480;

interface OverlayProps {
  readonly camera: CameraSite;
  readonly site: SiteView["site"];
  readonly view: VisionView | undefined;
}

/** The drawing over the picture; also its description. */
export const Overlay = ({ camera, site, view }: OverlayProps) => {
  const found = view?.detections ?? [];
  const people = found.filter(({ kind }) => kind === "person").length;
  const label = words.value.cameraLabel(camera.id, people, found.length - people);
  return (
    <svg viewBox={`0 0 ${W} ${H}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {camera.crosswalk !== null && (
        <Area polygon={camera.crosswalk} name={words.value.crosswalk} kind="crosswalk" />
      )}
      {camera.zones.map(({ zone, polygon }) => {
        const name = site.zones.find(({ id }) => id === zone)?.name[language.value] ?? zone;
        return <Area key={zone} polygon={polygon} name={name} kind="zone" />;
      })}
      {found.map((detection, index) => (
        <Found key={index} detection={detection} />
      ))}
      {(view?.people ?? []).map(({ id, x, y, where, wait_s }) => (
        <g key={id} class="feet" transform={`translate(${x * W} ${y * H})`}>
          <circle r={4.5} />
          {where !== null && wait_s >= 1 && (
            <text y={17}>{words.value.seconds(String(Math.floor(wait_s)))}</text>
          )}
        </g>
      ))}
    </svg>
  );
};

interface AreaProps {
  readonly polygon: readonly (readonly [number, number])[];
  readonly name: string;
  readonly kind: "zone" | "crosswalk";
}

const Area = ({ polygon, name, kind }: AreaProps) => {
  const lowest = polygon.reduce((low, point) => (point[1] > low[1] ? point : low));
  const left = Math.min(...polygon.map(([x]) => x));
  return (
    <g class={`area ${kind}`}>
      <polygon points={polygon.map(([x, y]) => `${x * W},${y * H}`).join(" ")} />
      <text x={Math.max(6, left * W + 6)} y={Math.min(H - 6, lowest[1] * H - 7)}>
        {name}
      </text>
    </g>
  );
};

const Found = ({ detection }: { readonly detection: Detection }) => {
  const [left, top, right, bottom] = detection.box;
  return (
    <g class={`found ${detection.kind}`}>
      <rect
        x={left * W}
        y={top * H}
        width={Math.max(0, right - left) * W}
        height={Math.max(0, bottom - top) * H}
        rx={3}
      />
      <text x={left * W + 3} y={Math.max(12, top * H - 4)}>
        {detection.score.toFixed(2).slice(1)}
      </text>
    </g>
  );
};
