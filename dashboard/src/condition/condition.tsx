/** How the parts of the crossing are: each camera, and whatever somebody should look at, with since when. */
import type { SiteView, StateView } from "@crossing/config";
import { type Grade, eyesightOf, eyesightWords, gradeOf } from "../camera/health.ts";
import { deviceNow, stale, visions } from "../data/crossing.ts";
import { language } from "../settings.ts";
import { tellAlarm } from "../words/alarms.ts";
import { moment, words } from "../words/words.ts";
import { othersOf } from "./lines.ts";

interface ConditionProps {
  readonly site: SiteView["site"];
  readonly state: StateView;
}

/** The card. Cameras always have a line; alarms while they hold. */
export const Condition = ({ site, state }: ConditionProps) => (
  <section class="card condition" aria-labelledby="condition">
    <h2 id="condition">{words.value.condition.title}</h2>
    <ul>
      {site.cameras.map(({ id }) => {
        const sight = eyesightOf(id, state, visions.value[id]?.view);
        const told = eyesightWords(id, sight, words.value);
        return <Line key={id} grade={gradeOf(sight)} told={told} since={sight.since} />;
      })}
      {othersOf(state).map((alarm) => (
        <Line
          key={alarm}
          grade="warn"
          told={tellAlarm(alarm, words.value, (zone) => placeName(site, zone))}
          since={state.alarms_since?.[alarm] ?? null}
        />
      ))}
    </ul>
  </section>
);

const placeName = ({ zones }: SiteView["site"], zone: string): string =>
  zones.find(({ id }) => id === zone)?.name[language.value] ?? zone;

interface LineProps {
  readonly grade: Grade;
  readonly told: string;
  readonly since: string | null;
}

/** A mark whose shape differs, what is so, and since when. */
const Line = ({ grade, told, since }: LineProps) => (
  <li class={stale.value ? "old" : grade}>
    <i aria-hidden="true" />
    <span>{told}</span>
    {since !== null && (
      <time dateTime={since}>
        {words.value.condition.since(moment(Date.parse(since), deviceNow.value))}
      </time>
    )}
  </li>
);
