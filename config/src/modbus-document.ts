/** docs/modbus-map.md, written from the table in modbus-map.ts, so that the paper cannot differ from the code. */
import {
  type Block,
  IDENTITY,
  LAMP_COMMAND,
  LAMP_STATUS,
  PHASE_COMMAND,
  PHASE_STATUS,
  type Register,
} from "./modbus-map.ts";
import { LAMPS } from "./modbus-words.ts";

/** The whole document, Markdown. */
export function modbusMapDocument(): string {
  const blocks = [IDENTITY, LAMP_COMMAND, LAMP_STATUS, PHASE_COMMAND, PHASE_STATUS];
  return `${[INTRODUCTION, lampTable(), ...blocks.map(blockTable)].join("\n\n")}\n`;
}

const INTRODUCTION = `# Modbus register map of the signal cabinet

<!-- Written from config/src/modbus-map.ts; change the table there, then run \`npx vitest run signal-driver/test/modbus-map.test.ts -u\`. -->

What a cabinet must speak so that this controller can drive it, for whoever programs the PLC or the gateway.
Two profiles share one header. With **profile 1, phase request**, the cabinet keeps the timing and the controller only
asks: the choice for every real controller. With **profile 2, direct lamps**, the controller says which lamps are lit
and the cabinet watches over it: for a PLC. Plain remote I/O that can speak neither is described in an adapter file
(\`config/adapters/\`).

## Rules

- Modbus TCP or serial RTU, functions 3 and 16 (6 for the control word by hand; 23 where \`read-write-registers\` is set, to write the
  command and read the status in one exchange). Addresses are PDU addresses, 0-based, in holding registers.
- uint16 big-endian; uint32 with the high word first; bit 0 is the first lamp, phase, button or loop.
- \`0xFFFF\` means not available, or a dark countdown. Words not listed are written 0 and ignored.
- One function 16 writes the whole command block. The cabinet takes it whole or answers exception 3 and takes nothing.
- The controller reads the identity first. It refuses to control when the magic, the major version or the profile differ,
  when the watchdog time of the site is outside the cabinet's limits, or when the cabinet has no conflict monitor.
- The cabinet gives control to the controller while \`request-control\` is set, and leaves its own program or its
  safe state by its own clearance. When the bit is cleared it goes back to its own program.
- **Hand-over, direct lamps.** Between its flash and the first green that it is told to light, all heads are red for the cabinet's own
  clearance. It takes blocks meanwhile, and \`owner\` is whose they are. A block that lights no green is shown at once, and the
  state is \`remote\`; one that does is shown when the clearance is over, and until then the state of one that began with it is still
  \`local\` or \`safe\`. The controller begins with all red for \`timing.start_up_s\`: the clearance must not be longer (the virtual cabinet: 1 s),
  for lamps that differ from what was asked for 500 ms end its control. With phase request there is nothing to hand over.
- **Order.** A block whose \`seq\` is behind \`applied_seq\` (half of the range and more forward) gets exception 3 (\`stale-seq\`): under control, and
  after it from the same \`owner\` if that is not 0. Who takes control anew may begin anywhere. An equal \`seq\` is taken.
- **Watchdog.** Only a block with a changed \`heartbeat\` feeds it, under control one with a later \`heartbeat\` than the block before (up to half of
  the range forward, so a bit that changes feeds it every other time). Without one for the \`watchdog\` time, 2 s at most, the
  cabinet shows its safe state without help. It may take control back with the next good block. Before it lights anything
  the controller lets the watchdog trip once, with the shortest time the cabinet allows, and refuses a cabinet whose state stays \`remote\`.
- **Conflict monitor.** Vehicle green or yellow together with pedestrian green of the crossing: the cabinet goes safe at
  once and latches until the rising edge of \`fault-reset\`. A block of direct lamps that asks for it is refused and latches too; one of a
  stranger, and one that is behind, is only refused. So is a phase request that holds and forces off the same phase (\`conflict\`): it lights nothing.
- **Reset.** \`fault-reset\` is for a person with a hand tool: this controller never sets it. It acts on its rising edge, does not help while the cause is
  there, and is followed by the hand-over. A cabinet may want a key besides.
- **Going safe** (\`go-safe\`) is taken from anybody, in any order.
- \`on\` and \`flash\` are sent twice, the second time inverted. If the copies differ the block is not taken.
  A cabinet with \`crc-required\` gets 32 words, the last one the CRC-16/Modbus of the 31 before it.
- \`actual_on\` is what the lamps draw current for, not what was asked. A flashing lamp may read steadily on or follow its
  flash. Buttons and loops give levels and counters, so that a press between two reads is seen as a step.
- The status may lag one block behind. A cabinet with 16 words of status and no counters is enough.
- **Owner.** A cabinet with \`owner-token\` belongs to whoever asked for control first: until control is given back or the watchdog
  trips, blocks with another \`owner\` get exception 3 (\`foreign-owner\`). The controller makes a new owner word for each run.
- A block written by somebody else (an \`applied_seq\` or \`heartbeat_echo\` that is not ours) makes the controller withdraw,
  and a cabinet found in \`remote\` is only watched until its watchdog has acted. If it never acts, control is given back for it and the
  cabinet is refused.

## Phase request

- Words are those of NTCIP 1202: a **call** is demand, **hold** stays in green or walk, **force-off** ends green or walk when that is legal,
  **omit** does not serve. Bit n - 1 is phase n; which phases are vehicles and people is in the site file (\`cabinet.phases\`).
- The cabinet owns minimum and maximum green, yellow, red clearance, walk minimum and maximum, pedestrian clearance and every conflict. No request shortens any of them.
- Requests are levels. They lapse \`expiry\` after the block that carried them, when the watchdog trips and when control is given back; a
  lapsed request leaves the cabinet to its own plan.
- A block carries the \`cycles\` it was made for. In another cycle it gets exception 3 (\`stale-cycle\`), so that a late force-off cannot end the next green.
- \`clearance_extension\` is what the pedestrian clearance shall last beyond the cabinet's own, up to the cabinet's maximum. It is
  written anew in each block, and 0 as soon as the crossing is seen to be empty.
- \`walk\`, \`max_green\` and \`green_extension\` of 0 mean the cabinet's own value.
- \`min_left\` is how long the interval lasts at least; 0 says that the cabinet could go on now. One that could and does not do what is asked
  for 2 s is left to itself.`;

