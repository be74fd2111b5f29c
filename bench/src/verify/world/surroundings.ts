/** Timers and the wire of a process in virtual time. */
import type { Stream, Surroundings } from "@crossing/signal-driver";
import type {
  Bearer,
  LineEnd,
  Planned,
  VirtualLine,
  VirtualTime,
} from "@crossing/simulator/cabinet";

/** Told of bytes as they are handed to the network. */
export type Sent = (bytes: Buffer) => void;

/** The surroundings of `of`, and how the kernel ends all its connections when it is gone. */
export function surroundingsOf(
  world: { readonly time: VirtualTime; readonly line: VirtualLine; readonly sent: Sent },
  of: Bearer,
): { readonly surroundings: Surroundings; readonly hangUp: () => void } {
  const { time, line } = world;
  const open = new Set<VirtualStream>();
  const soon = (run: () => void): void => void time.after(0, run, of, "soon");
  return {
    surroundings: {
      after: (ms, due) => {
        let planned: Planned = time.after(ms, due, of);
        return {
          restart: () => {
            planned.cancel();
            planned = time.after(ms, due, of);
          },
          cancel: () => planned.cancel(),
        };
      },
      soon,
      connect: () => {
        const stream = new VirtualStream(world.sent, soon, () => open.delete(stream));
        stream.begin(line, of);
        open.add(stream);
        return stream;
      },
    },
    hangUp: () => {
      for (const stream of open) stream.left();
    },
  };
}

type Heard = (given: never) => void;
type Told = "data" | "error" | "connect" | "end" | "close";

/** As much of a socket as the driver uses. */
class VirtualStream implements Stream {
  readonly #sent: Sent;
  readonly #soon: (run: () => void) => void;
  readonly #over: () => void;
  readonly #heard: Record<Told, Heard[]> = {
    data: [],
    error: [],
    connect: [],
    end: [],
    close: [],
  };
  #end: LineEnd | null = null;

  constructor(sent: Sent, soon: (run: () => void) => void, over: () => void) {
    this.#sent = sent;
    this.#soon = soon;
    this.#over = over;
  }

  begin(line: VirtualLine, of: Bearer): void {
    this.#end = line.dial(of, {
      connected: () => this.#tell("connect"),
      refused: () => {
        this.#tell("error", new Error("connect ECONNREFUSED"));
        this.#closed();
      },
      data: (bytes) => this.#tell("data", bytes),
      closed: (how) => {
        if (how === "reset") this.#tell("error", new Error("read ECONNRESET"));
        else this.#tell("end");
        this.#closed();
      },
    });
  }

  on(event: Told, heard: Heard): void {
    this.#heard[event].push(heard);
  }

  write(bytes: Buffer): void {
    if (this.#end === null) return;
    this.#sent(bytes);
    this.#end.send(bytes);
  }

  destroy(): void {
    this.#leave((end) => end.drop());
  }

  /** The process is gone: the kernel ends it politely, and sends what was written. */
  left(): void {
    this.#leave((end) => end.end());
  }

  #leave(by: (end: LineEnd) => void): void {
    if (this.#end === null) return;
    by(this.#end);
    this.#end = null;
    this.#soon(() => this.#closed());
  }

  #closed(): void {
    this.#end = null;
    this.#over();
    this.#tell("close");
  }

  #tell(event: Told, given?: unknown): void {
    for (const heard of this.#heard[event]) (heard as (given: unknown) => void)(given);
  }
}
