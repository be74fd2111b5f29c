/** Every word of the page in Chinese. */
import { condition } from "./condition-zh.ts";
import type { Words } from "./en.ts";

const vehicle: Words["vehicle"] = {
  green: "绿灯",
  yellow: "黄灯",
  red: "红灯",
  "red-yellow": "红黄灯",
  "flashing-yellow": "黄闪",
  dark: "灭灯",
};

const ped: Words["ped"] = {
  walk: "绿灯",
  "flashing-walk": "绿闪",
  "dont-walk": "红灯",
  dark: "灭灯",
};

const interval: Words["interval"] = {
  "start-up": "启动",
  "vehicle-green": "机动车绿灯",
  "yellow-change": "黄灯",
  "red-clearance": "全红清空",
  walk: "行人绿灯",
  "ped-clearance": "行人清空",
  buffer: "缓冲",
  "red-yellow": "红黄灯",
  "fault-flash": "故障黄闪",
};

const mode: Words["mode"] = {
  normal: "正常",
  partial: "部分失明",
  "no-vision": "无视频",
  withdrawn: "已退出",
  fault: "故障",
};

const modeNote: Words["modeNote"] = {
  normal: "全部可见",
  partial: "一侧看不见：按有人等待处理",
  "no-vision": "不靠摄像机继续放行",
  withdrawn: "信号机按自身方案运行",
  fault: "黄闪，等待工程师清除",
};

const levelNote: Words["levelNote"] = {
  0: "正常：无存疑设备",
  1: "部分视觉：存疑处按有人等待处理",
  2: "无视觉：按钮与定时召回",
  3: "监听：缓慢恢复控制",
  4: "无链路：信号机按自身方案运行",
  5: "故障：等待工程师清除",
};

const link: Words["link"] = {
  up: "信号机同步",
  lost: "信号机无应答",
  mismatch: "信号机显示不一致",
  refused: "信号机拒绝控制",
};

const cameraState: Words["cameraState"] = {
  ok: "正常",
  starting: "启动中",
  lost: "无画面",
};

const policyName: Words["policyName"] = {
  marginal: "边际代价",
  fixed: "定时",
  "push-button": "按钮请求",
  puffin: "PUFFIN",
  threshold: "阈值",
  "tongzhou-2019": "通州 2019",
};

const profileName: Words["profileName"] = {
  "cn-gb": "中国国标",
  "us-mutcd": "美国 MUTCD",
  "uk-puffin": "英国 PUFFIN",
  "de-rilsa": "德国 RiLSA",
};

const eventClass: Words["eventClass"] = {
  signal: "灯色",
  detector: "检测",
  decision: "决策",
  fault: "故障",
  audit: "审计",
  config: "配置",
};

const breakable: Words["breakable"] = {
  "camera-A": "摄像机 A",
  "camera-B": "摄像机 B",
  vision: "视觉进程",
  modbus: "Modbus",
  cable: "信号机电缆",
  broker: "MQTT 服务器",
  edge: "边缘进程",
};

const breakNote: Words["breakNote"] = {
  "camera-A": "摄像机 A 已断开。一秒内该侧按有人处理，模式变为部分失明，行人绿灯照常给出。",
  "camera-B": "摄像机 B 已断开。一秒内该侧按有人处理，模式变为部分失明，行人绿灯照常给出。",
  vision: "视觉进程已被终止。在它片刻后自动重启之前，路口在看不见的情况下继续工作。",
  modbus:
    "信号机不再应答。链路显示为无应答，图中灯色变为未知，信号机自身的看门狗在 2 秒内使路口安全。",
  cable:
    "控制盒与信号机之间的电缆已拔掉。信号机的看门狗让它按自身方案运行（这台为黄闪），并有报警。重新接上后，控制盒先监听 10 秒再恢复控制。",
  broker: "MQTT 服务器已停止。街上一切照旧；事件先保存，恢复后补发。",
  edge: "边缘进程已被终止：本页停住并说明。控制照常进行，本页会自动恢复。",
};

