/** Why the crossing does what it does: one sentence, how near the longest wait is to its limit, and what comes. */
import { explain } from "@crossing/controller";
import type { SiteView, StateView } from "@crossing/config";
import { useMemo } from "preact/hooks";
import { language } from "../settings.ts";
import { patienceOf } from "../plan/people.tsx";
import { Ask } from "./ask.tsx";
import { nextOf } from "./next.ts";
import { unbroken, words } from "../words/words.ts";

interface ReasonProps {
  readonly site: SiteView["site"];
  readonly state: StateView;
}

/** The card with the sentence. */
export const Reason = ({ site, state }: ReasonProps) => (
  <section class="card reason" aria-labelledby="why">
    <h2 id="why">{words.value.why}</h2>
    <p class="sentence">{unbroken(explain(state.reason, language.value))}</p>
    <Announced state={state} />
    <Troubles state={state} />
    <Ask state={state} />
    <Patience wait={state.oldest_wait_s} limit={site.timing.max_wait_s} />
    <p class="next">
      <span>{words.value.next}</span>
      <strong>{unbroken(nextOf(state, site.timing, words.value))}</strong>
    </p>
  </section>
);

/** The sentence for screen readers: said when the reason changes, not with every second of a countdown. */
const Announced = ({ state }: { readonly state: StateView }) => {
  const { code } = state.reason;
  const spoken = language.value;
  // The numbers of the moment the code changed are good enough to hear.
  const sentence = useMemo(() => explain(state.reason, spoken), [code, spoken]);
  return (
    <p class="unseen" aria-live="polite">
      {sentence}
    </p>
  );
};

/** What is wrong, in the words of the part that noticed. */
const Troubles = ({ state }: { readonly state: StateView }) => {
  const { trouble } = state.cabinet;
  const lines = [...(trouble === null ? [] : [trouble]), ...state.faults];
  if (lines.length === 0) return null;
  return (
    <ul class="troubles">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
};

const Patience = ({ wait, limit }: { readonly wait: number; readonly limit: number }) => {
  const { patience, patienceOf: of } = words.value;
  const whole = Math.round(wait);
  return (
    <div class="patience">
      <span id="patience">{patience}</span>
      <div
        class={`bar ${patienceOf(wait, limit)}`}
        role="meter"
        aria-labelledby="patience"
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(whole, limit)}
        aria-valuetext={of(whole, limit)}
      >
        <i style={{ width: `${Math.min(100, (wait / limit) * 100)}%` }} />
        <b style={{ left: "50%" }} />
        <b style={{ left: "80%" }} />
      </div>
      <span class="figure">{of(whole, limit)}</span>
    </div>
  );
};
