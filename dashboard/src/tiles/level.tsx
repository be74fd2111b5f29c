/** Where on the ladder of degraded modes the crossing is, and what somebody should look at. */
import type { StateView } from "@crossing/config";
import { troublesIn } from "../condition/lines.ts";
import { words } from "../words/words.ts";
import { Tile } from "./tile.tsx";

/** The level; under it how many things there are to look at, or what the level means. */
export const LevelTile = ({ state }: { readonly state: StateView }) => {
  const { levelTile, levelNote, alarmsNote } = words.value;
  const { level = 0 } = state;
  const troubles = troublesIn(state);
  return (
    <Tile
      name={levelTile}
      value={`L${level}`}
      note={troubles === 0 ? levelNote[level] : alarmsNote(troubles)}
      grade={level === 5 ? "bad" : level === 0 && troubles === 0 ? "plain" : "warn"}
    />
  );
};
