/**
 * How arrival files number lanes: even lanes go one way and odd lanes the other. In a site all lanes of one way come
 * first.
 */

/** The lane of a file for the lane `lane` of a site, of `lanes` in all. */
export function fileLane(lane: number, lanes: number): number {
  const oneWay = Math.ceil(lanes / 2);
  return lane < oneWay ? 2 * lane : 2 * (lane - oneWay) + 1;
}

/** The lane of a site for the lane `lane` of a file. */
export const siteLane = (lane: number, lanes: number): number =>
  lane % 2 === 0 ? lane / 2 : Math.ceil(lanes / 2) + (lane - 1) / 2;
