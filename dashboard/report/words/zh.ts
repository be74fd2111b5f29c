/** Every word of a report in Chinese. */
import type { DemandKind } from "@crossing/simulator";
import type { SettingPath } from "../data.ts";
import { plain } from "../numbers.ts";
import type { Words } from "./en.ts";

const familyShort: Words["familyShort"] = {
  site: "本方案",
  marginal: "边际规则",
  fixed: "固定周期",
  puffin: "PUFFIN",
  "push-button": "按钮式",
  threshold: "阈值式",
  "tongzhou-2019": "通州 2019",
  "rules-broken": "违反规则",
};

const familyLong: Words["familyLong"] = {
  site: "本方案",
  marginal: "边际规则，沿唯一调节量 κ",
  fixed: "固定周期，按周期长度",
  puffin: "PUFFIN，按机动车最长绿灯",
  "push-button": "按钮式，按下后的机动车绿灯时长",
  threshold: "人数或等待时间阈值",
  "tongzhou-2019": "通州 2019",
  "rules-broken": "规则不允许：本方案改动一个数值",
};

const settingName: Readonly<Record<SettingPath, string>> = {
  "weights.ped_second": "调节量",
  "policy.programmes.0.cycle_s": "周期",
  "policy.green_s": "按下后绿灯",
  "policy.wait_s": "等待阈值",
  "timing.vehicle_max_green_s": "最长绿灯",
  "timing.vehicle_min_green_s": "最小绿灯",
  "timing.walk_min_s": "行人绿灯",
  "timing.ped_clearance_s": "行人清空",
  "timing.ped_clearance_max_s": "最长行人清空",
  "timing.yellow_s": "黄灯",
  "timing.red_clearance_s": "全红清空",
  "timing.buffer_s": "缓冲",
  "timing.max_wait_s": "最长等待",
};

const figure: Words["figure"] = {
  ped_wait_mean_s: "平均等待，秒",
  ped_wait_p95_s: "95% 等待少于，秒",
  vehicle_delay_mean_s: "平均车辆延误，秒",
  stops_per_vehicle: "每车停车次数",
  violations_per_100: "每百人闯红灯",
  empty_walk_share: "空放绿灯，%",
  cost_per_h: "代价，人·秒/小时",
};

const demandKind: Readonly<Record<DemandKind, string>> = {
  poisson: "行人和车辆随机到达",
  platoons: "上游信号放行的车队",
  bus: "多数行人为公交下车人群",
  school: "学校放学",
  rush: "高峰小时",
};

const weight: Words["weight"] = {
  ped_second: "行人等待一秒（调节量）",
  knee_s: "等待超过此值后每秒权重递增，秒",
  knee_scale_s: "超过后增长的快慢，秒",
  persons_per_vehicle: "每车人数",
  stop: "车辆停车一次",
  violation: "有人闯红灯",
  conflict: "紧邻来车闯红灯，另加",
  leaver: "有人放弃过街",
  vulnerable: "儿童、老人、残障者按几人计",
};

