/** What can be the matter with the parts of a crossing, in Chinese. */
import type { Words } from "./en.ts";

type Condition = Words["condition"];

const fault: Condition["fault"] = {
  lost: "没有画面",
  frozen: "画面静止",
  black: "画面全黑",
  dark: "画面过暗",
  overexposed: "画面过曝",
  blurred: "画面模糊",
  covered: "镜头被遮挡",
  moved: "视角已改变",
  noisy: "噪声过大",
  striped: "画面撕裂",
  "colour-lost": "画面失色",
  "low-rate": "帧率过低",
  "wrong-size": "画面尺寸不符",
  "stale-clock": "画面延迟",
};

const zoneDoubt: Condition["zoneDoubt"] = {
  unseen: "没有摄像机看得见，或恢复时间还不够",
  "always-on": "似乎一直有人站着",
  "never-on": "从来看不到人",
  erratic: "人数变化过快",
};

const crossingDoubt: Condition["crossingDoubt"] = {
  unseen: "没有摄像机看得见，或恢复时间还不够",
  inactive: "有人过街却没有看到人",
};

const linkDown: Condition["linkDown"] = {
  lost: "信号机无应答：请检查线缆和电源",
  mismatch: "信号机显示与要求不一致：请检查灯具和设置",
  refused: "信号机拒绝控制：请检查其模式开关，以及是否有其他主站",
};

const cabinetFault: Condition["cabinetFault"] = {
  "comm-watchdog": "通信看门狗已动作",
  conflict: "监视器发现冲突",
  "red-lamp-out": "红灯不亮",
  "green-lamp-out": "绿灯不亮",
  "lamp-stuck-on": "灯无法熄灭",
  "ped-button-stuck": "行人按钮卡住",
  "loop-fault": "车辆线圈故障",
  "supply-low": "供电电压低",
  "door-open": "柜门打开",
  temperature: "温度超限",
  internal: "内部故障",
  "block-rejected": "拒绝了一条命令",
  "config-mismatch": "设置与约定不符",
  "countdown-display": "倒计时显示故障",
  "voice-unit": "语音装置故障",
  latched: "故障已锁定，待人工复位",
};

export const condition: Condition = {
  title: "设备状态",
  unproven: "尚待确认",
  cameraHealth: (camera, faults) => `${camera}：${faults}`,
  listed: (words) => words.join("、"),
  since: (time) => `自 ${time}`,
  fault,
  zoneDoubt,
  crossingDoubt,
  linkDown,
  cabinetFault,
  zoneDoubted: (zone, why) => `${zone}检测存疑：${why}`,
  crossingDoubted: (why) => `路面视野存疑：${why}`,
  silent: (camera) => `${camera}：收不到视觉进程的消息`,
  unreadable: (camera) => `${camera}：视觉进程的消息无法读取`,
  buttonStuck: (zone) => `${zone}按钮卡住：已按下超过 3 分钟`,
  cabinetTells: (what) => `信号机：${what}`,
  flapping: "升降过于频繁：降级保持半小时",
  adaptiveIdle: "一整天的放行都只由时间决定：请检查检测器",
};
