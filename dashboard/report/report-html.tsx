/** One file that says everything, to print or to hand in. */
import type { Language } from "@crossing/controller";
import { renderToString } from "preact-render-to-string";
import type { ReportData } from "./data.ts";
import { Page } from "./page.tsx";

/**
 * The report as HTML in one of the two languages.
 *
 * Asks nothing of the network and runs no script. The same data give the same text, to the last character.
 */
export const reportHtml = (data: ReportData, language: Language): string =>
  `<!doctype html>\n${renderToString(<Page data={data} language={language} />)}\n`;
