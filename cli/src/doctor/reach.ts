/** Whether somebody listens at an address. */
import { connect } from "node:net";

/** null when a TCP connection comes about within `within_ms`, else why not. */
export function unreachable(
  { host, port }: { readonly host: string; readonly port: number },
  within_ms = 3000,
): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (why: string | null): void => {
      socket.destroy();
      resolve(why);
    };
    socket.setTimeout(within_ms, () => done(`no answer in ${within_ms} ms`));
    socket.once("connect", () => done(null));
    socket.once("error", (error) => done(error.message));
  });
}
