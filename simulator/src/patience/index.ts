/** How long people bear to wait: fitted from recorded waits, and said in words. Pure; runs in the browser too. */
export { type Gap, type WaitCounts, type WaitRecord, countsOf, waitOfTrip } from "./records.ts";
export { type SurvivalStep, kaplanMeier, patientAfter } from "./kaplan-meier.ts";
export { type Crowd, WITHIN_S, lostIn } from "./model.ts";
export type { FittedFigure } from "./interval.ts";
export type { Goodness, WaitBand } from "./goodness.ts";
export { type PatienceFit, type TooFew, crowdOf, fitPatience, lostBy } from "./fit.ts";
export { type PlanWait, behaviourWith, cautions, sentence } from "./words.ts";
export { planWait_s } from "./plan-wait.ts";
export { type Watch, type WatchedTick, watchWaits } from "./watch.ts";
