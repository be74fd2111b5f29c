/** How the crossing does over the last hour, with the limit each figure is held against. */
import type { SiteView, StateView } from "@crossing/config";
import { language } from "../settings.ts";
import { words } from "../words/words.ts";
import { LevelTile } from "./level.tsx";
import { Spark } from "./spark.tsx";
import { type Grade, Tile } from "./tile.tsx";

interface TilesProps {
  readonly site: SiteView["site"];
  readonly state: StateView;
}

/** The row of tiles. A figure that nobody has measured yet is "-", never 0. */
export const Tiles = ({ site, state }: TilesProps) => {
  const text = words.value;
  const { measures } = state;
  const limit = site.timing.max_wait_s;
  const p95 = measures.wait_p95_s;
  return (
    <section class="tiles" aria-label={text.tiles}>
      <Tile name={text.meanWait} value={seconds(measures.wait_mean_s)} note={text.meanWaitNote}>
        <Spark values={measures.wait_trend_s} />
      </Tile>
      <Tile
        name={text.p95Wait}
        value={seconds(p95)}
        note={text.limitNote(limit)}
        grade={p95 !== null && p95 > limit ? "bad" : "plain"}
      />
      <Tile
        name={text.vehicleDelay}
        value={seconds(measures.vehicle_delay_s)}
        note={text.vehicleDelayNote}
      />
      <Tile
        name={text.walks}
        value={String(measures.walks)}
        note={text.emptyGreens(percent(measures.empty_greens))}
      />
      <Tile
        name={text.redCrossings}
        value={String(measures.red_crossings)}
        note={text.redCrossingsNote}
        grade={measures.red_crossings > 0 ? "warn" : "plain"}
      />
      <Tile
        name={text.modeTile}
        value={text.mode[state.mode]}
        note={text.modeNote[state.mode]}
        grade={gradeOf(state.mode)}
      />
      <LevelTile state={state} />
    </section>
  );
};

const gradeOf = (mode: StateView["mode"]): Grade => {
  if (mode === "normal") return "plain";
  return mode === "fault" ? "bad" : "warn";
};

const seconds = (value: number | null): string => {
  if (value === null) return words.value.nothingYet;
  const digits = value < 10 ? 1 : 0;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return words.value.seconds(new Intl.NumberFormat(language.value, format).format(value));
};

const percent = (share: number | null): string =>
  share === null
    ? words.value.nothingYet
    : new Intl.NumberFormat(language.value, { style: "percent" }).format(share);
