/** The demo's toys: add people and cars, press buttons, break parts and watch the crossing cope. */
import type { Breakable, DemoAction, SiteView } from "@crossing/config";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { act, readDemo } from "../data/api.ts";
import { language } from "../settings.ts";
import { words } from "../words/words.ts";

const BREAKABLE = ["camera-A", "camera-B", "vision", "modbus", "cable", "broker", "edge"] as const;
/** Killed processes are started again by themselves: there is nothing to repair. */
const KILLED: ReadonlySet<Breakable> = new Set(["vision", "edge"]);

const broken = signal<readonly Breakable[]>([]);
/** What the visitor did last, to say what one should see now. */
const last = signal<{ readonly what: Breakable; readonly broken: boolean } | null>(null);
const refusal = signal<string | null>(null);

/** The panel. Only for `SiteView.demo`. */
export const Demo = ({ site }: { readonly site: SiteView["site"] }) => {
  const text = words.value;
  useEffect(() => void refresh(), []);
  return (
    <section class="card demo" aria-labelledby="demo">
      <h2 id="demo">{text.demo}</h2>
      <p class="intro">{text.demoIntro}</p>
      <div class="toys">
        {site.zones.map(({ id, name, button }) => (
          <Row key={id} name={name[language.value]}>
            <Toy text="+1" name={text.addPeople(1, name[language.value])} action={people(id, 1)} />
            <Toy text="+5" name={text.addPeople(5, name[language.value])} action={people(id, 5)} />
            {button && (
              <Toy
                text={text.press}
                name={text.pressAt(name[language.value])}
                action={{ do: "button", zone: id }}
              />
            )}
          </Row>
        ))}
        <Row name={text.cars}>
          <Toy text="+3" name={text.addCars(3)} action={{ do: "cars", count: 3 }} />
          <Toy text="+10" name={text.addCars(10)} action={{ do: "cars", count: 10 }} />
        </Row>
      </div>
      <h3>{text.breakThings}</h3>
      <div class="breaks">
        {BREAKABLE.map((what) => (
          <Break key={what} what={what} />
        ))}
      </div>
      <Effect />
    </section>
  );
};

const people = (zone: string, count: number): DemoAction => ({ do: "people", zone, count });

const Row = (props: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <span>{props.name}</span>
    {props.children}
  </>
);

interface ToyProps {
  readonly text: string;
  /** The whole of what the button does, for whoever hears it without its row. */
  readonly name: string;
  readonly action: DemoAction;
}

const Toy = ({ text, name, action }: ToyProps) => (
  <button type="button" aria-label={name} onClick={() => void play(action)}>
    {text}
  </button>
);

const Break = ({ what }: { readonly what: Breakable }) => {
  const { breakable, breakIt, repairIt, kill } = words.value;
  const isBroken = broken.value.includes(what);
  const name = breakable[what];
  const does = KILLED.has(what) ? kill(name) : isBroken ? repairIt(name) : breakIt(name);
  return (
    <button
      type="button"
      class={isBroken ? "broken" : ""}
      aria-label={does}
      onClick={() => void play({ do: "break", what, broken: !isBroken })}
    >
      {isBroken ? repairIt(name) : name}
    </button>
  );
};

/** What one should see now. */
const Effect = () => {
  const text = words.value;
  if (refusal.value !== null) return <p class="effect bad">{text.demoFailed(refusal.value)}</p>;
  if (last.value === null) return null;
  const { what, broken: isBroken } = last.value;
  return (
    <p class="effect" role="status">
      {isBroken ? text.breakNote[what] : text.repaired(text.breakable[what])}
    </p>
  );
};

async function play(action: DemoAction): Promise<void> {
  const answer = await act(action);
  // Killing the edge process takes the answer with it: that is the effect, not a failure.
  const cut = action.do === "break" && action.what === "edge";
  refusal.value = answer.ok || cut ? null : answer.why;
  if (action.do === "break") last.value = action;
  if (answer.ok && Array.isArray(answer.value?.broken)) broken.value = answer.value.broken;
  else if (!cut) await refresh();
}

async function refresh(): Promise<void> {
  const answer = await readDemo();
  if (answer.ok) broken.value = answer.value.broken;
}
