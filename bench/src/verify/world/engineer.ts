/** Somebody who comes by now and then, looks for what is latched, and clears it where its cause is gone. */
import type { Afflicted } from "./trouble.ts";
import type { Watch } from "./watch.ts";

/** A damaged lamp may have been seen by the box as late as this after it was mended, ms. */
const DAMAGE_REMEMBERED_MS = 60_000;

/** A visit. A command that the last check before the wire refused is a breach, unless a lamp was broken. */
export function visit(world: Afflicted, watch: Watch): void {
  const { control, cabinet, street, time, active } = world;
  if (street.damaged > 0) street.damagedAt = time.now();
  else if (cabinet.lamps()?.state === "fault") cabinet.inside.reset();
  const { last } = control;
  if (last === null) return;
  const { link, trouble } = last.cabinet;
  const refused = link === "refused" && trouble !== null && trouble.includes("go safe");
  if (refused && time.now() - street.damagedAt > DAMAGE_REMEMBERED_MS)
    watch.breach(`the last check before the wire refused: ${trouble}`);
  if (last.faults.length > 0 || refused) control.ask("clear-fault");
  const asked = (active.get("withdrawn") ?? 0) > 0;
  if (!asked && last.outputs.reason.code === "withdrawn") control.ask("resume");
}
