/** Whether the edge model sees the people that the simulator draws, as rows of the table. */
import { measureDrawnPeople } from "./drawn-people.ts";
import { type Row, notHere, rounded } from "./measure.ts";
import type { Bench } from "./measurements.ts";
import { missingModel } from "./model.ts";

const COUNTED = 0.9;
const PRESENCE = 0.97;
const HOW =
  "The street runs under the real core; every 4 s each camera takes a picture, the model looks at the crop around the waiting zone, " +
  "and single looks, unsmoothed, are held against who stands there.";
const SEEN = {
  what: "drawn people standing in a waiting zone who are counted there",
  must: `>= ${COUNTED * 100} %`,
  how: HOW,
};
const PRESENT = {
  what: "pictures in which presence in the zone is right",
  must: `>= ${PRESENCE * 100} %`,
  how: HOW,
};

export async function measureDrawn({ site }: Bench): Promise<readonly Row[]> {
  const missing = missingModel();
  if (missing !== null) return notHere([SEEN, PRESENT], missing);
  const { counted, presenceRight, standing, looks, countError } = await measureDrawnPeople({
    site,
  });
  return [
    {
      ...SEEN,
      is: `${rounded(counted * 100)} % of ${standing} (count error ${rounded(countError, 2)} a picture)`,
      ok: counted >= COUNTED,
    },
    {
      ...PRESENT,
      is: `${rounded(presenceRight * 100)} % of ${looks}`,
      ok: presenceRight >= PRESENCE,
    },
  ];
}
