/** A site file, read and checked: all that is wrong with it at once, before the street is touched. */
import type { z } from "zod";
import type { Problem } from "./problem.ts";
import { brokenRules } from "./rules.ts";
import { type Site, siteSchema } from "./site.ts";

/** A site that can be used, with the rules it breaks; or all that is malformed. */
export type SiteReading =
  | { readonly ok: true; readonly site: Site; readonly broken: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The site in the text of a file. Rules are checked only once every field is well-formed. */
export function readSite(text: string): SiteReading {
  const json = parsed(text);
  return "problem" in json ? { ok: false, problems: [json.problem] } : checkSite(json.value);
}

/** The site in a value that came from somewhere else than a file. */
export function checkSite(value: unknown): SiteReading {
  const result = siteSchema.safeParse(value);
  if (!result.success)
    return {
      ok: false,
      problems: result.error.issues.flatMap((issue) => problemsOf(issue, value)),
    };
  const problems = contradictions(result.data);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, site: result.data, broken: brokenRules(result.data) };
}

function parsed(text: string): { value: unknown } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: { path: "", value: undefined, wanted: `JSON; ${why}` } };
  }
}

function problemsOf(issue: z.core.$ZodIssue, root: unknown): readonly Problem[] {
  const path = issue.path.map(String);
  const value = valueAt(root, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key].join("."),
      value: valueAt(root, [...path, key]),
      wanted: "no such key; remove it or correct its name",
    }));
  return [{ path: path.join("."), value, wanted: wantedOf(issue, value) }];
}

const wantedOf = (issue: z.core.$ZodIssue, value: unknown): string =>
  value === undefined ? `missing; ${issue.message}` : issue.message;

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    root,
  );
}

/** What each field alone allows and the fields together do not. */
function contradictions(site: Site): readonly Problem[] {
  return [...orders(site), ...names(site), ...assumptions(site), ...line(site)];
}

function orders({ timing }: Site): readonly Problem[] {
  const pairs = [
    ["walk_min_s", "walk_max_s"],
    ["ped_clearance_min_s", "ped_clearance_max_s"],
    ["vehicle_min_green_s", "vehicle_max_green_s"],
  ] as const;
  return pairs.flatMap(([low, high]) =>
    timing[low] <= timing[high]
      ? []
      : [
          {
            path: `timing.${high}`,
            value: timing[high],
            wanted: `at least timing.${low} = ${timing[low]}`,
          },
        ],
  );
}

function names(site: Site): readonly Problem[] {
  const zones = site.zones.map((zone) => zone.id);
  const unknown = site.cameras.flatMap((camera, index) =>
    camera.zones.flatMap(({ zone }, at) =>
      zones.includes(zone)
        ? []
        : [
            {
              path: `cameras.${index}.zones.${at}.zone`,
              value: zone,
              wanted: `one of the zones ${zones.join(", ")}`,
            },
          ],
    ),
  );
  return [
    ...unknown,
    ...twice("zones", zones),
    ...twice(
      "lanes",
      site.lanes.map((lane) => lane.id),
    ),
    ...twice(
      "cameras",
      site.cameras.map((camera) => camera.id),
    ),
  ];
}

const twice = (list: string, ids: readonly string[]): readonly Problem[] =>
  ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: `${list}.${index}.id`, value: id, wanted: "an id that is used only once" }],
  );

const assumptions = (site: Site): readonly Problem[] =>
  site.assumed.flatMap((path, index) =>
    valueAt(site, path.split(".")) === undefined
      ? [{ path: `assumed.${index}`, value: path, wanted: "a path that is in this file" }]
      : [],
  );

/** The cabinet must go safe by itself before, or soon after, we notice that the line is dead. */
const line = ({ cabinet }: Site): readonly Problem[] =>
  cabinet.watchdog_ms >= 2 * cabinet.cycle_ms
    ? []
    : [
        {
          path: "cabinet.watchdog_ms",
          value: cabinet.watchdog_ms,
          wanted: `at least two cycles of ${cabinet.cycle_ms} ms, or one late packet trips it`,
        },
      ];
