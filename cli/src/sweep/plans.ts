/** The plans of a sweep: the site file with every combination of the varied values. */
import { type Problem, type Site, checkSite, formatProblem, siteSchema } from "@crossing/config";
import { EXIT, Refusal } from "../exit.ts";
import { brokenShalls, underPolicy } from "../simulation/plan-choice.ts";
import type { Value, Varied } from "./vary.ts";

/** A plan with the values that make it. */
export interface SweptPlan {
  readonly values: Readonly<Record<string, Value>>;
  readonly site: Site;
  /** Rules with "shall" that it breaks: it is run, marked, and left off the front. */
  readonly broken: readonly Problem[];
}

/** All plans that can be, and a line for each combination that cannot. */
export interface SweptPlans {
  readonly plans: readonly SweptPlan[];
  readonly leftOut: readonly string[];
}

const MOST_PLANS = 10_000;
const POLICY_NAME = "policy.name";

/**
 * Every combination of the values at `base`. A value that the schema does not allow is refused with its path before
 * anything is run; a combination that contradicts itself is left out. A value of a policy goes with that policy only.
 */
export function plansOf(base: Site, varied: readonly Varied[]): SweptPlans {
  refuseTwice(varied);
  refuseMany(varied);
  const problems = varied.flatMap((each) => impossible(base, each, policiesOf(varied)));
  if (problems.length > 0)
    throw new Refusal(EXIT.usage, problems.map((each) => formatProblem("--vary", each)).join("\n"));
  const plans = new Map<string, SweptPlan>();
  const leftOut: string[] = [];
  for (const values of combinations(varied)) {
    const made = changed(base, values);
    const read = checkSite(made.value);
    if (!read.ok)
      leftOut.push(formatProblem(`left out ${inWords(made.values)}`, read.problems[0]!));
    else plans.set(JSON.stringify(read.site), planOf(made.values, read.site));
  }
  if (plans.size === 0) throw new Refusal(EXIT.usage, leftOut.slice(0, 5).join("\n"));
  return { plans: [...plans.values()], leftOut };
}

/** Values as they are shown: `timing.max_wait_s=45 policy.name=puffin`. */
export const inWords = (values: SweptPlan["values"]): string =>
  Object.entries(values)
    .map(([path, value]) => `${path}=${String(value)}`)
    .join(" ");

const planOf = (values: SweptPlan["values"], site: Site): SweptPlan => ({
  values,
  site,
  broken: brokenShalls(site),
});

function refuseTwice(varied: readonly Varied[]): void {
  const paths = varied.map(({ path }) => path);
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice === undefined) return;
  throw new Refusal(EXIT.usage, `--vary ${twice}: twice; give all its values at once`);
}

function refuseMany(varied: readonly Varied[]): void {
  const count = varied.reduce((product, { values }) => product * values.length, 1);
  if (count <= MOST_PLANS) return;
  throw new Refusal(EXIT.usage, `--vary: ${count} plans; ${MOST_PLANS} at most. Take fewer values`);
}

const policiesOf = (varied: readonly Varied[]): readonly Value[] =>
  varied.find(({ path }) => path === POLICY_NAME)?.values ?? [];

/** Values of one path that no plan could have, alone and under any policy that is tried. */
function impossible(
  base: Site,
  { path, values }: Varied,
  policies: readonly Value[],
): readonly Problem[] {
  const named = path.startsWith("policy.") && path !== POLICY_NAME && policies.length > 0;
  const under = named ? policies.map((name) => ({ [POLICY_NAME]: name })) : [{}];
  return values.flatMap((value) => {
    const tries = under.map((policy) => problemsOf(base, { ...policy, [path]: value }, path));
    return tries.some((problems) => problems.length === 0) ? [] : (tries[0] ?? []);
  });
}

function problemsOf(base: Site, values: SweptPlan["values"], path: string): readonly Problem[] {
  const made = changed(base, values);
  const value = values[path];
  if (!(path in made.values)) return [{ path, value, wanted: wantedAt(base, values, path) }];
  if (siteSchema.safeParse(made.value).success) return [];
  const read = checkSite(made.value);
  return read.ok ? [] : read.problems;
}

/** What is said of a path that leads nowhere, or of a policy that there is not. */
function wantedAt(base: Site, values: SweptPlan["values"], path: string): string {
  if (path !== POLICY_NAME && path.startsWith("policy."))
    return `no such path for the policy ${String(values[POLICY_NAME] ?? base.policy.name)}; vary policy.name with it`;
  if (path !== POLICY_NAME) return "no such path in the site file";
  const chosen = underPolicy(base, String(values[path]));
  return "wanted" in chosen ? chosen.wanted : "";
}

/** Every choice of one value for each path; the last path changes fastest. */
const combinations = (varied: readonly Varied[]): readonly SweptPlan["values"][] =>
  varied.reduce<readonly SweptPlan["values"][]>(
    (before, { path, values }) =>
      before.flatMap((chosen) => values.map((value) => ({ ...chosen, [path]: value }))),
    [{}],
  );

/** The site file with these values, not checked yet, and those values that have a place in it. */
function changed(
  base: Site,
  values: SweptPlan["values"],
): { readonly value: unknown; readonly values: SweptPlan["values"] } {
  const name = values[POLICY_NAME];
  const chosen = name === undefined ? base : underPolicy(base, String(name));
  if ("wanted" in chosen) return { value: base, values: {} };
  const value = structuredClone(chosen) as unknown;
  const placed = Object.entries(values).filter(
    ([path, each]) => path === POLICY_NAME || place(value, path.split("."), each),
  );
  return { value, values: Object.fromEntries(placed) };
}

/** Puts a value at a path that is there; says whether it is. Changes `root` in place: a copy that nobody else has. */
function place(root: unknown, path: readonly string[], value: Value): boolean {
  const last = path.at(-1) ?? "";
  const holder = path.slice(0, -1).reduce<unknown>(childOf, root);
  if (!isHolder(holder) || !Object.hasOwn(holder, last)) return false;
  holder[last] = value;
  return true;
}

const childOf = (at: unknown, key: string): unknown =>
  isHolder(at) && Object.hasOwn(at, key) ? at[key] : undefined;

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
