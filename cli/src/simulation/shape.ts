/** Whether data from the command line has the shape that is wanted: a misspelt key must not be taken for nothing said. */

/** A list is written as its one item; a key that ends in `?` may be left out. */
export type Shape = "number" | "text" | "switch" | readonly [Shape] | Fields;

/** The keys of an object, and what each holds. */
export interface Fields {
  readonly [key: string]: Shape;
}

/** Everything that does not fit, a line each: where, what was found, what is wanted. Empty: it fits. */
export function misfits(value: unknown, shape: Shape, path = ""): readonly string[] {
  if (typeof shape === "string")
    return typeof value === TYPES[shape] ? [] : [`${path} = ${told(value)}: wanted a ${shape}`];
  if (isList(shape))
    return Array.isArray(value)
      ? value.flatMap((item, at) => misfits(item, shape[0], `${path}.${at}`))
      : [`${path} = ${told(value)}: wanted a list`];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [`${path} = ${told(value)}: wanted {${Object.keys(shape).join(", ")}}`];
  return inFields(value as Readonly<Record<string, unknown>>, shape, path === "" ? "" : `${path}.`);
}

const TYPES = { number: "number", text: "string", switch: "boolean" } as const;

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

const told = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 40);

function inFields(
  value: Readonly<Record<string, unknown>>,
  fields: Fields,
  path: string,
): readonly string[] {
  const keys = Object.keys(fields).map((key) => key.replace(/\?$/, ""));
  const unknown = Object.keys(value)
    .filter((key) => !keys.includes(key))
    .map((key) => `${path}${key}: no such key; there are ${keys.join(", ")}`);
  const held = Object.entries(fields).flatMap(([key, shape]) => {
    const name = key.replace(/\?$/, "");
    if (value[name] === undefined && key.endsWith("?")) return [];
    return misfits(value[name], shape, `${path}${name}`);
  });
  return [...unknown, ...held];
}
