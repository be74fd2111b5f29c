/** A file that is written line by line. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { EXIT, Refusal } from "./exit.ts";

/** The writing end. */
export interface LinesFile {
  write(line: string): void;
  /** Settles when everything is in the file. */
  close(): Promise<void>;
}

/** Opens a new file, in place of an older one; rejects with a Refusal when it cannot be written. */
export async function openLines(file: string): Promise<LinesFile> {
  const stream = createWriteStream(file);
  await once(stream, "open").catch((error: Error) => {
    throw new Refusal(
      EXIT.usage,
      `${file}: cannot be written (${error.message}); check the folder`,
    );
  });
  return {
    write: (line) => {
      stream.write(`${line}\n`);
    },
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}
