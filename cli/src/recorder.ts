/** Writes every tick of control into a file, so that the same minutes can be run again at a desk. */
import type { Site } from "@crossing/config";
import { openLines } from "./lines-file.ts";
import { connectLink } from "./link/client.ts";
import { EDGE_LINE_MAX } from "./link/intake.ts";
import type { LinkRecord } from "./link/lines.ts";
import { RECORDER } from "./process/recording.ts";

/** The writing end of a recording. */
export interface Recorder {
  /** Settles when all that was heard is in the file. */
  close(): Promise<void>;
}

/** First line of a recording: by which site file the ticks were decided. */
export interface RecordingHead extends LinkRecord {
  readonly type: "recording";
  readonly version: 1;
  readonly site: Site;
}

/** Records the control process at `socket` into a new file; rejects with a Refusal when it cannot be written. */
export async function startRecorder(file: string, site: Site, socket: string): Promise<Recorder> {
  const lines = await openLines(file);
  const head: RecordingHead = { type: "recording", version: 1, site: withoutPictures(site) };
  lines.write(JSON.stringify(head));
  const link = connectLink({
    path: socket,
    peer: RECORDER,
    maxLine: EDGE_LINE_MAX,
    onRecord: (record) => {
      if (record.type === "trace") lines.write(JSON.stringify(record));
    },
  });
  return {
    close() {
      link.close();
      return lines.close();
    },
  };
}

/** Recordings are handed around: the landmarks, which are pieces of the street's picture, stay at home. */
const withoutPictures = (site: Site): Site => ({
  ...site,
  cameras: site.cameras.map((camera) => ({ ...camera, landmarks: [] })),
});
