/** The two things a page may ask of the core: to clear a fault, and to take control again. It may refuse. */
import type { Request, StateView } from "@crossing/config";
import { signal } from "@preact/signals";
import { request } from "../data/api.ts";
import { words } from "../words/words.ts";

/** Asked for, but not yet confirmed: what changes the street takes two presses. */
const pending = signal<Request | null>(null);
const answer = signal<string | null>(null);

/** A button where there is something to ask; nothing otherwise. */
export const Ask = ({ state }: { readonly state: StateView }) => {
  const wish = wishOf(state);
  if (wish === null) return null;
  const { ask, askSure } = words.value;
  const sure = pending.value === wish;
  return (
    <p class="ask">
      <button type="button" onClick={() => (sure ? void send(wish) : (pending.value = wish))}>
        {sure ? askSure(ask[wish]) : ask[wish]}
      </button>
      {answer.value !== null && <span role="status">{answer.value}</span>}
    </p>
  );
};

function wishOf(state: StateView): "clear-fault" | "resume" | null {
  if (state.mode === "fault" || state.reason.code === "fault") return "clear-fault";
  return ["withdrawn", "pinned"].includes(state.reason.code) ? "resume" : null;
}

async function send(wish: Request): Promise<void> {
  pending.value = null;
  const came = await request(wish);
  const { askAccepted, askRefused } = words.value;
  if (!came.ok) answer.value = askRefused(came.why);
  else answer.value = came.value.accepted ? askAccepted : askRefused(came.value.why);
}
