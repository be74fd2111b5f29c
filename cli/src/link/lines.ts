/** Bytes of a stream, cut into records: one JSON object a line. */

/** Any record on a link: an object that says what it is. */
export interface LinkRecord {
  readonly type: string;
}

/** Cuts what arrives into records. */
export interface LineReader {
  /** Takes the next bytes of the stream; hands over each whole record in them. */
  push(chunk: Buffer): void;
  /** Lines dropped because they were too long, no JSON, or no record. */
  junk(): number;
}

const NEWLINE = 0x0a;

/**
 * A reader of lines of at most `maxBytes`.
 *
 * A longer line is dropped whole and never held in memory; so is a line that is not a JSON object with a
 * `type`. Both are counted, neither ends the stream: what follows the next newline is read again.
 */
export function readLines(maxBytes: number, onRecord: (record: LinkRecord) => void): LineReader {
  let parts: Buffer[] = [];
  let held = 0;
  let skipping = false;
  let junk = 0;

  const hold = (part: Buffer): void => {
    held += part.length;
    if (held > maxBytes) skipping = true;
    if (skipping) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const endLine = (): void => {
    const record = skipping ? null : recordOf(Buffer.concat(parts).toString("utf8"));
    if (record === null) junk += 1;
    parts = [];
    held = 0;
    skipping = false;
    if (record !== null) onRecord(record);
  };

  return {
    push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        endLine();
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    junk: () => junk,
  };
}

function recordOf(line: string): LinkRecord | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is LinkRecord =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
