/** Bugs on the way to the cabinet and back. */
import type { Bug } from "./bug.ts";

export const LINE_BUGS: readonly Bug[] = [
  {
    name: "ped green is refused only with two reasons at once: && for ||",
    file: "signal-driver/src/safe-pair.ts",
    find: "(on & VEHICLE_MOVING) !== 0 || !all(VEHICLE_REDS)",
    put: "(on & VEHICLE_MOVING) !== 0 && !all(VEHICLE_REDS)",
    harm: "walk could be sent with a vehicle head dark",
    by: {
      file: "signal-driver/test/safe-pair.test.ts",
      test: "all 576 pairs of shown and wanted are judged as the signal engineer's lists say",
    },
  },
  {
    name: "the check looks at what goes out, not at what was there",
    file: "signal-driver/src/safe-pair.ts",
    find: "(before.on & green) !== 0 && (on & (green | yellow)) === 0",
    put: "(on & green) !== 0 && (on & (green | yellow)) === 0",
    harm: "green could be followed by red on the wire",
    by: {
      file: "signal-driver/test/safe-pair.test.ts",
      test: "all 576 pairs of shown and wanted are judged as the signal engineer's lists say",
    },
  },
  {
    name: "an answer of an earlier request is accepted",
    file: "signal-driver/src/strict-port.ts",
    find: "if (id !== asked)",
    put: "if (id > asked)",
    harm: "the lamps that are read are those of a moment ago",
    by: {
      file: "signal-driver/test/strict-line.test.ts",
      test: "an answer that comes after its deadline ends the line and is nobody's answer",
    },
  },
  {
    name: "bytes that nobody asked for are thrown away",
    file: "signal-driver/src/strict-port.ts",
    find: 'if (request === null) return this.#broken("violation", "bytes that nobody asked for");',
    put: "if (request === null) return;",
    harm: "a line that is out of step goes on being used",
    by: {
      file: "signal-driver/test/strict-line.test.ts",
      test: "a second copy of an answer ends the line, also when it comes later",
    },
  },
  {
    name: "the echo of a write is not compared to its end",
    file: "signal-driver/src/answers.ts",
    find: "    answer[4] === request[4] &&\n    answer[5] === request[5];",
    put: "    answer[4] === request[4];",
    harm: "a write of which half was taken counts as done",
    by: {
      file: "signal-driver/test/strict-line.test.ts",
      test: "a write that is answered with the echo of another count",
    },
  },
  {
    name: "a register is read one word too far",
    file: "config/src/modbus-codec.ts",
    find: "valueOf(register, words, register.at - block.at)",
    put: "valueOf(register, words, register.at - block.at + 1)",
    harm: "every value is that of its neighbour",
    by: {
      file: "signal-driver/test/modbus-map.test.ts",
      test: "Identity gives back what was put in",
    },
  },
  {
    name: "a long register is written with its words the wrong way round",
    file: "config/src/modbus-codec.ts",
    find: "[value >>> 16, value & 0xffff]",
    put: "[value & 0xffff, value >>> 16]",
    harm: "lamps and counters arrive at other places",
    by: {
      file: "signal-driver/test/modbus-map.test.ts",
      test: "Identity gives back what was put in",
    },
  },
  {
    name: "after a refusal the watchdog is still fed",
    file: "signal-driver/src/command.ts",
    find: 'this.hand.next("go-safe", false)',
    put: 'this.hand.next("go-safe")',
    harm: "the cabinet stays with a controller that has found itself wrong",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "after a refusal of the last check the heartbeat stands still, block after block",
    },
  },
  {
    name: "the cabinet's watchdog is fed without a tick",
    file: "signal-driver/src/driver.ts",
    find: "    this.#cycle = null;\n    onCycle?.(now() - began);",
    put: "    this.#cycle = null;\n    setTimeout(() => (this.#cycle ??= this.#turn()), 20);\n    onCycle?.(now() - began);",
    harm: "a loop that hangs keeps its last lamps for ever",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "the line speaks only when the loop ticks: one wish is one cycle, and nothing goes on by itself",
    },
  },
  {
    name: "another master is noticed only by its sequence number",
    file: "signal-driver/src/takeover.ts",
    find: "this.#first.echo.heartbeat !== echo.heartbeat || this.#first.echo.seq",
    put: "this.#first.echo.seq",
    harm: "two controllers write to one cabinet",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "a cabinet in remote with the block of another is another master's as soon as its heartbeat moves, and is watched anew",
    },
  },
  {
    name: "a frozen echo counts as ours",
    file: "signal-driver/src/handwriting.ts",
    find: 'return age <= 1 ? "ours" : "stale";',
    put: 'return "ours";',
    harm: "a cabinet whose answers stand still is believed",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "an echo of the last block or the one before is ours, an older one is stale, any other foreign",
    },
  },
  {
    name: "control that was given up is asked for at once",
    file: "signal-driver/src/tenure.ts",
    find: "this.#backAt = now + this.#wait;",
    put: "this.#backAt = now;",
    harm: "a lamp that is out makes the heads change to and fro",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "lamps that differ from what was asked keep us out twice as long each time, up to the longest",
    },
  },
  {
    name: "lamps that differ are put up with for ever",
    file: "signal-driver/src/tenure.ts",
    find: "this.#unlikeSince ??= now;",
    put: "this.#unlikeSince = now;",
    harm: "the lamps are not those of the program, and nobody lets go",
    by: {
      file: "signal-driver/test/survivors-line.test.ts",
      test: "lamps that differ from what was asked are put up with for half a second",
    },
  },
];