/** All words in Chinese. */
export const zh: Words = {
  htmlLang: "zh-CN",
  pageTitle: (site) => `${site} - 路口实况`,
  loading: "正在等待路口数据……",
  loadFailed: (why) => `路口接口没有应答（${why}），正在重试。`,
  languageSwitch: "语言",
  policy: "策略",
  profile: "规则",
  policyName,
  profileName,
  version: "版本",
  demoBadge: "演示",
  mqttUp: "MQTT 已连接",
  mqttDown: "MQTT 未连接",
  camera: (id) => `摄像机 ${id}`,
  cameraState,
  condition,
  link,
  mode,
  modeNote,
  vehicle,
  ped,
  interval,
  staleSince: (time) => `${time} 以后没有新数据。以下是当时的情况，不是现在。`,
  staleControl: (time) => `收不到控制进程的消息。以下是 ${time} 的情况，可能已经变化。`,

  liveView: "实况",
  views: { drawing: "示意图", cameras: "摄像机", both: "全部" },
  planNote: "人数、车数和灯色为实测，人和车的位置为示意。",
  planLabel: (vehicles, peds, waiting, crossing) =>
    `路口平面图。机动车信号：${vehicles}。行人信号：${peds}。${waiting}。${crossing}。`,
  unknown: "未知",
  zoneCount: (zone, count) => (count === null ? `${zone}：看不见` : `${zone}：${count} 人等待`),
  onCrossing: (count) => (count === null ? "人行横道看不见" : `${count} 人正在过街`),
  queueLabel: (count) => (count === null ? "排队 ?" : `排队 ${count}`),
  callRegistered: "已登记请求",
  wantedButShown: (wanted, shown) => `要求：${wanted}。实际显示：${shown}。`,
  shownUnknown: "信号机没有报告实际灯色，下图不画亮灯。",
  indicationPair: (vehicles, peds) => `机动车${vehicles}，行人${peds}`,
  seconds: (s) => `${s} 秒`,
  morePeople: (n) => `+${n}`,

  previewOff: "画面已关闭。人数照常统计，不做任何录像。",
  previewOn: "显示画面 5 分钟",
  previewRefused: (why) => `无法打开画面：${why}`,
  previewLeft: (s) =>
    `画面剩余 ${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`,
  pictureOld: (time) => `旧画面，${time}`,
  noPicture: "还没有画面",
  cameraFigures: (fps, infer) => `每秒 ${fps} 帧，每次识别 ${infer} 毫秒`,
  cameraLabel: (id, people, vehicles) =>
    `摄像机 ${id} 的画面，带区域和识别框：${people} 人，${vehicles} 辆车。`,
  crosswalk: "人行横道",

  why: "为什么这样控制？",
  patience: "最长等待",
  patienceOf: (wait, limit) => `${wait} / ${limit} 秒`,
  nextWalk: (s) => `${s} 秒后行人绿灯`,
  nextDontWalk: (s) => `${s} 秒后行人红灯`,
  nextVehicleGreen: (s) => `${s} 秒后机动车绿灯`,
  nextOnDemand: "有人等待时放行",
  nextConfirmed: "确认有人要过街后放行",
  nextAfterMinimum: (s) => `车流出现空档即转黄灯，最早 ${s} 秒后；随后行人绿灯`,
  nextGap: (s) => `车流出现空档即转黄灯，最迟 ${s} 秒后；随后行人绿灯`,
  nextCountdown: (s) => `${s} 秒后开始行人绿灯倒计时`,
  nextYellow: "机动车黄灯，随后行人绿灯",
  nextClearance: (s) => `${s} 秒后绿闪，供路上的人走完`,
  nextWhenEmpty: (s) => `路面无人后机动车绿灯，最迟 ${s} 秒后`,
  nextCabinet: "由信号机决定",
  nextEngineer: "由工程师清除故障",
  nextUnknown: "未知",
  next: "接下来",
  ask: { "clear-fault": "清除故障", resume: "恢复控制" },
  askSure: (what) => `${what}：再按一次确认`,
  askAccepted: "已接受。",
  askRefused: (why) => `被拒绝：${why}`,

  band: "最近两分钟",
  bandLabel: (walks, green) => `最近两分钟相位图：行人绿灯 ${walks} 次，机动车绿灯 ${green} 秒。`,
  bandVehicle: "机动车",
  bandPed: "行人",
  bandWaiting: "等待人数",
  bandCalls: "请求",
  now: "现在",
  minusSeconds: (s) => `-${s} 秒`,
  legend: {
    green: "绿灯",
    flashing: "绿闪",
    yellow: "黄灯",
    red: "红灯",
    unknown: "无数据",
    fault: "故障",
    coming: "已预告",
  },

  tiles: "最近一小时表现",
  meanWait: "平均等待",
  meanWaitNote: "每人，一小时走势",
  p95Wait: "95% 等待少于",
  limitNote: (s) => `任何人不超过 ${s} 秒`,
  vehicleDelay: "车辆延误",
  vehicleDelayNote: "每车排队时间",
  walks: "行人绿灯次数",
  emptyGreens: (percent) => `空放 ${percent}`,
  redCrossings: "闯红灯",
  redCrossingsNote: "红灯时在路上的人",
  modeTile: "模式",
  levelTile: "降级等级",
  levelNote,
  alarmsNote: (n) => `${n} 项需检查：见设备状态`,
  nothingYet: "-",

  log: "事件记录",
  logEmpty: "还没有变化。",
  logFilter: "显示",
  all: "全部",
  eventClass,
  eventCode: (code) => `代码 ${code}`,
  sentLater: "补发",

  demo: "动手试试",
  demoIntro: "这是一条模拟街道：改变它，看路口如何应对。",
  addPeople: (n, zone) => `${zone} +${n} 人`,
  cars: "车辆",
  addCars: (n) => `+${n} 辆车`,
  press: "按钮",
  pressAt: (zone) => `${zone}按按钮`,
  breakThings: "弄坏点什么",
  breakIt: (what) => `弄坏：${what}`,
  repairIt: (what) => `修好：${what}`,
  kill: (what) => `终止：${what}`,
  breakable,
  breakNote,
  repaired: (what) => `${what}已恢复：看它自动回到正常。`,
  demoFailed: (why) => `没有成功：${why}`,

  zones: {
    open: "编辑区域",
    title: "摄像机区域",
    intro:
      "视觉在这些区域里找人：人行道上的等待区、车行道上的人行横道、从停止线向上游的车道。以脚的位置计人。",
    back: "返回路口",
    cameras: "摄像机",
    noPicture: "画面已关闭，仍可绘制区域。",
    hold: "画面定格",
    lane: (id) => `车道 ${id}`,
    areas: "区域",
    noAreas: "还没有绘制任何区域。",
    areaLine: (name, corners) => `${name}，${corners} 个角点`,
    tools: "工具",
    undo: "撤销",
    redo: "重做",
    addCorner: "添加角点",
    removeArea: "删除此区域",
    add: "添加区域",
    keys: "拖动角点，会吸附到其他区域（按住 Alt 不吸附）。键盘：方向键微调，加 Shift 移动更远；+ 添加角点，Delete 删除；Ctrl Z 撤销，Ctrl Y 重做。",
    cornersOf: (name) => `${name}的角点`,
    corner: (n, of, x, y) => `角点 ${n}/${of}：距左 ${x}%，距上 ${y}%`,
    whole: (name) => `移动整个${name}`,
    place: (x, y) => `距左 ${x}%，距上 ${y}%`,
    cornerGone: "角点已删除",
    cornerAdded: "已在此角点后添加角点",
    check: "检查",
    save: "保存到路口文件",
    restart: "保存后，路口重新启动时生效。",
    locked: {
      "no-file": "这是演示：可以绘制和检查区域，不能保存。",
      "no-token":
        "没有令牌不能保存：请在路口文件中设置 http.token_file 并重新启动。绘制和检查不受影响。",
    },
    good: "正确：路口文件可以这样保存。",
    saved: "已保存，路口重新启动时生效。",
    wrong: (count) => `有 ${count} 处错误：`,
    refused: (why) => `没有成功：${why}`,
  },
};
