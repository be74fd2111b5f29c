/** The command line: which commands there are, and how each of them ends. */
import { Command, CommanderError } from "commander";
import { addAccept } from "./commands/accept.ts";
import { addCheck } from "./commands/check.ts";
import { addCosim } from "./commands/cosim.ts";
import { addDemo } from "./commands/demo.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addPatience } from "./commands/patience.ts";
import { addReplay } from "./commands/replay.ts";
import { addReport } from "./commands/report.ts";
import { addRun } from "./commands/run.ts";
import { addSchema } from "./commands/schema.ts";
import { addService } from "./commands/service.ts";
import { addSimulate } from "./commands/simulate.ts";
import { addSweep } from "./commands/sweep.ts";
import { addVision } from "./commands/vision.ts";
import type { Desk } from "./desk.ts";
import { EXIT, type Exit, Refusal } from "./exit.ts";
import { version } from "./places.ts";

/** What a command is given: where to speak, and how to say with what it ends. */
export interface Counter {
  readonly desk: Desk;
  /** The exit code of the command; 0 when it says nothing. */
  readonly end: (exit: Exit) => void;
}

/**
 * Runs one command line, `argv` without node and script.
 *
 * Gives the exit code; whatever goes wrong has then been said on the desk, in one message.
 */
export async function crossing(argv: readonly string[], desk: Desk): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  const program = createProgram({ desk, end: (code) => (exit = code) });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    return ending(error, desk);
  }
}

function createProgram(counter: Counter): Command {
  const program = new Command("crossing")
    .description("A pedestrian-crossing signal controller that sees people.")
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => counter.desk.out(text.trimEnd()),
      writeErr: (text) => counter.desk.say(text.trimEnd()),
    })
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", HELP);
  program.commandsGroup("Start here");
  addDemo(program, counter);
  addDoctor(program, counter);
  program.commandsGroup("Control");
  addRun(program, counter);
  addService(program, counter);
  addAccept(program, counter);
  addCheck(program, counter);
  addSchema(program, counter);
  program.commandsGroup("At a desk");
  addSimulate(program, counter);
  addSweep(program, counter);
  addReport(program, counter);
  addCosim(program, counter);
  addReplay(program, counter);
  addPatience(program, counter);
  addExplain(program, counter);
  addVision(program, counter);
  return program;
}

const HELP = `
Exit codes:
  0 ok   1 failed   2 usage   3 rule broken   4 cannot reach a device   5 not allowed
  6 missing optional tool   130 interrupted

Examples:
  $ crossing demo
  $ crossing check config/sites/yudaihe-beixiaoyuan.json
  $ crossing run mill-lane.json --camera A=rtsp://10.0.0.8/stream --modbus 10.0.0.7:502
  $ crossing vision count people.mp4 --json`;

function ending(error: unknown, desk: Desk): Exit {
  // Commander has already said what is wrong with the command line.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Refusal) {
    desk.say(error.message);
    return error.exit;
  }
  desk.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.failed;
}
