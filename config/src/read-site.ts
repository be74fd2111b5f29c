/** A site file, read and checked: all that is wrong with it at once, before the street is touched. */
import type { z } from "zod";
import { polygonProblems } from "./polygons.ts";
import type { Problem } from "./problem.ts";
import { brokenRules } from "./rules.ts";
import { type CameraSite, type Site, siteSchema } from "./site.ts";

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
  const lanes = site.lanes.map((lane) => lane.id);
  return [
    ...site.cameras.flatMap((camera, at) => [
      ...unknown(`cameras.${at}.zones`, "zone", {
        named: camera.zones.map((one) => one.zone),
        known: zones,
      }),
      ...unknown(`cameras.${at}.lanes`, "lane", {
        named: camera.lanes.map((one) => one.lane),
        known: lanes,
      }),
      ...looksAtNothing(camera, at),
      ...groundless(camera, at),
      ...misdrawn(camera, at),
    ]),
    ...twice("zones", zones),
    ...twice("lanes", lanes),
    ...twice(
      "cameras",
      site.cameras.map((camera) => camera.id),
    ),
  ];
}

const unknown = (
  list: string,
  key: string,
  { named, known }: { named: readonly string[]; known: readonly string[] },
): readonly Problem[] =>
  named.flatMap((name, at) =>
    known.includes(name)
      ? []
      : [
          {
            path: `${list}.${at}.${key}`,
            value: name,
            wanted: `one of the ${key}s ${known.join(", ")}`,
          },
        ],
  );

const looksAtNothing = (camera: CameraSite, at: number): readonly Problem[] =>
  camera.zones.length + camera.lanes.length > 0
    ? []
    : [{ path: `cameras.${at}.zones`, value: [], wanted: "at least one waiting zone or one lane" }];

const groundless = ({ ground, lanes }: CameraSite, at: number): readonly Problem[] => {
  const path = `cameras.${at}.ground`;
  const wanted = "four points or more, or none; run crossing vision calibrate";
  if (ground.length > 0 && ground.length < 4) return [{ path, value: ground.length, wanted }];
  return lanes.length > 0 && ground.length === 0
    ? [
        {
          path,
          value: 0,
          wanted: "four points or more: lanes need metres; run crossing vision calibrate",
        },
      ]
    : [];
};

const misdrawn = ({ zones, crosswalk, lanes }: CameraSite, at: number): readonly Problem[] => [
  ...zones.flatMap((one, n) => polygonProblems(one.polygon, `cameras.${at}.zones.${n}.polygon`)),
  ...(crosswalk === null ? [] : polygonProblems(crosswalk, `cameras.${at}.crosswalk`)),
  ...lanes.flatMap((one, n) => polygonProblems(one.polygon, `cameras.${at}.lanes.${n}.polygon`)),
];

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
