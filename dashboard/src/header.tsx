/** Which crossing this is, how it runs, and whether its parts are in touch. */
import type { SiteView, StateView } from "@crossing/config";
import { type Grade, eyesightOf, eyesightWords, gradeOf as sightGrade } from "./camera/health.ts";
import { stale, visions } from "./data/crossing.ts";
import { type Language, language, speak } from "./settings.ts";
import { words } from "./words/words.ts";

interface HeaderProps {
  readonly view: SiteView;
  readonly state: StateView | null;
}

/** The head of the page. */
export const Header = ({ view, state }: HeaderProps) => {
  const { policy, profile, policyName, profileName, demoBadge } = words.value;
  return (
    <header class="page-head">
      <div class="who">
        <h1>{view.site.name[language.value]}</h1>
        <p>
          <span>{view.site.id}</span>
          <span>{`${policy} ${policyName[view.site.policy.name]}`}</span>
          <span>{`${profile} ${profileName[view.site.profile]}`}</span>
          <span>{view.version}</span>
          {view.demo && <b class="demo-badge">{demoBadge}</b>}
        </p>
      </div>
      {state !== null && <Health state={state} cameras={view.site.cameras.map(({ id }) => id)} />}
      <LanguageSwitch />
    </header>
  );
};

/** One pill per part: a mark whose shape differs, and words. */
const Pill = ({ grade, text }: { readonly grade: Grade; readonly text: string }) => (
  <li class={`pill ${stale.value ? "old" : grade}`}>
    <i aria-hidden="true" />
    {text}
  </li>
);

const Health = (props: { readonly state: StateView; readonly cameras: readonly string[] }) => {
  const { state, cameras } = props;
  const { mode, link, mqttUp, mqttDown } = words.value;
  return (
    <ul class="health">
      <Pill grade={gradeOf(state)} text={mode[state.mode]} />
      <Pill grade={state.link === "up" ? "good" : "bad"} text={link[state.link]} />
      <Pill
        grade={state.mqtt_connected ? "good" : "warn"}
        text={state.mqtt_connected ? mqttUp : mqttDown}
      />
      {cameras.map((id) => {
        const sight = eyesightOf(id, state, visions.value[id]?.view);
        // The first fault is enough here; the card of the parts tells them all.
        const brief = { ...sight, faults: sight.faults.slice(0, 1) };
        return (
          <Pill key={id} grade={sightGrade(sight)} text={eyesightWords(id, brief, words.value)} />
        );
      })}
    </ul>
  );
};

function gradeOf({ mode }: StateView): Grade {
  if (mode === "normal") return "good";
  return mode === "fault" ? "bad" : "warn";
}

const NAMES: Readonly<Record<Language, string>> = { zh: "中文", en: "EN" };

const LanguageSwitch = () => (
  <div class="switch" role="group" aria-label={words.value.languageSwitch}>
    {(["zh", "en"] as const).map((each) => (
      <button
        key={each}
        type="button"
        lang={each}
        aria-pressed={language.value === each}
        onClick={() => speak(each)}
      >
        {NAMES[each]}
      </button>
    ))}
  </div>
);
