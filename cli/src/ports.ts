/** TCP ports: written down, taken, free. */
import { createServer } from "node:net";

/** A port of a host. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `host:port` from the command line, `[::1]:502` too; null when it is not that. */
export function hostPort(text: string): HostPort | null {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  if (match === null) return null;
  const port = Number(match[3]);
  return port <= 65_535 ? { host: (match[1] ?? match[2])!, port } : null;
}

/** `wanted` when nobody listens there, else a free port; for the demo, which must start on any desk. */
export async function freePort(host: string, wanted: number): Promise<number> {
  return (await listens(host, wanted)) ?? (await listens(host, 0)) ?? wanted;
}

function listens(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ host, port }, () => {
      const address = server.address();
      const found = typeof address === "object" && address !== null ? address.port : null;
      server.close(() => resolve(found));
    });
  });
}

/** Whether an address reaches this machine only. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
