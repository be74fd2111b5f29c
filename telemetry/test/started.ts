/** A report that is started for a test, and ended with it. */
import { afterEach } from "vitest";
import { type Edge, type EdgeOptions, startEdge } from "../src/index.ts";
import { event, options } from "./scripted.ts";

const open: Edge[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((edge) => edge.close()));
});

/** A report that is listening, ways to ask it, and all that it says. Time stands still unless told otherwise. */
export async function start(more: Partial<EdgeOptions> = {}) {
  // Time stands still, so that a busy machine makes nothing stale.
  const world = options({ now: () => 0, ...more });
  const edge = await startEdge(world.edge);
  open.push(edge);
  const get = (path: string, init?: RequestInit) => fetch(edge.address.url + path, init);
  const json = async (path: string) => bodyOf(await get(path));
  const post = (path: string, body: unknown, headers = {}) =>
    get(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  const close = async (): Promise<void> => {
    open.splice(open.indexOf(edge), 1);
    await edge.close();
  };
  return { ...world, edge, get, json, post, close };
}

// What comes over the wire has the shape the test says it has.
// oxlint-disable-next-line typescript/no-explicit-any
export const bodyOf = (answer: Response): Promise<any> => answer.json();

/** Walk began, and one who had waited for 8 s was served. */
export const walk = (seq: number, at: number) =>
  event(seq, at, "begin-walk", { code: 21, numbers: { waiting: 1, wait_sum_s: 8, w0: 8 } });
