#!/usr/bin/env node
/** `crossing <command>`: the program's entry. */
import { terminal } from "./desk.ts";
import { crossing } from "./program.ts";

// A reader that has seen enough (`crossing ... | head`) is no fault of ours.
process.stdout.on("error", () => process.exit(0));

process.exitCode = await crossing(process.argv.slice(2), terminal);
