/** Site files, read from disk and judged before the street is touched. */
import { readFileSync } from "node:fs";
import { type Problem, type Site, formatProblem, readSite, withPolicy } from "@crossing/config";
import { EXIT, type Exit, Refusal } from "./exit.ts";
import { PILOT_SITE } from "./places.ts";

/** What is to be said of a site file. */
export interface Inspection {
  /** 0 good, 2 malformed or unreadable, 3 a rule of its profile is broken. */
  readonly exit: Exit;
  /** Each problem: `file: path = value: what is wanted`. */
  readonly lines: readonly string[];
  /** One line about a good file. */
  readonly summary: string;
  /** The same for machines. */
  readonly report: {
    readonly ok: boolean;
    readonly problems: readonly Problem[];
    readonly site?: string;
  };
  /** The site, unless it is malformed. */
  readonly site: Site | null;
}

/** Reads and judges a site file; whatever is wrong is in the answer. */
export function inspectSite(file: string): Inspection {
  const text = textOf(file);
  if (text === null) return unreadable(file);
  const read = readSite(text);
  if (!read.ok) return judged(EXIT.usage, file, read.problems, null);
  return judged(read.broken.length > 0 ? EXIT.ruleBroken : EXIT.ok, file, read.broken, read.site);
}

/** The site of a file that is good; throws a Refusal with everything that is wrong, and exit 2 or 3. */
export function goodSite(file: string): Site {
  const { exit, lines, site } = inspectSite(file);
  if (exit !== EXIT.ok || site === null) throw new Refusal(exit, lines.join("\n"));
  return site;
}

/**
 * The site that a command at a desk works on: the named file or the pilot crossing, under the named policy or its own.
 *
 * Throws a Refusal for a bad file (exit 2 or 3) or an unknown policy (exit 2).
 */
export function siteOfChoice(file: string | undefined, policy: string | undefined): Site {
  const site = goodSite(file ?? PILOT_SITE);
  if (policy === undefined) return site;
  const chosen = withPolicy(site, policy);
  if (!("wanted" in chosen)) return chosen;
  throw new Refusal(EXIT.usage, `--policy ${policy}: ${chosen.wanted}`);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function unreadable(file: string): Inspection {
  const wanted = "a site file that can be read; check the path";
  return {
    exit: EXIT.usage,
    lines: [`${file}: cannot be read; check the path`],
    summary: "",
    report: { ok: false, problems: [{ path: "", value: null, wanted }] },
    site: null,
  };
}

function judged(
  exit: Exit,
  file: string,
  problems: readonly Problem[],
  site: Site | null,
): Inspection {
  return {
    exit,
    lines: problems.map((problem) => formatProblem(file, problem)),
    summary: site === null ? "" : summaryOf(file, site),
    report: { ok: exit === EXIT.ok, problems, ...(site === null ? {} : { site: site.id }) },
    site,
  };
}

const summaryOf = (file: string, site: Site): string =>
  `${file}: good; ${site.id} keeps the rules of ${site.profile}` +
  (site.assumed.length === 0 ? "" : `, with ${site.assumed.length} assumed values to be measured`);
