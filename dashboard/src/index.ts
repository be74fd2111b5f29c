/** The pure parts of the page, for tests and reports. The page itself starts in main.tsx. */
export { type Band, type Span, type Tick, bandOf, spansOf, under } from "./band/band.ts";
export { type Sample, BAND_MS, remembered, sampleOf } from "./data/history.ts";
export { type Crowd, crowdOf, emptyCrowd } from "./plan/crowd.ts";
export { type Traffic, noTraffic, trafficOf } from "./plan/traffic.ts";
export { nextOf } from "./reason/next.ts";
export { en, type Words } from "./words/en.ts";
export { zh } from "./words/zh.ts";
export { type Area, type Areas, areasOf, camerasAreas } from "./zones/areas.ts";
export { tell } from "./words/events.ts";
export { tellAlarm } from "./words/alarms.ts";
export { eyesightOf, eyesightWords, gradeOf } from "./camera/health.ts";
export { othersOf, troublesIn } from "./condition/lines.ts";
