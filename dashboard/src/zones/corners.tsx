/** The corners of the chosen area as buttons: pulled by a pointer, nudged by keys, read out by a screen reader. */
import { words } from "../words/words.ts";
import {
  type Area,
  type Corner,
  keyOf,
  movedBy,
  withCorner,
  withMoreCorners,
  withoutCorner,
} from "./areas.ts";
import { change, draft, spoken } from "./editor.ts";
import { nameOf } from "./names.ts";

/** One press of an arrow key, and with Shift; parts of the picture. */
const NUDGE = 0.002;
const LEAP = 0.02;

const ARROWS: Readonly<Record<string, Corner>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface CornersProps {
  readonly area: Area;
  readonly onPull: (event: PointerEvent, corner: number | null) => void;
}

/** A button for each corner, and one in the middle that moves the whole area. */
export const Corners = ({ area, onPull }: CornersProps) => {
  const text = words.value.zones;
  const middle = middleOf(area.polygon);
  return (
    <div class="corners" role="group" aria-label={text.cornersOf(nameOf(area))}>
      {area.polygon.map((corner, at) => (
        <button
          key={at}
          type="button"
          class="corner"
          style={placeOf(corner)}
          aria-label={text.corner(
            at + 1,
            area.polygon.length,
            percent(corner[0]),
            percent(corner[1]),
          )}
          onPointerDown={(event) => onPull(event, at)}
          onKeyDown={(event) => onCornerKey(event, area, at)}
        />
      ))}
      <button
        type="button"
        class="corner middle"
        style={placeOf(middle)}
        aria-label={text.whole(nameOf(area))}
        onPointerDown={(event) => onPull(event, null)}
        onKeyDown={(event) => onMiddleKey(event, area)}
      />
    </div>
  );
};

function onCornerKey(event: KeyboardEvent, area: Area, at: number): void {
  const areas = draft.value?.now ?? [];
  const key = keyOf(area);
  const step = stepOf(event);
  const corner = area.polygon[at]!;
  if (step !== null) {
    change(withCorner(areas, key, at, plus(corner, step)), `nudge ${key} ${at}`);
    say(draft.value?.now.find((one) => keyOf(one) === key)?.polygon[at] ?? corner);
  } else if (event.key === "Delete" || event.key === "Backspace") {
    change(withoutCorner(areas, key, at));
    spoken.value = words.value.zones.cornerGone;
  } else if (event.key === "Insert" || event.key === "+") {
    change(withMoreCorners(areas, key, at));
    spoken.value = words.value.zones.cornerAdded;
  } else return;
  event.preventDefault();
}

function onMiddleKey(event: KeyboardEvent, area: Area): void {
  const step = stepOf(event);
  if (step === null) return;
  change(movedBy(draft.value?.now ?? [], keyOf(area), step), `shift ${keyOf(area)}`);
  say(middleOf(plusAll(area.polygon, step)));
  event.preventDefault();
}

/** How far an arrow key moves; null for other keys. */
function stepOf({ key, shiftKey }: KeyboardEvent): Corner | null {
  const arrow = ARROWS[key];
  const by = shiftKey ? LEAP : NUDGE;
  return arrow === undefined ? null : [arrow[0] * by, arrow[1] * by];
}

const say = ([x, y]: Corner): void => {
  spoken.value = words.value.zones.place(percent(x), percent(y));
};

const plus = ([x, y]: Corner, [dx, dy]: Corner): Corner => [x + dx, y + dy];
const plusAll = (polygon: readonly Corner[], step: Corner): readonly Corner[] =>
  polygon.map((corner) => plus(corner, step));

const middleOf = (polygon: readonly Corner[]): Corner => [
  polygon.reduce((sum, [x]) => sum + x, 0) / polygon.length,
  polygon.reduce((sum, [, y]) => sum + y, 0) / polygon.length,
];

const placeOf = ([x, y]: Corner) => ({ left: `${x * 100}%`, top: `${y * 100}%` });
const percent = (part: number): string => (part * 100).toFixed(1);
