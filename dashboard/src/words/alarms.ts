/** What each alarm is called. Alarms come as short names, made from the part and what is the matter with it. */
import type { Words } from "./en.ts";

/** The names of the places that alarms speak of, by id. */
export type PlaceName = (zone: string) => string;

/** One sentence for an alarm. One that this page does not know yet is told by its own name. */
export function tellAlarm(alarm: string, { condition, camera }: Words, place: PlaceName): string {
  if (alarm === "flapping") return condition.flapping;
  if (alarm === "adaptive-idle") return condition.adaptiveIdle;
  const told =
    partOf(alarm, "zone-", condition.zoneDoubt, (zone, why) =>
      condition.zoneDoubted(place(zone), why),
    ) ??
    partOf(alarm, "crossing", condition.crossingDoubt, (_, why) =>
      condition.crossingDoubted(why),
    ) ??
    partOf(alarm, "link", condition.linkDown, (_, what) => what) ??
    partOf(alarm, "cabinet", condition.cabinetFault, (_, what) => condition.cabinetTells(what)) ??
    partOf(alarm, "camera-", condition.fault, (id, what) =>
      condition.cameraHealth(camera(id), what),
    ) ??
    partOf(alarm, "camera-", { silent: "" }, (id) => condition.silent(camera(id))) ??
    partOf(alarm, "camera-", { unreadable: "" }, (id) => condition.unreadable(camera(id))) ??
    partOf(alarm, "button-", { stuck: "" }, (zone) => condition.buttonStuck(place(zone)));
  return told ?? alarm.replaceAll("-", " ");
}

/** `zone-<id>-<what>`: told with the id and the word for what, if that is one of `words`. Ids may have dashes too. */
function partOf(
  alarm: string,
  begin: string,
  words: Readonly<Record<string, string>>,
  tell: (id: string, word: string) => string,
): string | null {
  if (!alarm.startsWith(begin)) return null;
  const rest = alarm.slice(begin.length);
  const what = Object.keys(words).find((one) => rest.endsWith(`-${one}`));
  return what === undefined ? null : tell(rest.slice(0, -what.length - 1), words[what]!);
}
