/**
 * How people of a site behave, as shares and distributions with their sources: patience, gaps, speeds.
 *
 * The decision is given none of one person's figures, only what holds for all of them. `crossing patience fit`
 * refits the patience from what was recorded at the kerb.
 */
import { z } from "zod";

const share = (what: string) =>
  z.number().min(0).max(1).describe(`${what}; share of people, 0 to 1`);

const seconds = (what: string, least: number, most: number) =>
  z.number().min(least).max(most).describe(`${what}; s`);

const opportunists = z
  .strictObject({
    share: share("cross on red at once when they can"),
    within_s: seconds("their patience is over within, evenly", 0.1, 10),
  })
  .describe("people who do not wait");

const patience = z
  .strictObject({
    shape: z
      .number()
      .min(0.2)
      .max(10)
      .describe("Weibull shape; over 1: the longer, the less patient"),
    scale_s: seconds("Weibull scale: after it 63 % of those who can lose patience have", 1, 1000),
  })
  .describe("endurance of those who are neither opportunists nor never cross on red");

const gap = z
  .strictObject({
    mean_s: seconds("mean critical gap, lognormal", 1, 30),
    sigma: z.number().min(0).max(2).describe("deviation of the gap's logarithm"),
    min_s: seconds("shortest critical gap", 0, 30),
    max_s: seconds("longest critical gap", 0, 60),
    shrink: z
      .number()
      .min(0)
      .max(1)
      .describe(
        "part of the gap that is given up over the 30 s after patience is over; 0.3 is usual",
      ),
  })
  .describe("gap in the traffic that somebody crosses on red in");

const speed = z.strictObject({
  share: share("walk so"),
  mean_m_per_s: z.number().min(0.3).max(3).describe("mean walking speed; m/s"),
  deviation_m_per_s: z.number().min(0).max(1).describe("standard deviation; m/s"),
});

const leaving = z
  .strictObject({
    share: share("give up and go away if not served"),
    from_s: seconds("after a wait of, evenly, at least", 0, 600),
    to_s: seconds("and at most", 0, 600),
  })
  .describe("people who leave");

/** The `behaviour` section of a site file. */
export const behaviourSchema = z
  .strictObject({
    opportunists,
    never: share("never cross on red, however long it takes"),
    patience,
    gap,
    speeds: z.array(speed).min(1).describe("kinds of walkers; their shares make 1"),
    leaving,
    pressing: share("use the button where there is one"),
    late_start: share("step off in the first seconds of ped clearance as well"),
    sources: z
      .record(z.string(), z.string())
      .describe("where each figure is from, by its name; 'assumed' where from nowhere"),
  })
  .refine(({ opportunists, never }) => opportunists.share + never <= 1, {
    path: ["never"],
    message: "opportunists.share and never are shares of the same people: together at most 1",
  })
  .refine(({ speeds }) => Math.abs(total(speeds) - 1) < 0.001, {
    path: ["speeds"],
    message: "shares that make 1 together",
  })
  .refine(({ gap }) => gap.min_s <= gap.max_s, {
    path: ["gap", "max_s"],
    message: "at least gap.min_s",
  })
  .refine(({ leaving }) => leaving.from_s <= leaving.to_s, {
    path: ["leaving", "to_s"],
    message: "at least leaving.from_s",
  })
  .describe("how people behave here; measured ones come from 'crossing patience fit'");

const total = (kinds: readonly { readonly share: number }[]): number =>
  kinds.reduce((sum, kind) => sum + kind.share, 0);

/** How people of a site behave. */
export type BehaviourSite = z.infer<typeof behaviourSchema>;

/** What is taken until a site has been measured. */
export const BEHAVIOUR: BehaviourSite = {
  opportunists: { share: 0.12, within_s: 2 },
  never: 0.45,
  patience: { shape: 2, scale_s: 40 },
  gap: { mean_s: 6, sigma: 0.3, min_s: 3, max_s: 12, shrink: 0.3 },
  speeds: [
    { share: 0.85, mean_m_per_s: 1.3, deviation_m_per_s: 0.2 },
    { share: 0.15, mean_m_per_s: 0.9, deviation_m_per_s: 0.12 },
  ],
  leaving: { share: 0.03, from_s: 15, to_s: 60 },
  pressing: 0.6,
  late_start: 0.15,
  sources: {
    opportunists:
      "share assumed, near 12.8 % with negligible wait of Huan 2014 (Beijing e-bikes, abstract read); U-shape of intended waits: Li 2013, Transp. Res. B 51 (abstract read)",
    never: "assumed; Li 2013 finds many who wait out the whole red (abstract read)",
    patience:
      "assumed within published endurance: Beijing limit 52.9 s over 9554 waits (Zhang, Hao, Wang 2015, abstract read); Weibull form: Sage 2022, Transp. Res. Rec. (abstract read)",
    gap: "5 to 6 s is common in gap-acceptance studies (Koh & Wong 2014; Kadali & Vedagiri 2016; unverified); shrink assumed",
    speeds: "assumed, consistent with design speeds of 1.0 to 1.2 m/s",
    leaving: "assumed",
    pressing: "assumed",
    late_start: "assumed",
  },
};

/**
 * The share of people whose patience is over after a wait, 0 to 1: they cross on red in the next gap that is long enough.
 *
 * Those who give up and leave are not counted: they don't cross.
 */
export function patienceLost(behaviour: BehaviourSite, wait_s: number): number {
  if (wait_s <= 0) return 0;
  const { opportunists, never, patience } = behaviour;
  const atOnce = opportunists.share * Math.min(1, wait_s / opportunists.within_s);
  const lost = -Math.expm1(-((wait_s / patience.scale_s) ** patience.shape));
  return atOnce + (1 - opportunists.share - never) * lost;
}
