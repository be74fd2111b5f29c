/**
 * A day of traffic counts, as counting firms deliver them: one line an interval, usually of 15 minutes.
 *
 *   from,to,people_a,people_b,vehicles            or        from,to,people_a,people_b,veh_W0,veh_W1,veh_E0,veh_E1
 *   07:00,07:15,12,9,310                                    07:00,07:15,12,9,81,77,80,72
 *
 * The first line names the columns, in any order; columns of other names are an error, so that a misspelt one is not
 * taken for no traffic. `people` instead of people_a and people_b is shared out evenly, `vehicles` over all lanes.
 * Commas or semicolons; empty lines and lines that begin with # are skipped.
 */
import type { LaneSite } from "@crossing/config";
import type { DemandSpec } from "./spec.ts";

/** The demand of the counts; or everything that is wrong in them, a sentence each that begins with the line. */
export type CountsReading =
  | { readonly ok: true; readonly spec: DemandSpec; readonly hours: number }
  | { readonly ok: false; readonly problems: readonly string[] };

/** One interval. Seconds since midnight; vehicles by lane of the site. */
interface CountedInterval {
  readonly from_s: number;
  readonly to_s: number;
  readonly a: number;
  readonly b: number;
  readonly lanes: readonly number[];
}

type Problems = string[];
type Lanes = readonly Pick<LaneSite, "id">[];

/** Reads a counts file for a site. The run begins with the first interval, and knows its time of day. */
export function countsDemand(text: string, site: { readonly lanes: Lanes }): CountsReading {
  const problems: Problems = [];
  const rows = rowsOf(text);
  const head = rows[0];
  if (head === undefined) return { ok: false, problems: ["line 1: no columns; the file is empty"] };
  const columns = columnsOf(head, site.lanes, problems);
  if (problems.length > 0) return { ok: false, problems };
  const intervals = rows.slice(1).flatMap((row) => intervalOf(row, columns, site.lanes, problems));
  checkOrder(intervals, problems);
  const first = intervals[0];
  const last = intervals.at(-1);
  if (first === undefined || last === undefined)
    problems.push(`line ${head.number}: no interval follows the names of the columns`);
  if (problems.length > 0 || first === undefined || last === undefined)
    return { ok: false, problems };
  const spec = specOf(intervals.map(({ interval }) => interval));
  return { ok: true, spec, hours: (last.interval.to_s - first.interval.from_s) / 3600 };
}

interface Row {
  readonly number: number;
  readonly fields: readonly string[];
}

function rowsOf(text: string): readonly Row[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const first = lines.find(isData) ?? "";
  const separator = first.includes(";") ? ";" : ",";
  return lines.flatMap((line, index) =>
    isData(line)
      ? [{ number: index + 1, fields: line.split(separator).map((each) => unquoted(each.trim())) }]
      : [],
  );
}

const isData = (line: string): boolean => line.trim() !== "" && !line.trim().startsWith("#");

const unquoted = (field: string): string => field.replace(/^"(.*)"$/, "$1");

/** Where each column is. */
type Columns = ReadonlyMap<string, number>;

function columnsOf({ number, fields }: Row, lanes: Lanes, problems: Problems): Columns {
  const wrong = (what: string): number => problems.push(`line ${number}: ${what}`);
  const columns = new Map(fields.map((name, index) => [name, index]));
  const laneColumns = lanes.map(({ id }) => `veh_${id}`);
  const all = ["from", "to", "people_a", "people_b", "people", "vehicles", ...laneColumns];
  for (const name of columns.keys())
    if (!all.includes(name))
      wrong(`column ${JSON.stringify(name)} is not known; columns are ${all.join(", ")}`);
  if (columns.size < fields.length) wrong("two columns have the same name");
  for (const name of ["from", "to"])
    if (!columns.has(name)) wrong(`column ${name} is missing: when an interval is, as 07:15`);
  if (!columns.has("people") && !(columns.has("people_a") && columns.has("people_b")))
    wrong("columns people_a and people_b are missing (or one column people for both kerbs)");
  const missing = laneColumns.filter((name) => !columns.has(name));
  if (!columns.has("vehicles") && missing.length > 0)
    wrong(`${missing.join(", ")} missing: a column for every lane (or one column vehicles)`);
  if (columns.has("vehicles") && missing.length < laneColumns.length)
    wrong("vehicles and veh_... together: vehicles would be counted twice; leave one out");
  if (columns.has("people") && (columns.has("people_a") || columns.has("people_b")))
    wrong("people and people_a or people_b together: people would be counted twice; leave one out");
  return columns;
}

