/** Which regions are cut out of which frame: with fewer looks than regions they take turns, so that none is cut in vain. */

/** Groups of regions, by number, that take turns from frame to frame; `looks` regions in each. */
export const groupsOf = (regions: number, looks: number): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(regions / looks) }, (_, group) =>
    Array.from({ length: regions }, (_, region) => region).slice(
      group * looks,
      (group + 1) * looks,
    ),
  );
