/** Memory of what was read, given back at once. */
import { MessageChannel } from "node:worker_threads";

/**
 * Frees the memory of a chunk that came from a pipe; the chunk is empty afterwards.
 *
 * Node reads into 64 kB that are made for each read. Left to the garbage collector, which sees only the small handle,
 * some 30 MB of them gather in each thread before it looks, and then it costs a frame about a millisecond. A chunk that
 * shares its memory with others is left as it is.
 */
export function spent(chunk: Buffer): void {
  const memory = chunk.buffer;
  if (memory instanceof ArrayBuffer && memory.byteLength === chunk.byteLength)
    NOBODY.postMessage(null, [memory]);
}

/** What is handed to a port whose other side is closed is gone. */
const NOBODY = closedPort();

function closedPort(): MessageChannel["port1"] {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
