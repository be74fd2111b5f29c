/** The engineer who is called when the flap guard keeps the crossing with the cabinet: asks it to resume, as anybody may at the page. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const PATIENCE_MS = 3000;
/** Run where the box lives: its page listens on loopback only. */
const ASKS = `
  const body = JSON.stringify({ request: "resume" });
  const headers = { "content-type": "application/json" };
  fetch(process.argv[1] + "/api/v1/requests", { method: "POST", headers, body })
    .then((reply) => reply.json())
    .then(({ accepted }) => console.log(accepted === true));
`;

/** Whether the box was held by its flap guard, and is no longer; false as well when the page is not there. `where`: words that lead to the box. */
export async function resumed(where: readonly string[], page: string): Promise<boolean> {
  const [program, ...words] = [...where, process.execPath, "-e", ASKS, page];
  try {
    const { stdout } = await promisify(execFile)(program, words, { timeout: PATIENCE_MS });
    return stdout.trim() === "true";
  } catch {
    return false;
  }
}
