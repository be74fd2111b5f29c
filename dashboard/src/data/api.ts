/** Talks to the crossing's HTTP API. Addresses are relative: the page may stand below a path of a proxy. */
import type {
  DemoAction,
  DemoView,
  EventView,
  Request,
  SiteView,
  StateView,
  ZonesAnswer,
  ZonesDraft,
  ZonesView,
} from "@crossing/config";

/** What came of asking; `why` is one sentence or the status of the answer. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

/** Where the stream of server-sent events is. */
export const STREAM = "api/v1/stream";

/** What this crossing is. */
export const readSite = (): Promise<Answer<SiteView>> => ask<SiteView>("api/v1/site");

/** The crossing now. */
export const readState = (): Promise<Answer<StateView>> => ask<StateView>("api/v1/state");

/** The events since a moment of the wall clock, milliseconds since 1970, oldest first. */
export async function readEvents(since: number): Promise<readonly EventView[]> {
  const address = `api/v1/events?since=${encodeURIComponent(new Date(since).toISOString())}`;
  const answer = await ask<readonly EventView[] | { readonly events: readonly EventView[] }>(
    address,
  );
  if (!answer.ok) return [];
  return "events" in answer.value ? answer.value.events : answer.value;
}

/** What is broken in the demo now. */
export const readDemo = (): Promise<Answer<DemoView>> => ask<DemoView>("api/v1/demo");

/** Does something to the simulated street; answers what is broken then. */
export const act = (action: DemoAction): Promise<Answer<DemoView>> =>
  tell<DemoView>("api/v1/demo", action);

/** Switches the camera pictures on for so many seconds. */
export const preview = (seconds: number): Promise<Answer<unknown>> =>
  tell("api/v1/preview", { seconds });

/** Asks something of the core, which may refuse. */
export const request = (
  wish: Request,
): Promise<Answer<{ readonly accepted: boolean; readonly why: string }>> =>
  tell("api/v1/requests", { request: wish });

/** What is drawn over the cameras' pictures, as the site file has it. */
export const readZones = (): Promise<Answer<ZonesView>> => ask<ZonesView>("api/v1/zones");

/** Checks what was drawn, and keeps it in the site file when asked to. */
export const putZones = (draft: ZonesDraft): Promise<Answer<ZonesAnswer>> =>
  tell("api/v1/zones", draft);

/** Where the numbered picture of a camera is. */
export const pictureAddress = (camera: string, picture: number): string =>
  `api/v1/camera/${encodeURIComponent(camera)}.jpg?n=${picture}`;

const tell = <T>(address: string, body: unknown): Promise<Answer<T>> =>
  ask<T>(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function ask<T>(address: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(address, init);
    if (!response.ok) return { ok: false, why: await whyNot(response) };
    const text = await response.text();
    return { ok: true, value: (text === "" ? null : JSON.parse(text)) as T };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** The server's own sentence when it sent one. */
async function whyNot(response: Response): Promise<string> {
  const said: unknown = await response.json().catch(() => null);
  const sentence =
    typeof said === "object" && said !== null && "message" in said ? said.message : null;
  return typeof sentence === "string" ? sentence : `${response.status} ${response.statusText}`;
}
