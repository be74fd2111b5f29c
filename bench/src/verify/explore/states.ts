/** How many states each world has: fewer means that something cannot be reached any more, more that something new can. */

/** The number of states of a world; null where it is not written down yet. */
export const expectedStates = (what: string, tick: number): number | null =>
  STATES[`${what}, ${tick} ms`] ?? null;

const STATES: Readonly<Record<string, number>> = {
  "intervals, yudaihe-beixiaoyuan, as it is, 500 ms": 7103,
  "intervals, yudaihe-beixiaoyuan, no countdown, red with yellow, 500 ms": 7089,
  "intervals, yudaihe-beixiaoyuan, countdown of 15 s, fixed clearance, red with yellow, 500 ms": 7859,
  "intervals, yudaihe-beixiaoyuan, as it is, 100 ms": 147_235,
  "intervals, yudaihe-beixiaoyuan, no countdown, red with yellow, 100 ms": 146_309,
  "intervals, yudaihe-beixiaoyuan, countdown of 15 s, fixed clearance, red with yellow, 100 ms": 159_735,
  "services, yudaihe-beixiaoyuan, marginal, 1000 ms": 18_452,
  "services, yudaihe-beixiaoyuan, fixed, 1000 ms": 31_768,
  "services, yudaihe-beixiaoyuan, push-button, 1000 ms": 30_015,
  "services, yudaihe-beixiaoyuan, puffin, 1000 ms": 40_767,
  "services, yudaihe-beixiaoyuan, threshold, 1000 ms": 18_254,
  "services, yudaihe-beixiaoyuan, tongzhou-2019, 1000 ms": 15_626,
  "services, yudaihe-beixiaoyuan, marginal, 500 ms": 171_420,
  "services, yudaihe-beixiaoyuan, fixed, 500 ms": 280_889,
  "services, yudaihe-beixiaoyuan, push-button, 500 ms": 265_971,
  "services, yudaihe-beixiaoyuan, puffin, 500 ms": 550_636,
  "services, yudaihe-beixiaoyuan, threshold, 500 ms": 170_628,
  "services, yudaihe-beixiaoyuan, tongzhou-2019, 500 ms": 149_795,
};
