/** What a patience fit means for a plan, in words. */
import type { BehaviourSite, Words } from "@crossing/config";
import type { FittedFigure } from "./interval.ts";
import { type PatienceFit, type TooFew, lostBy } from "./fit.ts";
import { patientAfter } from "./kaplan-meier.ts";
import { WITHIN_S } from "./model.ts";

/** How long somebody who comes first typically waits under a plan. */
export interface PlanWait {
  readonly wait_s: number;
}

/**
 * "at your 35 s, 34 % have lost patience (95 %: 29 to 39 %)", or what the records can say instead when they are too few.
 *
 * "At least" where the gaps are not known: then only those are seen who also found one. Of a wait that is longer than
 * any recorded, it says that it is a guess.
 */
export function sentence(fit: PatienceFit | TooFew, { wait_s }: PlanWait): Words {
  const at = Number(wait_s.toFixed(1));
  if (!fit.ok) return tooFew(fit, at);
  const lost = lostBy(fit, wait_s);
  const [share, low, high] = [lost.value, lost.low, lost.high].map(percent);
  const least = gapsKnown(fit) ? { en: "", zh: "" } : { en: "at least ", zh: "至少 " };
  const guess = wait_s > fit.longest_s ? GUESS(Number(fit.longest_s.toFixed(1))) : NOTHING;
  return {
    en: `at your ${at} s, ${least.en}${share} % have lost patience (95 %: ${low} to ${high} %)${guess.en}`,
    zh: `在您的 ${at} 秒处，${least.zh}${share}% 的人已失去耐心（95% 区间 ${low}% 至 ${high}%）${guess.zh}`,
  };
}

const gapsKnown = ({ tallies }: PatienceFit): boolean =>
  tallies.every(({ gaps }) => gaps !== undefined);

const NOTHING: Words = { en: "", zh: "" };
const GUESS = (longest: number): Words => ({
  en: `; nobody in the records waited longer than ${longest} s, so this is a guess`,
  zh: `；记录中最长等待为 ${longest} 秒，此为推测`,
});

const percent = (share: number): number => Math.round(100 * share);

function tooFew({ counts, wanted, curve, longest_s }: TooFew, at: number): Words {
  const crossed = percent(1 - patientAfter(curve, at));
  const seen = at <= longest_s;
  return {
    en:
      `only ${counts.red} of ${total(counts)} recorded waits ended on red, and a fit needs ${wanted}` +
      (seen ? `; at your ${at} s, ${crossed} % had crossed` : ""),
    zh:
      `记录的 ${total(counts)} 次等待中仅 ${counts.red} 次闯红灯，拟合至少需要 ${wanted} 次` +
      (seen ? `；到您的 ${at} 秒处，${crossed}% 的人已闯红灯` : ""),
  };
}

const total = ({ served, red, left }: PatienceFit["counts"]): number => served + red + left;

/** What has to be said beside the figures; empty when they can be taken as they are. */
export function cautions(fit: PatienceFit): readonly Words[] {
  const { never, scale_s, goodness, longest_s } = fit;
  const split = never.high - never.low > 0.4 || scale_s.high > 2 * scale_s.low;
  return [
    ...(split ? [SPLIT(Number(longest_s.toFixed(1)))] : []),
    ...(goodness !== null && !goodness.suits ? [FORM] : []),
    gapsKnown(fit) ? GAPS_KNOWN : GAPS_UNKNOWN,
  ];
}

const SPLIT = (longest: number): Words => ({
  en: `who never crosses and who only takes longer cannot be told apart within ${longest} s of waiting: use the share at a wait, not the single figures`,
  zh: `在 ${longest} 秒的等待之内，无法区分从不闯红灯者与更有耐心者：请看某一等待时间的比例，勿单独引用各参数`,
});

const FORM: Words = {
  en: "crossings come at other waits than this form of the model allows: believe the steps, not the curve",
  zh: "实际闯红灯时间与模型形式不符：请以阶梯曲线为准",
};

const GAPS_UNKNOWN: Words = {
  en: "when gaps were long enough is not recorded, so only those are seen who found one: people lose patience earlier than this says, much earlier in dense traffic; a recording of run --record-trace has the gaps",
  zh: "记录中没有可穿越空档，只能看到找到空档者：实际失去耐心更早，车流密集时早得多；run --record-trace 的录制含有空档",
};

const GAPS_KNOWN: Words = {
  en: "gaps are taken into account; the steps of the observed curve show crossings, which come later than lost patience",
  zh: "已计入可穿越空档；观测阶梯曲线为穿越时刻，晚于失去耐心的时刻",
};

/** The site's behaviour with the fitted patience in it and its source; all else as it was. */
export function behaviourWith(fit: PatienceFit, behaviour: BehaviourSite): BehaviourSite {
  const { counts, opportunists, never, shape, scale_s } = fit;
  const gaps = gapsKnown(fit) ? "" : "; gaps not recorded, so people are less patient than this";
  const source = (estimates: string): string =>
    `fitted from ${total(counts)} waits (${counts.red} ended on red), the longest ${Number(fit.longest_s.toFixed(1))} s; 95 %: ${estimates}${gaps}`;
  return {
    ...behaviour,
    opportunists: { share: digits(opportunists.value), within_s: WITHIN_S },
    never: digits(never.value),
    patience: { shape: digits(shape.value), scale_s: digits(scale_s.value) },
    sources: {
      ...behaviour.sources,
      opportunists: source(span(opportunists)),
      never: source(span(never)),
      patience: source(`shape ${span(shape)}, scale ${span(scale_s)} s`),
    },
  };
}

const digits = (value: number): number => Number(value.toFixed(4));
const span = ({ low, high }: FittedFigure): string =>
  `${Number(low.toFixed(3))} to ${Number.isFinite(high) ? Number(high.toFixed(3)) : "no upper limit"}`;
