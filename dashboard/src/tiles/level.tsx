/** Where on the ladder of degraded modes the crossing is, and what somebody should look at. */
import type { StateView } from "@crossing/config";
import { words } from "../words/words.ts";
import { Tile } from "./tile.tsx";

/** The level; under it the alarms, or what the level means. */
export const LevelTile = ({ state }: { readonly state: StateView }) => {
  const { levelTile, levelNote, alarmsNote } = words.value;
  const { level = 0, alarms = [] } = state;
  return (
    <Tile
      name={levelTile}
      value={`L${level}`}
      note={alarms.length === 0 ? levelNote[level] : alarmsNote(alarms)}
      grade={level === 5 ? "bad" : level === 0 && alarms.length === 0 ? "plain" : "warn"}
    />
  );
};
