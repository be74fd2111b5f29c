/** What is told, as the part of an observation that goes to control. */
import type { Observation } from "@crossing/config";
import type { Told } from "./told.ts";

/** The counts of an observation: what is not known is left out. No places of people, and no pictures. */
export const observed = ({
  zones,
  crossing,
  vehicles,
  lanes,
  lookahead_s,
  steppedOff,
  clearsIn_s,
}: Told): Pick<
  Observation,
  "zones" | "crossing" | "vehicles" | "lanes" | "lookahead_s" | "steppedOff" | "clearsIn_s"
> => ({
  zones,
  crossing,
  vehicles,
  lanes,
  ...(lookahead_s === null ? {} : { lookahead_s }),
  ...(steppedOff === null ? {} : { steppedOff }),
  ...(clearsIn_s === null ? {} : { clearsIn_s }),
});
