/** Values that programs stumble over, and pieces of JSON and bytes gone wrong. */
import fc from "fast-check";

/** So deep that whoever walks down by recursion falls. */
const DEEP = 100_000;

/** JSON texts of values that are nearly right, or not at all. Text, because some cannot be held as values. */
const NASTY: readonly string[] = [
  "null",
  "true",
  "false",
  "-0",
  "-1",
  "0",
  "0.5",
  "1",
  "2",
  "8",
  "65536",
  "1e9",
  "9007199254740991",
  "9007199254740993",
  "1e308",
  "-1e308",
  "1e999",
  "5e-324",
  '""',
  '"0"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\r\\nX: y"',
  '"../../etc/passwd"',
  '"\u202egnirts"',
  "[]",
  "[[]]",
  "[null]",
  "[1e308,1e308]",
  "{}",
  '{"__proto__":{"length":-1}}',
  '{"constructor":{"prototype":{}}}',
  '{"length":1e9}',
  '{"toString":1,"valueOf":2,"toJSON":3}',
];

const deep = (open: string): string =>
  `${open.repeat(DEEP)}1${(open === "[" ? "]" : "}").repeat(DEEP)}`;

/** Any JSON text: usual values, nasty ones, now and then one that is very deep or very long. */
export const anyJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 4, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.constantFrom("[", '{"a":').map(deep) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }).map((n) => `[${"0,".repeat(n)}0]`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((n) => `"${"x".repeat(n)}"`) },
);

/** Texts that are no JSON. */
export const noJson: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "{", "[", '"', "{}{}", "nul", "\uFEFF{}", "NaN", "{'a':1}"),
);

interface Change {
  readonly where: number;
  readonly how: "set" | "remove" | "add" | "twice";
  readonly key: string;
  readonly json: string;
}

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    where: fc.nat(),
    how: fc.constantFrom("set", "set", "set", "remove", "add", "twice"),
    key: fc.oneof(fc.constantFrom("__proto__", "constructor", "", "0", "length"), fc.string()),
    json: anyJson,
  }),
  { minLength: 1, maxLength: 4 },
);

/** The JSON text of `base` with one to four of its parts changed, taken out, or added to. */
export const mutatedJson = (base: unknown): fc.Arbitrary<string> =>
  changes.map((all) => changed(base, all));

type Parent = Record<string, unknown> | unknown[];

function changed(base: unknown, all: readonly Change[]): string {
  const root: Parent = { root: structuredClone(base) };
  const texts: string[] = [];
  for (const change of all) {
    const places = placesIn(root);
    const { parent, key } = places[change.where % places.length]!;
    const mark = `\u0001${texts.push(change.json) - 1}\u0001`;
    apply(parent, key, change, mark);
  }
  const text = JSON.stringify(root["root" as never]) ?? "null";
  return text.replaceAll(/"\\u0001(\d+)\\u0001"/g, (_, n: string) => texts[Number(n)]!);
}

function apply(parent: Parent, key: string, { how, key: name }: Change, mark: string): void {
  const here = parent as Record<string, unknown>;
  if (how === "remove" && !("root" in here)) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete here[key];
  } else if (how === "twice" && Array.isArray(parent)) parent.push(parent[Number(key)]);
  else if (how === "add" && !("root" in here)) {
    if (Array.isArray(parent)) parent.push(mark);
    // As JSON.parse does it: a key of its own, whatever it is called.
    else
      Object.defineProperty(here, name, {
        value: mark,
        enumerable: true,
        configurable: true,
        writable: true,
      });
  } else here[key] = mark;
}

interface Place {
  readonly parent: Parent;
  readonly key: string;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { parent: value as Parent, key },
    ...placesIn(inner),
  ]);
}

interface ByteChange {
  readonly where: number;
  readonly how: "flip" | "set" | "insert" | "cut" | "repeat" | "end";
  readonly byte: number;
  readonly many: Uint8Array;
}

/** How bytes are spoilt; applied by `spoilt`. */
export const byteChanges: fc.Arbitrary<readonly ByteChange[]> = fc.array(
  fc.record({
    where: fc.nat({ max: 1_000_000 }),
    how: fc.constantFrom("flip", "set", "insert", "cut", "repeat", "end"),
    byte: fc.integer({ min: 0, max: 255 }),
    many: fc.uint8Array({ maxLength: 40 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Bytes with some flipped, set, put in, left out, doubled, or the end cut off. */
export function spoilt(bytes: Buffer, all: readonly ByteChange[]): Buffer {
  return all.reduce<Buffer>((now, { where, how, byte, many }) => {
    const at = now.length === 0 ? 0 : where % now.length;
    switch (how) {
      case "flip":
      case "set": {
        const next = Buffer.from(now);
        if (next.length > 0) next[at] = how === "set" ? byte : next[at]! ^ (1 << (byte & 7));
        return next;
      }
      case "insert":
        return Buffer.concat([now.subarray(0, at), many, now.subarray(at)]);
      case "cut":
        return Buffer.concat([now.subarray(0, at), now.subarray(at + 1 + (byte & 15))]);
      case "repeat":
        return Buffer.concat([now.subarray(0, at), now]);
      case "end":
        return now.subarray(0, at);
    }
  }, bytes);
}

/** Bytes in pieces, as a wire may bring them; `cuts` are places, in any order. */
export function inPieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));
}
