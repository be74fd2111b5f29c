/** How the program ends: the exit codes that scripts rely on, and the way to ask for one. */

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  ruleBroken: 3,
  unreachable: 4,
  notAllowed: 5,
  missingTool: 6,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The command cannot go on, through no fault of ours: one message that says what to do, and the exit code. */
export class Refusal extends Error {
  readonly exit: Exit;

  constructor(exit: Exit, message: string) {
    super(message);
    this.name = "Refusal";
    this.exit = exit;
  }
}
