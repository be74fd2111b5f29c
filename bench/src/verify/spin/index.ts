/** The model of docs/model in SPIN: a second opinion, told from the papers and not from the program. */
import type { Figure, Found, VerifyOptions, VerifySection } from "../section.ts";
import { type Case, LIMITS, NIGHTLY_PROMISES, PLANTED, PROMISES, REACHED } from "./cases.ts";
import { type Answer, check, missingTool } from "./spin.ts";

export const section: VerifySection = { name: "spin", run: checkModel };

/** Checks all promises, plants, reached places and limits; without spin or gcc one figure says which is missing. */
async function checkModel({ nightly, say }: VerifyOptions): Promise<Found> {
  const title = "A model of box, line and cabinet in SPIN";
  const missing = await missingTool();
  if (missing !== null) {
    return {
      title,
      figures: [["the model is checked", "0 errors", "not here", null]],
      notes: [missing],
    };
  }
  const figures: Figure[] = [];
  for (const one of nightly ? [...PROMISES, ...NIGHTLY_PROMISES] : PROMISES) {
    say(one.says);
    figures.push(promiseFigure(one, await check(one)));
  }
  figures.push(await failing("planted changes found", PLANTED, say));
  figures.push(await failing("places that must be reached, reached", REACHED, say));
  figures.push(await failing("known limits that still are ones", LIMITS, say));
  return { title, figures, notes: NOTES };
}

/** Whether a run that must end well did. */
export const isKept = ({ errors, whole }: Answer): boolean => errors === 0 && whole;

/** Whether a run that must fail did, and by the assertion that is meant. */
export const isFound = (one: Case, { errors, found }: Answer): boolean =>
  errors > 0 && found.includes(one.breaks ?? "");

function promiseFigure(one: Case, answer: Answer): Figure {
  const { errors, states, depth, whole, found } = answer;
  const size = `${states} states, depth ${depth}${whole ? "" : ", not all seen"}`;
  const is = `${errors} errors, ${size}${found === "" ? "" : `: ${found}`}`;
  return [`${one.method}: ${one.says}`, "0 errors, all states", is, isKept(answer)];
}

async function failing(
  what: string,
  cases: readonly Case[],
  say: VerifyOptions["say"],
): Promise<Figure> {
  const missed: string[] = [];
  for (const one of cases) {
    say(one.says);
    if (!isFound(one, await check(one))) missed.push(one.says);
  }
  const is = `${cases.length - missed.length}${missed.length === 0 ? "" : `; not: ${missed.join("; ")}`}`;
  return [what, `${cases.length}`, is, missed.length === 0];
}

const NOTES: readonly string[] = [
  "Written from the register map, the hazards and the research notes by somebody who had not read the program; docs/model/README.md says what it leaves out.",
  "Times are small whole numbers whose order is that of the real ones; the model says nothing about lengths in seconds.",
  ...LIMITS.map(({ says }) => `Known limit: ${says}.`),
];
