/** Reports: one self-contained page made from what a simulation gave. */
export * from "./data.ts";
export { reportHtml } from "./report-html.tsx";
