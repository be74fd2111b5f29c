/**
 * The adapter file: how plain remote I/O is wired, for a cabinet that does not speak the map.
 *
 * Lamps are coils or bits of registers; buttons, loops and feedback are inputs. Such I/O knows nothing of people and
 * vehicles, so the file must say how its watchdog is set up and seen, and where a conflict monitor reports. A lamp
 * that flashes is switched on and off by us, half a second each.
 */
import { z } from "zod";
import { LAMPS, type Lamp } from "./modbus-words.ts";

const address = z.int().min(0).max(0xffff).describe("PDU address, 0-based, before `base` is added");

const word = z.int().min(0).max(0xffff);

const bit = z.int().min(0).max(15).describe("bit of the register, 0 the lowest");

const invert = z.boolean().default(false).describe("true: 0 means lit, pressed or occupied");

const output = z
  .union([
    z.strictObject({ coil: address, invert }),
    z.strictObject({ register: address, bit, invert }),
  ])
  .describe("a coil, or a bit of a holding register");

const input = z
  .union([
    z.strictObject({ coil: address, invert }),
    z.strictObject({ discrete: address, invert }),
    z.strictObject({ register: address, bit, invert }),
    z.strictObject({ input_register: address, bit, invert }),
  ])
  .describe("a coil, a discrete input, or a bit of a holding or input register");

const lampKeys = Object.fromEntries(LAMPS.map((lamp) => [lamp, output])) as Record<
  Lamp,
  typeof output
>;

const lamps = z
  .strictObject(lampKeys)
  .partial({ "call-A": true, "call-B": true })
  .describe("where each lamp is wired; the call lamps may be left out");

const number = z
  .strictObject({
    register: address,
    scale: z.number().positive().default(1).describe("written: value * scale + offset"),
    offset: z.int().default(0),
    dark: word.default(0xffff).describe("written when the display is dark"),
  })
  .describe("a holding register that takes a number");

const write = z.strictObject({ register: address, value: word });

const expectation = z.strictObject({ register: address, mask: word.default(0xffff), value: word });

const watchdog = z
  .strictObject({
    set_up: z
      .array(write)
      .describe("written in this order before control is taken, and again after a trip"),
    check: z
      .array(expectation)
      .describe("read after the set-up: (register & mask) must be value, or control is refused"),
    time: z
      .strictObject({ register: address, step_ms: z.number().positive() })
      .describe("where its time stands; 0 is refused"),
    heartbeat: z
      .strictObject({ register: address })
      .nullable()
      .default(null)
      .describe("a register that gets a new number each cycle, where the watchdog wants one"),
    tripped: input.describe("true when it has tripped"),
  })
  .describe("the communication watchdog; without one nothing is driven");

const monitor = z
  .strictObject({
    by: z.string().min(3).describe("make and type of the hardware conflict monitor"),
    tripped: input.describe("true when it has seen a conflict"),
  })
  .describe("the hardware conflict monitor; without one nothing is driven");

/** See the head of the file. */
export const adapterSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  name: z.string().min(1).describe("what this is the wiring of"),
  base: z
    .int()
    .min(-1)
    .max(0xffff)
    .default(0)
    .describe("added to every address; -1 for lists that begin at 1"),
  identity: z
    .array(expectation)
    .min(1, "at least one register that tells this device from others")
    .describe(
      "read before anything is written: (register & mask) must be value, or the device is refused",
    ),
  lamps,
  ped_countdown: z.array(number).max(2).default([]),
  vehicle_countdown: z.array(number).max(2).default([]),
  voice: number.nullable().default(null),
  feedback: z
    .partialRecord(z.enum(LAMPS), input)
    .nullable()
    .default(null)
    .describe("current sensing by lamp; null: none, and nothing shown is believed"),
  buttons: z.array(input).max(16).default([]).describe("in the order of the zones"),
  loops: z.array(input).max(16).default([]).describe("loop 1 first"),
  watchdog,
  conflict_monitor: monitor,
});

/** A checked adapter file. */
export type Adapter = z.infer<typeof adapterSchema>;
/** Where one thing is read. */
export type AdapterInput = z.infer<typeof input>;
/** Where one lamp is switched. */
export type AdapterOutput = z.infer<typeof output>;

/** What is wrong with an adapter file, or what it says. */
export type AdapterReading =
  | { readonly ok: true; readonly adapter: Adapter }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The adapter in the text of a file; every problem as `path: what is wanted`. */
export function readAdapter(text: string): AdapterReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [`not JSON: ${(error as Error).message}`] };
  }
  const result = adapterSchema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
    return { ok: false, problems };
  }
  const problems = twiceWired(result.data);
  return problems.length === 0 ? { ok: true, adapter: result.data } : { ok: false, problems };
}

/** Two lamps on one wire would light together. */
function twiceWired({ lamps }: Adapter): string[] {
  const seen = new Map<string, string>();
  return Object.entries(lamps).flatMap(([lamp, where]) => {
    if (where === undefined) return [];
    const wire =
      "coil" in where ? `coil ${where.coil}` : `register ${where.register} bit ${where.bit}`;
    const other = seen.get(wire);
    seen.set(wire, lamp);
    return other === undefined ? [] : [`lamps.${lamp}: ${wire} is already the wire of ${other}`];
  });
}

/** The JSON Schema of an adapter file, for editors. */
export const adapterJsonSchema = (): object => ({
  ...z.toJSONSchema(adapterSchema, { io: "input" }),
  title: "Adapter file of plain remote I/O",
});
