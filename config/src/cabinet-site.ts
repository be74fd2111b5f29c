/** The cabinet section of a site file: who is spoken to, over what line, and how long silence may last. */
import { z } from "zod";

const phases = z
  .array(z.int().min(1).max(16))
  .min(1, "at least one phase, 1 to 16")
  .describe("phase numbers of the controller, 1 to 16");

const serial = z.strictObject({
  path: z.string().min(1).describe("the serial port, as /dev/ttyUSB0 or /dev/ttyS1"),
  baud: z.int().min(1200).max(921_600).describe("57600 or more for ten cycles a second"),
  parity: z.enum(["even", "odd", "none"]).describe("even unless the cabinet says otherwise"),
  stop_bits: z.union([z.literal(1), z.literal(2)]).describe("1; 2 is usual without parity"),
});

const cabinet = z.strictObject({
  profile: z
    .enum(["phase-request", "direct-lamps", "adapter"])
    .describe(
      "phase-request: the controller keeps the timing and is asked (profile 1 of docs/modbus-map.md), for every real one; " +
        "direct-lamps: a PLC lights what it is told (profile 2); adapter: plain coils and registers by an adapter file",
    ),
  transport: z.enum(["tcp", "rtu"]).default("tcp").describe("rtu: serial line, see `serial`"),
  host: z.string().min(1),
  port: z.int().min(1).max(65535),
  serial: serial.nullable().default(null).describe("the serial line of transport rtu, or null"),
  unit: z.int().min(1).max(247),
  phases: z
    .strictObject({ vehicle: phases, ped: phases })
    .default({ vehicle: [2], ped: [4] })
    .describe("profile phase-request: which phases are the vehicles' and which the walk"),
  adapter: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "profile adapter: the adapter file, beside the site file or in config/adapters; or null",
    ),
  cycle_ms: z.int().min(50).max(1000).describe("one write and one read per cycle; 100 ms is usual"),
  timeout_ms: z.int().min(20).max(2000).describe("per request; 150 ms is usual"),
  watchdog_ms: z
    .int()
    .min(300, "300 to 2000 ms: the cabinet goes safe by itself when we are silent that long")
    .max(2000, "300 to 2000 ms: the cabinet goes safe by itself when we are silent that long"),
  loss_of_control_ms: z
    .int()
    .min(200, "200 to 1000 ms; 1000 is usual")
    .max(1000, "200 to 1000 ms; 1000 is usual")
    .describe("silence after which the link is lost and control is left; ms"),
});

/** See the head of the file. What one field alone allows and another forbids is refused here too. */
export const cabinetSchema = cabinet.superRefine((site, context) => {
  const wrong = (path: string, message: string): void =>
    context.addIssue({ code: "custom", path: [path], message });
  if (site.transport === "rtu" && site.serial === null) {
    wrong("serial", "path, baud, parity and stop bits of the serial line, as transport is rtu");
  }
  if (site.profile === "adapter" && site.adapter === null) {
    wrong("adapter", "the path of an adapter file, as profile is adapter; see config/adapters");
  }
  if (site.phases.vehicle.some((phase) => site.phases.ped.includes(phase))) {
    wrong("phases", "phases that are either the vehicles' or the walk's, not both");
  }
});
