/**
 * How one kind of cabinet is spoken to: the words it understands, and what they mean to the driver.
 *
 * The driver decides when to speak and whether to believe; a dialect knows registers, and nothing of control.
 */
import type { CabinetState, Indications, Outputs } from "@crossing/config";
import type { DriverOptions } from "./cabinet.ts";
import type { Command } from "./command.ts";
import type { Answer } from "./connection.ts";
import { DirectLamps } from "./direct-lamps.ts";
import type { Mark } from "./handwriting.ts";
import type { KerbNews } from "./kerb.ts";
import type { Line } from "./line.ts";
import { PhaseRequest } from "./phase-request.ts";
import { PlainIo } from "./plain-io.ts";
import type { Lit } from "./safe-pair.ts";

/** Whether a cabinet may be controlled at all. */
export type Fitness =
  | {
      readonly kind: "fit";
      /** Within this time after the last command its watchdog must trip when it is put to the proof, ms. */
      readonly proofMs: number;
      /** Changes when the cabinet is another one or has been set up anew. */
      readonly who: string;
    }
  | { readonly kind: "unfit"; readonly why: string }
  | { readonly kind: "unheard" };

/** Who wrote last, and who holds control. */
export interface Look {
  readonly mark: Mark;
  readonly state: CabinetState;
  /** Whose control it is, where the cabinet tells; 0: nobody's, or it does not. */
  readonly owner: number;
}

/** What a cabinet says of itself. */
export interface Heard extends Look {
  /** Why the last command was not taken, in words; null: it was. */
  readonly reject: string | null;
  readonly faults: readonly string[];
  readonly kerb: KerbNews;
}

/** What the heads show, and whether that is what was asked. */
export interface Sight {
  /** Null: not known. */
  readonly shown: Indications | null;
  /** Lamps that are lit; null: not known. */
  readonly lit: Lit | null;
  /** Whether the cabinet does as it was asked, as far as can be seen. */
  readonly alike: boolean;
}

/** What became of a command. */
export interface Exchanged {
  readonly written: Answer;
  /** Null: no status came. */
  readonly heard: Heard | null;
}

/** See the head of the file. A dialect belongs to one driver and remembers what was heard last. */
export interface Dialect {
  /** Asked once per connection, before anything is written that could light a lamp. */
  identify(line: Line): Promise<Fitness>;
  /** Little enough to be read before each command. Null: no answer. */
  look(line: Line): Promise<Look | null>;
  /** The whole status. Null: no answer. */
  listen(line: Line): Promise<Heard | null>;
  exchange(line: Line, command: Command): Promise<Exchanged>;
  /** What was heard last, seen with the command the cabinet works on; null: it does as it likes. */
  see(taken: Command | null, now: number): Sight;
  /** Whether control is better left to the cabinet than used for this. */
  leaves(wanted: Outputs): boolean;
}

/** What a dialect is made of: the options of its driver, and the word that tells this control from any other. */
export interface DialectOptions extends Pick<
  DriverOptions,
  "cabinet" | "zones" | "adapter" | "now"
> {
  owner(): number;
}

/** The dialect for the profile of the site. */
export function dialectOf(options: DialectOptions): Dialect {
  switch (options.cabinet.profile) {
    case "phase-request":
      return new PhaseRequest(options);
    case "direct-lamps":
      return new DirectLamps(options);
    case "adapter":
      return new PlainIo(options);
  }
}
