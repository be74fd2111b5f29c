/** The survival curve of patience as a picture: our own SVG, in one file that needs nothing else. */
import { type BehaviourSite, type Words, patienceLost } from "@crossing/config";
import {
  type PatienceFit,
  type SurvivalStep,
  type TooFew,
  crowdOf,
  lostIn,
} from "@crossing/simulator";
import type { Language } from "./rule-lines.ts";

/** What is drawn. */
export interface PatiencePlot {
  readonly fit: PatienceFit | TooFew;
  readonly planWait_s: number | null;
  readonly behaviour: BehaviourSite | null;
  /** Said above the picture. */
  readonly sentence: Words;
}

const WIDTH = 760;
const HEIGHT = 460;
const FRAME = { left: 64, right: 740, top: 76, bottom: 396 } as const;

/** The picture: steps as observed with their 95 % band, the fitted curve, the site's own, and the plan's wait. */
export function patienceSvg(plot: PatiencePlot, language: Language): string {
  const { fit, planWait_s, behaviour } = plot;
  const most_s = roundUp(Math.max(fit.longest_s, planWait_s ?? 0, 10));
  const on = axesOf(most_s);
  const words = WORDS[language];
  const parts = [
    gridOf(on, most_s, words),
    bandOf(on, fit.curve, fit.longest_s),
    stepsOf(on, fit.curve, fit.longest_s),
    ...(fit.ok ? [curveOf(on, most_s, (at) => 1 - lostIn(crowdOf(fit), at), "fit")] : []),
    ...(behaviour === null
      ? []
      : [curveOf(on, most_s, (at) => 1 - patienceLost(behaviour, at), "site")]),
    ...(planWait_s === null ? [] : [planOf(on, planWait_s, words)]),
    legendOf(words, { fitted: fit.ok, site: behaviour !== null }),
  ];
  const sentence = escaped(plot.sentence[language]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" lang="${language}" role="img">`,
    `<title>${escaped(words.title)}</title><desc>${sentence}</desc>`,
    STYLE,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${FRAME.left}" y="28" class="title">${escaped(words.title)}</text>`,
    ...wrapped(sentence).map(
      (line, at) => `<text x="${FRAME.left}" y="${48 + 16 * at}">${line}</text>`,
    ),
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

const STYLE = `<style>
text { font: 12px system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #333 }
.title { font-size: 16px; font-weight: 600 }
.grid { stroke: #ddd; stroke-width: 1 }
.band { fill: #1f6fb2; opacity: 0.15 }
.steps { fill: none; stroke: #1f6fb2; stroke-width: 1.5 }
.fit { fill: none; stroke: #c2410c; stroke-width: 2 }
.site { fill: none; stroke: #555; stroke-width: 1.5; stroke-dasharray: 5 4 }
.plan { stroke: #15803d; stroke-width: 1.5 }
</style>`;

const WORDS = {
  en: {
    title: "Share of people still patient, by how long they have waited",
    x: "waited, s",
    y: "still patient, %",
    steps: "observed, with 95 % band",
    fit: "fitted",
    site: "site file now",
    plan: (at: string) => `your plan: ${at} s`,
  },
  zh: {
    title: "等待时间与仍有耐心者的比例",
    x: "已等待（秒）",
    y: "仍有耐心（%）",
    steps: "观测值与 95% 区间",
    fit: "拟合",
    site: "站点文件现值",
    plan: (at: string) => `您的方案：${at} 秒`,
  },
} as const;
type PlotWords = (typeof WORDS)[Language];

interface Axes {
  readonly x: (wait_s: number) => string;
  readonly y: (share: number) => string;
}

const axesOf = (most_s: number): Axes => ({
  x: (at) => (FRAME.left + (at / most_s) * (FRAME.right - FRAME.left)).toFixed(1),
  y: (share) => (FRAME.bottom - share * (FRAME.bottom - FRAME.top)).toFixed(1),
});

const roundUp = (wait_s: number): number => Math.ceil((wait_s * 1.02) / 10) * 10;

function gridOf({ x, y }: Axes, most_s: number, words: PlotWords): string {
  const every = most_s > 120 ? 30 : 10;
  const across = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (share) =>
      `<path class="grid" d="M${FRAME.left} ${y(share)}H${FRAME.right}"/>` +
      `<text x="${FRAME.left - 8}" y="${y(share)}" dy="4" text-anchor="end">${Math.round(100 * share)}</text>`,
  );
  const along = Array.from(
    { length: Math.floor(most_s / every) + 1 },
    (_, index) => index * every,
  ).map((at) => `<text x="${x(at)}" y="${FRAME.bottom + 18}" text-anchor="middle">${at}</text>`);
  const middle = (FRAME.left + FRAME.right) / 2;
  return [
    ...across,
    ...along,
    `<text x="${middle}" y="${FRAME.bottom + 36}" text-anchor="middle">${words.x}</text>`,
    `<text transform="translate(18 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)" text-anchor="middle">${words.y}</text>`,
  ].join("");
}

/** Corners of a staircase from the first wait to `end_s`. */
function staircase(
  { x, y }: Axes,
  curve: readonly SurvivalStep[],
  end_s: number,
  height: (step: SurvivalStep) => number,
): readonly string[] {
  let before = 1;
  const corners = [`${x(0)} ${y(1)}`];
  for (const step of curve) {
    corners.push(`${x(step.wait_s)} ${y(before)}`, `${x(step.wait_s)} ${y(height(step))}`);
    before = height(step);
  }
  return [...corners, `${x(end_s)} ${y(before)}`];
}

const stepsOf = (on: Axes, curve: readonly SurvivalStep[], end_s: number): string =>
  `<path class="steps" d="M${staircase(on, curve, end_s, (step) => step.patient).join("L")}"/>`;

function bandOf(on: Axes, curve: readonly SurvivalStep[], end_s: number): string {
  const upper = staircase(on, curve, end_s, (step) => step.high);
  const lower = staircase(on, curve, end_s, (step) => step.low).toReversed();
  return `<path class="band" d="M${[...upper, ...lower].join("L")}Z"/>`;
}

function curveOf({ x, y }: Axes, most_s: number, of: (at: number) => number, name: string): string {
  const points = Array.from({ length: 201 }, (_, index) => (index / 200) * most_s);
  return `<path class="${name}" d="M${points.map((at) => `${x(at)} ${y(of(at))}`).join("L")}"/>`;
}

function planOf({ x }: Axes, wait_s: number, words: PlotWords): string {
  const label = escaped(words.plan(String(Number(wait_s.toFixed(1)))));
  const late = Number(x(wait_s)) > FRAME.right - 130;
  return (
    `<path class="plan" d="M${x(wait_s)} ${FRAME.top}V${FRAME.bottom}"/>` +
    `<text x="${x(wait_s)}" dx="${late ? -6 : 6}" y="${FRAME.top + 14}" text-anchor="${late ? "end" : "start"}">${label}</text>`
  );
}

function legendOf(
  words: PlotWords,
  has: { readonly fitted: boolean; readonly site: boolean },
): string {
  const entries: readonly (readonly [name: string, label: string])[] = [
    ["steps", words.steps],
    ...(has.fitted ? [["fit", words.fit] as const] : []),
    ...(has.site ? [["site", words.site] as const] : []),
  ];
  return entries
    .map(([name, label], index) => {
      const left = FRAME.left + index * 210;
      return (
        `<path class="${name}" d="M${left} 450h28"/>` +
        `<text x="${left + 36}" y="454">${escaped(label)}</text>`
      );
    })
    .join("");
}

/** Two lines at most: a long sentence is broken at the space nearest its middle. */
function wrapped(text: string): readonly string[] {
  if (text.length <= 100) return [text];
  const at = text.indexOf(" ", text.length / 2);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
