/** A patience fit for people to read: a table, a sentence about the plan, and what has to be said beside it. */
import { type BehaviourSite, type Words, patienceLost } from "@crossing/config";
import {
  type FittedFigure,
  type PatienceFit,
  type TooFew,
  cautions,
  lostBy,
  sentence,
} from "@crossing/simulator";
import type { Language } from "./rule-lines.ts";
import type { Waits } from "./waits-file.ts";

/** All that a patience report is about. */
export interface PatienceReport {
  readonly waits: Waits;
  readonly fit: PatienceFit | TooFew;
  /** Wait of whoever comes first under the plan, s; null: no plan was named. */
  readonly planWait_s: number | null;
  /** What the site file says now, to compare with; null: no site was named. */
  readonly behaviour: BehaviourSite | null;
}

/** Waits at which the table says how many have lost patience, s. */
const AT_S = [10, 20, 30, 45, 60, 90];

/** The lines for a terminal. */
export function patienceLines(report: PatienceReport, language: Language): readonly string[] {
  const { waits, fit } = report;
  return [
    COUNTED[language](fit),
    ...(fit.ok ? tableOf(fit, report.behaviour, language) : []),
    ...sentencesOf(report).map((words) => words[language]),
    ...[...(fit.ok ? cautions(fit) : []), ...waits.missing].map((words) => `! ${words[language]}`),
  ];
}

/** The same for machines. An upper end of null: the records set none. */
export function patienceJson(report: PatienceReport): object {
  const { waits, fit, planWait_s, behaviour } = report;
  const { counts, longest_s, curve } = fit;
  return {
    source: waits.source,
    counts,
    longest_s,
    fit: fit.ok ? figuresOf(fit) : null,
    lost: fit.ok ? Object.fromEntries(AT_S.map((at) => [at, lostBy(fit, at)])) : null,
    plan:
      planWait_s === null
        ? null
        : { wait_s: planWait_s, lost: fit.ok ? lostBy(fit, planWait_s) : null },
    site: behaviour,
    sentences: sentencesOf(report),
    cautions: fit.ok ? cautions(fit) : [],
    missing: waits.missing,
    goodness: fit.ok ? fit.goodness : null,
    curve,
  };
}

const figuresOf = ({ opportunists, never, shape, scale_s, log_likelihood }: PatienceFit) => ({
  opportunists,
  never,
  shape,
  scale_s,
  log_likelihood,
});

/** One about the plan when there is one; too few records are told in any case. */
export function sentencesOf({ fit, planWait_s }: PatienceReport): readonly Words[] {
  if (planWait_s !== null) return [sentence(fit, { wait_s: planWait_s })];
  return fit.ok ? [ASK_FOR_PLAN] : [sentence(fit, { wait_s: Infinity })];
}

const ASK_FOR_PLAN: Words = {
  en: "give --site or --wait, and it is said what your plan means",
  zh: "给出 --site 或 --wait，即可说明您的方案意味着什么",
};

const COUNTED: Readonly<Record<Language, (fit: PatienceFit | TooFew) => string>> = {
  en: ({ counts: { served, red, left }, longest_s }) =>
    `${served + red + left} waits: ${served} served, ${red} ended on red, ${left} left; the longest ${longest_s.toFixed(1)} s`,
  zh: ({ counts: { served, red, left }, longest_s }) =>
    `共 ${served + red + left} 次等待：放行 ${served}，闯红灯 ${red}，离开 ${left}；最长 ${longest_s.toFixed(1)} 秒`,
};

const HEAD = {
  en: { fitted: "fitted", interval: "95 %", site: "site file" },
  zh: { fitted: "拟合", interval: "95%", site: "站点文件" },
} as const;
const NAMES = {
  en: {
    opportunists: "cross at once",
    never: "never cross on red",
    shape: "Weibull shape of the rest",
    scale_s: "Weibull scale of the rest",
    lost: (at: number) => `lost patience by ${at} s`,
  },
  zh: {
    opportunists: "立即穿越",
    never: "从不闯红灯",
    shape: "其余者 Weibull 形状",
    scale_s: "其余者 Weibull 尺度",
    lost: (at: number) => `${at} 秒内失去耐心`,
  },
} as const;

type Row = readonly [name: string, fitted: string, interval: string, site: string];

function tableOf(
  fit: PatienceFit,
  site: BehaviourSite | null,
  language: Language,
): readonly string[] {
  const names = NAMES[language];
  const row = (
    name: string,
    estimate: FittedFigure,
    now: number | undefined,
    unit: (value: number) => string,
  ): Row => [
    name,
    unit(estimate.value),
    `${unit(estimate.low)} ${language === "en" ? "to" : "至"} ${unit(estimate.high)}`,
    now === undefined ? "" : unit(now),
  ];
  return aligned([
    ["", HEAD[language].fitted, HEAD[language].interval, site === null ? "" : HEAD[language].site],
    row(names.opportunists, fit.opportunists, site?.opportunists.share, percent),
    row(names.never, fit.never, site?.never, percent),
    row(names.shape, fit.shape, site?.patience.shape, plain),
    row(names.scale_s, fit.scale_s, site?.patience.scale_s, inSeconds),
    ...AT_S.filter((at) => at <= fit.longest_s).map((at) =>
      row(
        names.lost(at),
        lostBy(fit, at),
        site === null ? undefined : patienceLost(site, at),
        percent,
      ),
    ),
  ]);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const plain = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : "∞");
const inSeconds = (value: number): string =>
  Number.isFinite(value) ? `${value.toFixed(1)} s` : "∞";

/** Columns one under the other; a Chinese character is two columns wide. */
function aligned(rows: readonly Row[]): readonly string[] {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => width(row[column]!))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = " ".repeat(widths[column]! - width(cell));
        return column === 0 ? cell + room : room + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
const WIDE = /[\u2e80-\uffef]/g;