/** All words in Chinese. */
export const zh: Words = {
  htmlLang: "zh-CN",
  title: (site) => `信号配时方案报告：${site}`,
  kicker: "行人过街信号配时方案",
  hashShort: (hash) => `输入 ${hash.slice(0, 12)}`,
  and: "，",

  familyShort,
  familyLong,
  settingText: ({ path, value }) => `${settingName[path]} ${settingUnit(path, value)}`,
  settingValue: ({ path, value }) => settingUnit(path, value),
  noSetting: "–",
  secondsText: (seconds) => `${seconds} 秒`,

  inShort: "结论",
  verdictPeople: (wait, p95, los) =>
    `行人平均等待 ${wait} 秒，95% 的人少于 ${p95} 秒` +
    (los === null ? "。" : `：服务水平 ${los} 级。`),
  verdictVehicles: (delay, stops) => `车辆平均延误 ${delay} 秒，每车停车 ${stops} 次。`,
  verdictRed: (violations, conflicts) =>
    `每百人中 ${violations} 人闯红灯；每次运行有 ${conflicts} 人紧邻来车闯红灯。`,
  verdictRules: (kept, broken, profile) =>
    broken === 0
      ? `${profile}中适用的 ${kept} 条规则全部符合。`
      : `${profile}中适用的 ${kept + broken} 条规则，违反 ${broken} 条。`,
  verdictRuns: (runs, hours) =>
    runs === 1
      ? `仅一次 ${hours} 小时仿真：随机误差未知，采用前请用多个随机种子。`
      : `${runs} 次 ${hours} 小时仿真；± 为其 95% 置信区间的半宽。`,
  verdictBest: (regret) => `在点排队模型中，其代价比预知全部到达者所能做到的高 ${regret}%。`,

  tiles: {
    wait: "平均等待",
    p95: "95% 等待少于",
    delay: "车辆延误",
    stops: "每车停车",
    red: "闯红灯",
    empty: "空放绿灯",
  },
  perPerson: "秒/人",
  perVehicle: "秒/车",
  ofHundred: "每百人",
  percentOfWalks: "% 行人绿灯",
  levelOfService: (los) => `秒，服务水平 ${los} 级`,

  against: "与其他方案比较（相同到达）",
  againstNote:
    "本方案减去对比方案，逐个种子，行人和车辆完全相同；小于 0 表示本方案更好。每类取按本站权重代价最小的参数，事后挑选：该类所试参数中没有更好的。95% 区间包含 0 的差值以灰色表示。",
  colPlan: "方案",
  colSetting: "参数",
  figure,

  front: "车辆延误与行人等待的权衡",
  frontNote: "每点为一个方案的仿真结果，带 95% 区间；越靠左下越好。小数字：每百人中闯红灯的人数。",
  frontShadeNote:
    "阴影来自另一模型：点排队街道上预知一切的最优解，其中车辆制动和起步不损失时间。它说明何处不可能到达，不说明能多接近；最后一节的图把方案与最优解放在同一模型中。",
  frontOutside: (count) => `${count} 个方案在图外，见表。`,
  frontLabel: (plans) => `${plans} 个方案：横轴为平均车辆延误，纵轴为行人平均等待。数值见下表。`,
  axisDelay: "平均车辆延误，秒/车",
  axisWait: "行人平均等待，秒",
  unreachable: "不可到达：预知全部到达也做不到（点排队模型）",
  unreachableKey: "不可到达（预知一切，点排队模型）",
  violationsKey: "每百人中闯红灯的人数",
  frontTable: "图中全部方案",
  colBroken: "违反",
  thisPlanMark: "本方案",

  waits: "行人等待多久",
  waitsNote:
    "经过若干秒后已起步（或放弃）的行人比例。竖线为 HCM 2000 服务水平 A 至 F 的界限（见于二手资料），该分级针对平均等待，此处仅供参照。",
  waitsLabel: (plans) => `各方案下行人等待时间的累计比例：${plans.join("、")}。数值见下表。`,
  axisWaited: "等待不超过，秒",
  axisShare: "行人比例，%",
  waitsTable: "等待超过",
  colPeople: "人数",

  bands: "信号如何运行",
  bandsNote:
    "各方案下相同的几分钟，行人和车辆相同。高条：绿灯；低条：红灯；斜纹：行人清空；条中数字：秒。每行灯色下方为被拦停的数量；叉号：有人闯红灯。",
  bandTitle: (plan) => plan,
  bandVehicle: "机动车",
  bandHeld: "被拦车辆",
  bandPed: "行人",
  bandWaiting: "等待人数",
  bandDecision: "决策",
  bandLabel: (seconds, walks, green) =>
    `${seconds} 秒相位图：行人绿灯 ${walks} 次，机动车绿灯 ${green} 秒。`,
  reasonsCaption: "本方案的各次决策",
  colNumber: "序号",
  colFrom: "开始",
  colSeconds: "秒",
  colReason: "保持或结束机动车绿灯的原因（取最后一秒的数值）",

  rows: (minutes) => (minutes === 60 ? "逐小时结果" : `每 ${minutes} 分钟结果`),
  rowsNote:
    "各种子的平均值，按该时段到达者统计；± 同为 95% 区间半宽。最初几行包含预热时段，其余指标均已剔除。",
  colTime: "时间",
  colVehicles: "车辆",
  colWait: "平均等待，秒",
  colLongest: "最长等待，秒",
  colDelay: "车辆延误，秒",
  colWalks: "行人绿灯",
  colRed: "闯红灯",

  best: "距离最优还有多远",
  bestNote: (seeds) =>
    `假设预知每次到达、每个人的耐心和步速，一次选定全部行人绿灯（对每个到达序列作动态规划，${seeds} 个种子）。此处车辆为点排队，延误小于仿真街道。没有人能预知谁会来，因此任何控制器都达不到。曲线为在车辆与行人的各种权重下找到的最好方案。`,
  bestExact: "在该模型中（按整秒决策）最优解是精确的。",
  bestBound: "最优解为已找到的最好方案，真正的最优代价可能更低，下列差距会略大。",
  bestLabel: (plans) => `点排队模型中的 ${plans} 个方案与预知一切的最优解。数值见下表。`,
  colRegret: "高于最优，%",
  clairvoyant: "预知一切的最优解",
  colCost: "代价，人·秒/小时",
  colViolations: "每百人闯红灯",

  rules: "规则核查",
  rulesNote: (profile, unverified, all) =>
    `${profile}。${all} 条中有 ${unverified} 条标为未核对：本程序编写时无人读过标准原文，采用前请核对。`,
  colVerdict: "",
  colRule: "规则",
  colFound: "现值",
  colWanted: "要求",
  colClause: "条款与依据",
  verdict: { kept: "符合", broken: "违反", "not-asked": "不适用" },
  force: { shall: "应", should: "宜" },
  evidence: { read: "已读原文", secondary: "见于引用资料", unverified: "未核对" },
  yes: "是",
  no: "否",

  knob: "如何权衡",
  knobSentence: (value, seconds) =>
    `行人等待一秒相当于车内一人的 κ = ${value} 秒：这是唯一的调节量。据此，一辆车连同车内的人多等一秒，只有换来行人少等 ${seconds} 秒才值得。`,
  knobAdvice: "调大则行人等待减少、车辆延误增加：边际规则曲线上的每一点对应它的一个取值。",
  knobOther: (policy) => `${policy}不按权重决策；权重在此只用来计算代价，便于方案比较。`,
  weight,
  colWeight: "项目",
  colValue: "车内人·秒（另有说明的除外）",

  origin: "如何重新生成本报告",
  originCommand: "命令",
  originVersion: "程序",
  originSeeds: "随机种子",
  originRun: "运行",
  originRunText: (hours, warmUp, dt) => `每次 ${hours} 小时，剔除最初 ${warmUp} 秒；步长 ${dt} 秒`,
  originSeeing: "检测",
  originSeeingText: (lookahead, seeing) =>
    `可预见 ${lookahead} 秒内来车；` +
    (seeing === null || seeing === "perfect" ? "行人和排队检测无误" : `检测质量：${seeing}`),
  originDemand: "需求",
  originHashes: "SHA-256",
  originHash: { site: "站点", demand: "需求", all: "全部输入" },
  originDate: "日期",
  assumed: (paths) => `本站的假定值，尚待实测：${paths}。`,
  limits:
    "行人和车辆均为仿真，没有任何数据来自实地测量。仿真器与理论及 SUMO 的对比验证说明其精度。同一程序执行同一命令，得到逐字符相同的文件。",

  demandText: (source, kind, file) => {
    if (source === "rates") return kind === null ? "随机生成" : demandKind[kind];
    const what = { counts: "计数文件", arrivals: "到达文件", spec: "需求文件" }[source];
    return `${what} ${file ?? "?"}`;
  },
  demandFlows: (people, vehicles) => `每小时 ${people} 人、${vehicles} 辆车`,
  street: (length, lanes) => `${length} 米，${lanes} 车道`,
};

function settingUnit(path: SettingPath, value: number): string {
  return path === "weights.ped_second" ? `κ ${plain(value)}` : `${plain(value)} 秒`;
}
