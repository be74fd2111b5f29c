/** Where a command's words go: data to stdout, talk to stderr. */

/** What a command speaks to. */
export interface Desk {
  /** One line of data. */
  readonly out: (line: string) => void;
  /** One line of talk. */
  readonly say: (line: string) => void;
}

/** The desk of a real terminal or pipe. */
export const terminal: Desk = {
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  say: (line) => {
    process.stderr.write(`${line}\n`);
  },
};
