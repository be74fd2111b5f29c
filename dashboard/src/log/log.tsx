/** The event log: what changed, newest first. */
import type { EventClass, EventView } from "@crossing/config";
import { signal } from "@preact/signals";
import { events } from "../data/crossing.ts";
import { language } from "../settings.ts";
import { tell } from "../words/events.ts";
import { clockTime, unbroken, words } from "../words/words.ts";

type Filter = EventClass | "all";

const FILTERS = ["all", "signal", "detector", "decision", "fault", "audit"] as const;
const LINES = 120;
const filter = signal<Filter>("all");

/** The card with the log. */
export const Log = () => {
  const text = words.value;
  const lines = events.value.filter(wanted).slice(0, LINES);
  return (
    <section class="card log" aria-labelledby="log">
      <h2 id="log">{text.log}</h2>
      <div class="chips" role="group" aria-label={text.logFilter}>
        {FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={filter.value === each}
            onClick={() => (filter.value = each)}
          >
            {each === "all" ? text.all : text.eventClass[each]}
          </button>
        ))}
      </div>
      {lines.length === 0 && <p class="empty">{text.logEmpty}</p>}
      <ol class="lines" tabIndex={0} aria-labelledby="log">
        {lines.map((event) => (
          <Line key={`${event.boot}/${event.seq}`} event={event} />
        ))}
      </ol>
    </section>
  );
};

const wanted = (event: EventView): boolean =>
  filter.value === "all" || event.class === filter.value;

const Line = ({ event }: { readonly event: EventView }) => {
  const { eventClass, eventCode, sentLater } = words.value;
  const name = eventClass[event.class as EventClass] ?? event.class;
  return (
    <li class={event.class}>
      <time dateTime={event.ts}>{clockTime(Date.parse(event.ts))}</time>
      <span class="class">{name}</span>
      <span class="told">{unbroken(tell(event, language.value))}</span>
      <span class="code">
        {event.historical ? sentLater : event.code === null ? "" : eventCode(event.code)}
      </span>
    </li>
  );
};
