/** What to tell the operator about a camera's faults, in Chinese and English. */
import type { CameraFault } from "@crossing/config";

/** One sentence for each language: what is seen, and what to do. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

export const FAULT_WORDS: Readonly<Record<CameraFault, Words>> = {
  lost: {
    en: "no picture comes; check the camera, its power and its line",
    zh: "没有画面；请检查摄像机、电源和线路",
  },
  frozen: {
    en: "the same picture comes again and again; restart the camera, and check that nobody feeds in a recording",
    zh: "画面静止或循环播放；请重启摄像机，并检查是否有人接入录像",
  },
  black: {
    en: "the picture is black; check the lens cap, the exposure and the lighting",
    zh: "画面全黑；请检查镜头盖、曝光和照明",
  },
  dark: {
    en: "the picture is too dark to see people; check the street lighting and the night mode",
    zh: "画面过暗，看不清行人；请检查路灯和夜间模式",
  },
  overexposed: {
    en: "the picture is burnt out; check the exposure, and whether sun or lamps shine into the lens",
    zh: "画面过曝；请检查曝光，以及是否有阳光或灯光直射镜头",
  },
  blurred: {
    en: "the picture is blurred or hazy; check the focus, clean the lens, look for fog",
    zh: "画面模糊或朦胧；请检查对焦、清洁镜头，并看是否有雾",
  },
  covered: {
    en: "something hides much of the picture; look for leaves, tape, webs or dirt before the lens",
    zh: "画面大部分被遮挡；请检查镜头前是否有树叶、胶带、蛛网或污物",
  },
  moved: {
    en: "the camera looks elsewhere than before, so its zones lie wrongly; turn it back, or calibrate it anew",
    zh: "摄像机视角已改变，检测区域不再准确；请调回原位或重新标定",
  },
  noisy: {
    en: "the picture is full of noise; check the lighting, the gain and the cable",
    zh: "画面噪声过大；请检查照明、增益和电缆",
  },
  striped: {
    en: "the picture is torn or in blocks: data are lost on the way; check the line and the bit rate",
    zh: "画面撕裂或出现马赛克，传输丢失数据；请检查线路和码率",
  },
  "colour-lost": {
    en: "the picture has lost its colours; by night this is usual with infrared, by day check the camera",
    zh: "画面失去颜色；夜间红外属正常，白天请检查摄像机",
  },
  "low-rate": {
    en: "fewer pictures come than half of what the site file asks for; check the camera's rate and the line",
    zh: "画面帧率低于配置的一半；请检查摄像机帧率和线路",
  },
  "wrong-size": {
    en: "the picture has another shape than before, so its zones lie wrongly; set the camera's resolution back",
    zh: "画面尺寸比例已改变，检测区域不再准确；请恢复摄像机分辨率",
  },
  "stale-clock": {
    en: "the pictures are older than they should be, or their times run wrongly; restart the camera and check the line",
    zh: "画面延迟过大或时间戳异常；请重启摄像机并检查线路",
  },
};

/** One sentence about a camera with faults; null when there are none. */
export function troubleOf(
  camera: string,
  faults: readonly CameraFault[],
  language: keyof Words = "en",
): string | null {
  if (faults.length === 0) return null;
  const said = faults.map((fault) => FAULT_WORDS[fault][language]);
  return language === "en"
    ? `camera ${camera}: ${said.join("; also: ")}`
    : `摄像机 ${camera}：${said.join("；另外：")}`;
}