const lampTable = (): string =>
  [
    "## Lamps",
    "",
    "Lamp n is bit n - 1 of `on`, `flash`, `actual_on` and `lamp_faults`; lamps 1-16 are in the low word.",
    "",
    "| lamp | name |",
    "|---|---|",
    ...LAMPS.map((name, index) => `| ${index + 1} | ${name} |`),
  ].join("\n");

function blockTable(block: Block): string {
  const last = block.at + block.words - 1;
  return [
    `## ${block.title}`,
    "",
    `${hex(block.at)} to ${hex(last)}, ${block.access === "read" ? "read only" : "write"}.`,
    "",
    "| address | name | words | meaning |",
    "|---|---|---|---|",
    ...block.registers.map(row),
  ].join("\n");
}

const row = (register: Register): string =>
  `| ${addresses(register)} | ${register.name} | ${register.words} | ${register.meaning}${names(register)} |`;

const addresses = ({ at, words }: Register): string =>
  words === 1 ? hex(at) : `${hex(at)}-${hex(at + words - 1)}`;

/** Lamp bits have their own table. */
function names({ bits, values }: Register): string {
  if (bits !== undefined && bits !== LAMPS) {
    return `: ${bits.map((name, bit) => `b${bit} ${name}`).join(", ")}`;
  }
  if (values !== undefined) return `: ${values.map((name, n) => `${n} ${name}`).join(", ")}`;
  return "";
}

const hex = (n: number): string => `0x${n.toString(16).toUpperCase().padStart(4, "0")}`;
