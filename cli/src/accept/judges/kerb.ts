/** What happens at the kerb: presses, buttons that stick, cameras that go blind, and whether they were ever proven. */
import type { Look } from "../looks.ts";
import {
  type Evidence,
  RESOLUTION_S,
  type Verdict,
  conflicted,
  fail,
  missed,
  open,
  pass,
  rounded,
} from "../verdict.ts";

/** A press in vehicle green is registered, and walk comes within the longest wait of the site file. */
export function pressServed({ site, looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("not pressed yet");
  const after = looks.filter(({ t_s }) => t_s > acted_s);
  const pressed = after.find(({ box }) => Object.values(box?.call_lamps ?? {}).includes(true));
  const now_s = after.at(-1)?.t_s ?? acted_s;
  if (pressed === undefined)
    return now_s - acted_s > 15 ? fail("no press was registered in 15 s") : open("no press so far");
  const walk = after.find(({ t_s, cabinet }) => t_s >= pressed.t_s && isWalking(cabinet));
  const { max_wait_s, vehicle_min_green_s, yellow_s, red_clearance_s, countdown_s } = site.timing;
  const lead_s = Math.max(countdown_s, yellow_s + red_clearance_s);
  const bound_s = Math.max(max_wait_s, vehicle_min_green_s + lead_s) + RESOLUTION_S;
  const wait_s = rounded((walk?.t_s ?? now_s) - pressed.t_s);
  if (wait_s > bound_s) return fail(`no walk within ${bound_s} s`, { wait_s });
  return walk === undefined
    ? open(`registered, ${wait_s.toFixed(0)} s ago`)
    : pass("registered, and served", { wait_s, bound_s });
}

const isWalking = (cabinet: Look["cabinet"]): boolean =>
  cabinet?.shown?.ped === "walk" || cabinet?.shown?.ped === "flashing-walk";

/** A camera that cannot be believed is taken for blind: its zones are unknown, and somebody is assumed to be there. */
export function cameraBlind({ looks, acted_s }: Evidence, limit_s: number): Verdict {
  if (acted_s === null) return open("nothing is covered yet");
  const before = looks.filter(({ t_s, box }) => t_s <= acted_s && box !== null).at(-1)?.box;
  if (before === undefined || before === null)
    return missed("the box did not answer before the camera was touched");
  const seeing = Object.entries(before.waiting).filter(([, count]) => count !== null);
  if (seeing.length === 0) return missed("no zone was seen before the camera was touched");
  const blind = looks.find(
    ({ t_s, box }) =>
      t_s > acted_s &&
      box !== null &&
      box.mode !== "normal" &&
      seeing.some(([zone]) => box.waiting[zone] === null),
  );
  const now_s = looks.at(-1)?.t_s ?? acted_s;
  if (blind === undefined)
    return now_s - acted_s > limit_s
      ? fail(`after ${limit_s} s every zone is still believed`)
      : open("still believed");
  const zones = seeing.map(([zone]) => zone).filter((zone) => blind.box!.waiting[zone] === null);
  const blind_s = rounded(blind.t_s - acted_s);
  if (blind_s > limit_s)
    return fail(`believed for ${blind_s} s, ${limit_s} s is allowed`, { blind_s });
  return pass(`zone ${zones.join(", ")} is taken for blind; mode ${blind.box!.mode}`, { blind_s });
}

/** Walks that a stuck button must be given before it is seen that vehicles are not starved. */
const WALKS = 3;

/** A button that sticks asks for ever; vehicles keep their minimum green all the same. */
export function buttonStuck({ site, looks, acted_s }: Evidence): Verdict {
  if (acted_s === null) return open("nothing sticks yet");
  const after = looks.filter(({ t_s }) => t_s > acted_s);
  const wrong = conflicted(after);
  if (wrong !== undefined) return fail("vehicles and people had green together");
  const greens = greensBetweenWalks(after);
  const least = site.timing.vehicle_min_green_s;
  const short = greens.find((green_s) => green_s < least - RESOLUTION_S);
  if (short !== undefined) return fail(`a vehicle green of ${short} s, wanted ${least} s or more`);
  if (greens.length < WALKS - 1) return open(`${greens.length} whole vehicle greens so far`);
  const alarms = [...new Set(after.flatMap(({ box }) => box?.alarms ?? []))];
  const told = alarms.length === 0 ? "no alarm" : `alarms ${alarms.join(", ")}`;
  return pass(`vehicles kept their minimum green; ${told}`, { green_min_s: Math.min(...greens) });
}

/** Whole vehicle greens with a walk before and after, s. */
function greensBetweenWalks(looks: readonly Look[]): readonly number[] {
  const greens: number[] = [];
  let walked = false;
  let since: number | null = null;
  for (const { t_s, cabinet } of looks) {
    if (cabinet === null) continue;
    const green = cabinet.shown?.vehicle === "green";
    if (green && since === null) since = t_s;
    if (!green && since !== null) {
      if (walked) greens.push(rounded(t_s - since));
      since = null;
    }
    if (isWalking(cabinet)) walked = true;
  }
  return greens;
}

/** Every camera that sees a zone has a walk test without a failure, and something passed in it. */
export function walkTests({ site, walkTests: reports }: Evidence): Verdict {
  const cameras = site.cameras.filter(({ zones }) => zones.length > 0).map(({ id }) => id);
  const lacking = cameras.filter((id) => (reports[id] ?? null) === null);
  if (lacking.length > 0)
    return fail(`no report for camera ${lacking.join(", ")}: crossing vision walk-test`);
  const failing = cameras.filter((id) => reports[id]!.failed > 0 || reports[id]!.passed === 0);
  if (failing.length > 0) return fail(`camera ${failing.join(", ")} failed its walk test`);
  const sum = (of: "passed" | "unproven"): number =>
    cameras.reduce((total, id) => total + reports[id]![of], 0);
  const unproven = sum("unproven");
  return unproven > 0
    ? fail(`${unproven} items of the walk tests are not proven`, {
        passed: sum("passed"),
        unproven,
      })
    : pass(`cameras ${cameras.join(", ")}`, { passed: sum("passed") });
}
