/** docs/bench-vision.md: how good the eyes are, on what, and how it was measured. */
import { type Machine, machineWords } from "../machine.ts";
import type { PartName } from "./parts.ts";
import { type PartRows, table } from "./rows.ts";

/** A part with the machine that it was made on. */
export interface Result extends PartRows {
  readonly machine: Machine;
}

/** A picture that stands in the page. */
export interface PagePicture {
  /** Name of the file in docs/images. */
  readonly file: string;
  /** What is to be seen, one sentence. */
  readonly words: string;
}

/** The whole page. */
export function page(parts: readonly Result[], pictures: readonly PagePicture[]): string {
  return [
    HEAD,
    ...parts.flatMap(({ name, rows, machine }) => [
      `## ${TITLES[name]}`,
      `${WORDS[name]} ${machineWords(machine)}`,
      table(rows),
    ]),
    "## Pictures",
    PICTURE_WORDS,
    ...pictures.map(({ file, words }) => `![${words}](images/${file})\n\n${words}`),
    "## How",
    hows(parts),
  ]
    .join("\n\n")
    .concat("\n");
}

const HEAD = `# How good the eyes are

Written by \`npm run bench:vision -- --write\`; not edited by hand. One part alone: \`npm run bench:vision -- --only accuracy\`;
an hour of two cameras, made only when named: \`--only hour\`. With \`--write\` a part takes its own place. The clips (PETS 2009 S2.L1, TUD Stadtmitte) are research data and not part of
the project: CROSSING_MEDIA names the folder that holds them, each with its boxes in the format of MOTChallenge
(\`pets09-s2l1/frames-0001-0400.mp4\`, \`tud-stadtmitte/clip.mp4\`, \`gt.txt\` beside them).`;

const TITLES: Readonly<Record<PartName, string>> = {
  accuracy: "People in the whole picture",
  zones: "People in a zone",
  tracks: "One person, one number",
  peers: "Against others: accuracy",
  race: "Against others: speed",
  cost: "What a frame costs",
  cameras: "Two cameras",
  hour: "Two cameras for an hour",
};

const WORDS: Readonly<Record<PartName, string>> = {
  accuracy:
    "The model that ships with its one threshold for all clips, nothing chosen per clip. The cost stands beside it, because accuracy can be bought with more looks.",
  zones:
    "What the controller goes by. The polygons are committed and the clip has people walking through them all the time.",
  tracks:
    "How long somebody has waited is only known while the number stays the same. The clips come at 7 and 25 frames a second.",
  peers:
    "Others are scored at the threshold that suits them best on each clip, known afterwards; ours is not.",
  race: "One look at the same frames by each. What a whole picture costs as it ships stands in the first table.",
  cost: "CPU time, so a busy machine hardly matters.",
  cameras: "In real time, so a busy machine matters: ages and drops are for two quiet cores.",
  hour: "What stays in memory. On a machine whose load changes the eyes take fewer or more regions, which moves memory by some 25 MB each time: growth is for a machine that does nothing else.",
};

const PICTURE_WORDS = `The drawn street, looked at by the model that ships: yellow boxes are people as the network found them with their score, white
numbers are people as they are followed, with the point where their feet are; green is the zone with its count. The same for
the real clips, with the boxes drawn by hand dashed in blue, into a folder outside the project:
\`CROSSING_MEDIA=<folder> npm run bench:vision -- --only accuracy --pictures <folder>\`.`;

/** One line for each way of measuring, with all rows that came of it. */
function hows(parts: readonly PartRows[]): string {
  const rows = parts.flatMap((part) => part.rows);
  const ways = [...new Set(rows.map(({ how }) => how))];
  return ways
    .map((how) => {
      const whats = rows.filter((row) => row.how === how).map(({ what }) => what);
      return `- **${whats.join("; ")}**: ${how}`;
    })
    .join("\n");
}