interface NumberedInterval {
  readonly number: number;
  readonly interval: CountedInterval;
}

function intervalOf(
  { number, fields }: Row,
  columns: Columns,
  lanes: Lanes,
  problems: Problems,
): readonly NumberedInterval[] {
  const before = problems.length;
  const read = { number, fields, columns, problems };
  if (fields.length !== columns.size)
    problems.push(`line ${number}: ${fields.length} fields; the first line names ${columns.size}`);
  const [from_s, to_s] = [timeIn(read, "from"), timeIn(read, "to")];
  if (problems.length === before && from_s >= to_s)
    problems.push(`line ${number}: from ${fieldOf(read, "from")} is not before to`);
  const [a, b] = columns.has("people")
    ? shared(countIn(read, "people"), 2)
    : [countIn(read, "people_a"), countIn(read, "people_b")];
  const vehicles = columns.has("vehicles")
    ? shared(countIn(read, "vehicles"), lanes.length)
    : lanes.map(({ id }) => countIn(read, `veh_${id}`));
  if (problems.length > before) return [];
  return [{ number, interval: { from_s, to_s, a: a!, b: b!, lanes: vehicles } }];
}

interface RowReader extends Row {
  readonly columns: Columns;
  readonly problems: Problems;
}

const fieldOf = ({ fields, columns }: RowReader, name: string): string =>
  fields[columns.get(name) ?? -1] ?? "";

function countIn(read: RowReader, name: string): number {
  const field = fieldOf(read, name);
  if (/^\d{1,6}$/.test(field)) return Number(field);
  const found = JSON.stringify(field);
  read.problems.push(
    `line ${read.number}: ${name} = ${found}: a whole number, 0 or more, is wanted`,
  );
  return 0;
}

/** Seconds since midnight of HH:MM or HH:MM:SS, 24:00 at the most. */
function timeIn(read: RowReader, name: string): number {
  const field = fieldOf(read, name);
  const [, h, m, s = "0"] = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(field) ?? [];
  const time = Number(h) * 3600 + Number(m) * 60 + Number(s);
  if (time <= 86_400) return time;
  const found = JSON.stringify(field);
  read.problems.push(`line ${read.number}: ${name} = ${found}: a time of day as 07:15 is wanted`);
  return 0;
}

function checkOrder(intervals: readonly NumberedInterval[], problems: Problems): void {
  intervals.forEach(({ number, interval }, at) => {
    const last = intervals[at - 1];
    if (last !== undefined && interval.from_s < last.interval.to_s)
      problems.push(`line ${number}: begins before the interval of line ${last.number} has ended`);
  });
}

/** So many in whole parts, as even as can be. */
const shared = (count: number, parts: number): readonly number[] =>
  Array.from(
    { length: parts },
    (_, part) => Math.floor(((part + 1) * count) / parts) - Math.floor((part * count) / parts),
  );

function specOf(intervals: readonly CountedInterval[]): DemandSpec {
  const begin = intervals[0]!.from_s;
  const timed = intervals.map((interval) => ({
    ...interval,
    from_s: interval.from_s - begin,
    to_s: interval.to_s - begin,
  }));
  return {
    people: [
      {
        kind: "counts",
        intervals: timed.map(({ from_s, to_s, a, b }) => ({ from_s, to_s, a, b })),
      },
    ],
    vehicles: {
      kind: "counts",
      intervals: timed.map(({ from_s, to_s, lanes }) => ({ from_s, to_s, lanes })),
    },
    time_of_day_s: begin,
  };
}
