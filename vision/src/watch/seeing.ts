/**
 * What one camera's eye makes of its frames: looks at the regions whose turn it is, and follows what it finds.
 *
 * All that is remembered from frame to frame is here.
 */
import { type Box, type CameraSite, type Detection, type Instant, instant } from "@crossing/config";
import { type RegionFound, gather } from "../detect/gather.ts";
import type { StreetSite } from "../ground/street.ts";
import { NOBODY, type People, type Told, look, tell } from "../people/people.ts";
import { type Scene, sceneOf } from "../people/scene.ts";
import type { Detector, Frame } from "../ports.ts";
import { type Sights, detections, withSight } from "./sights.ts";
import { NO_TURNS, type Turns, afterTurns, nextTurns, oldestLook, turnsOver } from "./turns.ts";

/** What came of one frame; costs in ms. */
export interface Seen {
  readonly told: Told;
  /** Stamp of the oldest frame that the counts rest on; null until every region was looked at. */
  readonly oldest: Instant | null;
  readonly looks: number;
  readonly pre: number;
  readonly infer: number;
  readonly post: number;
}

export class Seeing {
  readonly #detector: Detector;
  readonly #always: Scene;
  readonly #fps: number;
  #scene: Scene;
  #people: People = NOBODY;
  #sights: Sights = [];
  #turns: Turns = NO_TURNS;
  #at: Instant = instant(Number.NEGATIVE_INFINITY);

  /** Without a `site` nothing is told in metres. */
  constructor(camera: CameraSite, site: StreetSite | null, detector: Detector) {
    this.#detector = detector;
    this.#fps = camera.fps;
    this.#always = sceneOf(camera, site);
    this.#scene = this.#always;
  }

  /** Looks at `looks` regions of a frame. Rejects when the network fails. */
  async see(frame: Frame, looks: number): Promise<Seen> {
    this.#turns = turnsOver(frame.regions, this.#turns);
    const numbers = nextTurns(this.#turns, frame.present, looks);
    const costs = { pre: 0, infer: 0, post: 0 };
    const parts: RegionFound[] = [];
    for (const number of numbers) {
      const start = performance.now();
      const crop = frame.crop(number);
      costs.pre += performance.now() - start;
      const looked = await this.#detector.detect(crop, this.#scene.rules.faint);
      costs.pre += looked.preMs ?? 0;
      costs.infer += looked.inferMs;
      costs.post += looked.postMs;
      parts.push({ region: frame.regions[number]!, found: looked.found });
    }
    const start = performance.now();
    const told = this.#follow(frame, parts);
    this.#turns = afterTurns(this.#turns, numbers, frame.at);
    const post = costs.post + performance.now() - start;
    return { ...costs, post, told, looks: parts.length, oldest: oldestLook(this.#turns) };
  }

  /** Everything found lately and surely, for people to look at. */
  detections(): readonly Detection[] {
    return detections(this.#sights, this.#scene.rules.sure);
  }

  /** A clock that jumps back must not make tracks walk backwards. */
  #follow(frame: Frame, parts: readonly RegionFound[]): Told {
    const at = frame.at > this.#at ? frame.at : this.#at;
    this.#at = at;
    this.#scene = paced(this.#always, (this.#fps * parts.length) / frame.regions.length);
    for (const part of parts) this.#sights = withSight(this.#sights, part, at);
    const regions: readonly Box[] = parts.map(({ region }) => region);
    this.#people = look(this.#people, { at, seen: gather(parts), regions }, this.#scene);
    return tell(this.#people, this.#scene, at);
  }
}

/** Who stands in a region that is looked at `perSecond` times a second must not be lost between two looks. */
function paced(scene: Scene, perSecond: number): Scene {
  const countFor = Math.max(scene.rules.countFor, (2.5 * 1000) / perSecond);
  return { ...scene, rules: { ...scene.rules, countFor } };
}
