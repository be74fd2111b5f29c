/** Asking control, with an answer in any case. */
import type { Request } from "@crossing/config";
import type { Answer } from "./options.ts";

const ANSWER_MS = 3_000;

/** What control answers; or that it did not within 3 s, or cannot be asked. Never rejects. */
export async function askControl(
  ask: (request: Request) => Promise<Answer>,
  request: Request,
): Promise<Answer> {
  let late: NodeJS.Timeout | undefined;
  const silence = new Promise<Answer>((resolve) => {
    late = setTimeout(resolve, ANSWER_MS, {
      accepted: false,
      why: "control did not answer in 3 s; it may still act on it",
    });
  });
  try {
    return await Promise.race([ask(request), silence]);
  } catch (error) {
    return { accepted: false, why: `control cannot be asked (${String(error)})` };
  } finally {
    clearTimeout(late);
  }
}
